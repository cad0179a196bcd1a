import { expect, test } from 'vitest'
import { randomFrom } from './random.ts'

const drawn = (label: string, count: number) => {
  const random = randomFrom(label)
  return Array.from({ length: count }, () => random.next())
}

test('the same label gives the same numbers, another label others', () => {
  expect(drawn('a', 100)).toEqual(drawn('a', 100))
  expect(drawn('a', 100)).not.toEqual(drawn('b', 100))
})

test('a part does not depend on what has been drawn before', () => {
  const one = randomFrom('city')
  const other = randomFrom('city')
  other.next()
  expect(one.part('people').next()).toBe(other.part('people').next())
})

test('whole numbers stay within their bounds and reach both', () => {
  const random = randomFrom('bounds')
  const seen = new Set(Array.from({ length: 2_000 }, () => random.int(3, 7)))
  expect([...seen].toSorted((a, b) => a - b)).toEqual([3, 4, 5, 6, 7])
})

test('weights decide how often', () => {
  const random = randomFrom('weights')
  const counts = [0, 0, 0]
  for (let i = 0; i < 30_000; i++) {
    const index = random.weighted([1, 0, 3])
    counts[index] = (counts[index] ?? 0) + 1
  }
  expect(counts[1]).toBe(0)
  expect((counts[2] ?? 0) / (counts[0] ?? 1)).toBeGreaterThan(2.7)
  expect((counts[2] ?? 0) / (counts[0] ?? 1)).toBeLessThan(3.3)
})

test('ids are UUIDs of version 7, ordered by their moment', () => {
  const random = randomFrom('ids')
  const at = Date.parse('2026-11-23T07:00:00+08:00')
  const early = random.id(at)
  const late = random.id(at + 1)
  expect(early).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  expect(Number.parseInt(early.replaceAll('-', '').slice(0, 12), 16)).toBe(at)
  expect(early < late).toBe(true)
})

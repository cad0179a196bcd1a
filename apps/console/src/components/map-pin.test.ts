import { haversineMeters } from '@linggong/reference/geo.ts'
import { expect, test } from 'vitest'
import { frameAround, step, wholeMap } from './map-pin.ts'

const from = { lat: 27.1, lng: 119.6 }

test('an arrow moves the pin by 200 metres, with Shift by two kilometres, other keys do not', () => {
  for (const key of ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight']) {
    expect(haversineMeters(from, step(from, key, false)!)).toBeCloseTo(200, 0)
    expect(haversineMeters(from, step(from, key, true)!)).toBeCloseTo(2_000, 0)
  }
  expect(step(from, 'ArrowUp', false)!.lat).toBeGreaterThan(from.lat)
  expect(step(from, 'ArrowLeft', false)!.lng).toBeLessThan(from.lng)
  expect(step(from, 'Enter', false)).toBeUndefined()
})

test('a map is cut to the points it is to show, with some room; without any it is whole', () => {
  expect(frameAround([])).toEqual(wholeMap)
  const { x, y, width, height } = frameAround([
    { x: 100, y: 300 },
    { x: 200, y: 260 },
  ])
  expect([x < 100, x + width > 200, y < 260, y + height > 300]).toEqual([true, true, true, true])
  expect(width - 100).toBe(height - 40)
})

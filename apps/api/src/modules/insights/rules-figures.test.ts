import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { publishable, spanOf } from './rules-figures.ts'

const map = (cells: Record<string, number>) => new Map(Object.entries(cells))

describe('figures for everybody', () => {
  test('small cells are hidden, and never one alone', () => {
    expect(publishable(map({ a: 40, b: 3, c: 2, d: 0 }), 45, 5)).toEqual({
      cells: new Map([
        ['a', 40],
        ['b', null],
        ['c', null],
        ['d', null],
      ]),
      total: 45,
    })
    expect([...publishable(map({ a: 40, b: 12, c: 2 }), 54, 5).cells]).toEqual([
      ['a', 40],
      ['b', null],
      ['c', null],
    ])
    expect(publishable(map({ a: 4 }), 4, 5)).toEqual({ cells: new Map([['a', null]]), total: null })
  })
  test('nobody can subtract the shown cells from the total and find a small one', () => {
    const cells = fc.array(fc.nat(30), { minLength: 1, maxLength: 10 })
    fc.assert(
      fc.property(cells, fc.integer({ min: 1, max: 10 }), (counts, smallest) => {
        const given = new Map(counts.map((count, index) => [String(index), count]))
        const total = counts.reduce((sum, count) => sum + count, 0)
        const shown = publishable(given, total, smallest)
        const hidden = [...shown.cells].filter(([name, count]) => count === null && (given.get(name) ?? 0) > 0)
        for (const count of shown.cells.values()) expect(count === null || count >= smallest).toBe(true)
        // One hidden cell stands alone only where it is all there is.
        expect(hidden.length !== 1 || shown.total === null || counts.filter((count) => count > 0).length === 1).toBe(
          true,
        )
      }),
      { seed: 7, numRuns: 300 },
    )
  })
  test('the day and its month in Ningde', () => {
    expect(spanOf('2026-11-18')).toEqual({
      dayStart: new Date('2026-11-17T16:00:00Z'),
      dayEnd: new Date('2026-11-18T16:00:00Z'),
      monthStart: new Date('2026-10-31T16:00:00Z'),
      month: '2026-11',
    })
  })
})

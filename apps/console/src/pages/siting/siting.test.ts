import { expect, test } from 'vitest'
import { effectOf, nearest, share, type Siting } from './siting.ts'

const town = (code: string, lat: number, people: number) => ({
  code,
  name: code,
  county: '350981',
  lat,
  lng: 119.6,
  approximate: false,
  people,
  places: 0,
})
const seen = {
  towns: [town('a', 27.1, 10), town('b', 27.2, 30), town('c', 27.21, 5)],
  sites: [{ id: '1', name: '站', kind: 'station', county: '350981', lat: 27.1, lng: 119.6, reachMeters: 5_000 }],
} as unknown as Siting

test('the pin tells whom it reaches, and whom nobody reaches yet', () => {
  const pin = { lat: 27.2, lng: 119.6, reachMeters: 5_000 }
  expect(effectOf(seen, pin, 'people')).toEqual({ within: 35, gain: 35, total: 45, before: 10, after: 45 })
  expect(effectOf(seen, { ...pin, lat: 27.1 }, 'people')).toMatchObject({ within: 10, gain: 0, after: 10 })
  expect(nearest(seen.towns, pin)?.one.code).toBe('b')
})

test('no share of nothing', () => {
  expect([share(1, 3), share(0, 3), share(0, 0)]).toEqual(['33%', '0%', null])
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { gcj02ToWgs84, haversineMeters, outsideChina, wgs84ToGcj02, within } from './geo.ts'

describe('datum', () => {
  // Known pairs (WGS-84 → GCJ-02) as map services give them.
  it.each([
    ['Beijing, Tian’anmen', { lng: 116.391305, lat: 39.9055 }, { lng: 116.397547, lat: 39.906902 }],
    ['Shanghai', { lng: 121.4737, lat: 31.2304 }, { lng: 121.478226, lat: 31.228473 }],
  ])('%s', (_, wgs, gcj) => {
    expect(haversineMeters(wgs84ToGcj02(wgs), gcj)).toBeLessThan(20)
  })

  it('shifts Ningde by some hundred metres', () => {
    const seat = { lng: 119.52278, lat: 26.66167 }
    const shift = haversineMeters(seat, wgs84ToGcj02(seat))
    expect(shift).toBeGreaterThan(300)
    expect(shift).toBeLessThan(800)
  })

  it('comes back to within 0.1 m anywhere in the country', () => {
    const point = fc.record({
      lng: fc.double({ min: 74, max: 134, noNaN: true }),
      lat: fc.double({ min: 19, max: 53, noNaN: true }),
    })
    fc.assert(
      fc.property(point, (p) => {
        expect(haversineMeters(gcj02ToWgs84(wgs84ToGcj02(p)), p)).toBeLessThan(0.1)
      }),
    )
  })

  it('leaves points abroad alone', () => {
    const paris = { lng: 2.3522, lat: 48.8566 }
    expect(outsideChina(paris)).toBe(true)
    expect(wgs84ToGcj02(paris)).toEqual(paris)
    expect(gcj02ToWgs84(paris)).toEqual(paris)
  })
})

describe('distance', () => {
  it('is a degree of latitude', () => {
    expect(haversineMeters({ lng: 119, lat: 26 }, { lng: 119, lat: 27 })).toBeCloseTo(111_195, -1)
  })

  it('is zero to itself, symmetric, and defined at the antipode', () => {
    const a = { lng: 119.5, lat: 26.6 }
    const b = { lng: 120.2, lat: 27.3 }
    expect(haversineMeters(a, a)).toBe(0)
    expect(haversineMeters(a, b)).toBe(haversineMeters(b, a))
    expect(haversineMeters({ lng: 0, lat: 0 }, { lng: 180, lat: 0 })).toBeCloseTo(20_015_115, -2)
  })

  it('a box holds its borders and nothing beyond', () => {
    const box = { minLng: 119, minLat: 26, maxLng: 120, maxLat: 27 }
    expect(within(box, { lng: 119, lat: 27 })).toBe(true)
    expect(within(box, { lng: 118.999, lat: 27 })).toBe(false)
    expect(within(box, { lng: 119.5, lat: 27.001 })).toBe(false)
  })
})

import { expect, test } from 'vitest'
import { bothOf, emptyFacts, readFacts, spotOf } from './facts.ts'

test('coordinates as map programs copy them, in either order; anything else is left as typed', () => {
  const place = { lat: 27.2031, lng: 119.5512 }
  for (const text of [
    '119.5512,27.2031',
    '27.2031, 119.5512',
    '北纬27.2031 东经119.5512',
    '２７．２０３１，１１９．５５１２',
  ])
    expect(bothOf(text)).toEqual(place)
  for (const text of ['27.2031', '社口村1号', '27.2031,119.5512,35.5', '27,119']) expect(bothOf(text)).toBeNull()
})

test('a pin only where both are numbers', () => {
  expect(spotOf('27.2', '119.5')).toEqual({ lat: 27.2, lng: 119.5 })
  expect(spotOf('27.2', '')).toBeNull()
  expect(spotOf('二十七', '119.5')).toBeNull()
})

test('everything that cannot be is said at once, each at its field', () => {
  const typed = { ...emptyFacts('2026-11-18', '350981'), address: '😀', area: '-5', phone: 'abc', openedOn: '' }
  expect(readFacts(typed).problems.map(({ path }) => path)).toEqual([
    'lat',
    'lng',
    'areaSquareMeters',
    'name',
    'town',
    'address',
    'phone',
    'openedOn',
    'builderKind',
  ])
  const large = readFacts({ ...typed, area: '99999999' }).problems
  expect(large.find(({ path }) => path === 'areaSquareMeters')?.message).toBe('面积太大了,请核对')
})

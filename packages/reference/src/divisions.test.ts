import { describe, expect, it } from 'vitest'
import {
  childrenOf,
  counties,
  countyBounds,
  divisionByCode,
  divisions,
  namePath,
  nearestTown,
  pointOf,
  reportingUnits,
  townsOf,
  townsOfUnit,
  UnknownDivision,
  unitOf,
} from './divisions.ts'
import { haversineMeters, within } from './geo.ts'

const towns = divisions().filter((d) => d.level === 'town')
const villages = divisions().filter((d) => d.level === 'village')

describe('counts', () => {
  it('9 counties, 130 town-level units, 2,368 villages and communities', () => {
    expect([counties().length, towns.length, villages.length]).toEqual([9, 130, 2368])
    expect(divisions()).toHaveLength(9 + 130 + 2368)
  })

  it('three of the towns are development zones', () => {
    const zones = towns.filter((d) => d.kind === 'developmentZone').map((d) => d.name)
    expect(zones).toEqual(['东侨开发区', '福安畲族开发区', '龙安开发区'])
    expect(towns.filter((d) => d.kind === 'industrialZone').map((d) => d.name)).toEqual(['湾坞工业集中区'])
  })

  it('ten reporting units', () => {
    expect(reportingUnits().map((u) => u.name)).toEqual([
      '蕉城区',
      '霞浦县',
      '古田县',
      '屏南县',
      '寿宁县',
      '周宁县',
      '柘荣县',
      '福安市',
      '福鼎市',
      '东侨经济技术开发区',
    ])
    expect(reportingUnits().filter((u) => !u.hasOwnCounty)).toEqual([
      { code: '350902500', name: '东侨经济技术开发区', countyCode: '350902', hasOwnCounty: false },
    ])
  })
})

describe('tree', () => {
  it('every code is unique and extends its parent’s', () => {
    expect(new Set(divisions().map((d) => d.code)).size).toBe(divisions().length)
    for (const d of [...towns, ...villages]) {
      expect(divisionByCode(d.parentCode ?? ''), d.code).toBeDefined()
      expect(d.code.startsWith(d.parentCode ?? 'none')).toBe(true)
      expect(divisionByCode(d.parentCode ?? '')?.level).toBe(d.level === 'village' ? 'town' : 'county')
    }
  })

  it('东侨 and its sixteen communities report for themselves', () => {
    expect(unitOf('350902500')).toBe('350902500')
    expect(childrenOf('350902500')).toHaveLength(16)
    for (const d of childrenOf('350902500')) expect(unitOf(d.code)).toBe('350902500')
    expect(unitOf('350902001')).toBe('350902')
    expect(unitOf('350982')).toBe('350982')
  })

  it('towns of a unit add up to all towns', () => {
    expect(townsOf('350902').map((d) => d.code)).toContain('350902500')
    expect(townsOfUnit('350902').map((d) => d.code)).not.toContain('350902500')
    expect(townsOfUnit('350902500').map((d) => d.name)).toEqual(['东侨开发区'])
    expect(reportingUnits().flatMap((u) => townsOfUnit(u.code))).toHaveLength(130)
    expect(townsOf('350982104')).toEqual([])
  })

  it('says so when it does not know a code', () => {
    expect(() => unitOf('350999')).toThrow(UnknownDivision)
    expect(() => namePath('')).toThrow(UnknownDivision)
    expect(() => countyBounds('350902500')).toThrow(UnknownDivision)
    expect(childrenOf('350999')).toEqual([])
    expect(divisionByCode('350999')).toBeUndefined()
  })
})

describe('names', () => {
  it('reads from the county down', () => {
    expect(namePath('350982104')).toBe('福鼎市太姥山镇')
    expect(namePath('350902500001')).toBe('蕉城区东侨开发区侨兴社区')
  })

  it('drops the committee', () => {
    expect(villages.filter((d) => d.displayName.endsWith('委会') || d.displayName.endsWith('委员会'))).toEqual([])
    const byName = new Map(villages.map((d) => [d.name, d.displayName]))
    expect(byName.get('新能源社区居委会')).toBe('新能源社区')
    expect(byName.get('塔南社区居民委员会')).toBe('塔南社区')
    expect(byName.get('黄田居委会')).toBe('黄田社区')
    expect(byName.get('贵村村委会')).toBe('贵村')
  })
})

describe('places', () => {
  it('every town has a point in its county, marked with quality and source; villages have none', () => {
    for (const d of [...counties(), ...towns]) {
      expect(d.point, d.code).not.toBeNull()
      expect(d.coordinateQuality, d.code).not.toBeNull()
      expect(d.coordinateSource).toMatch(d.coordinateQuality === 'matched' ? /^GeoNames \d+ / : /^own estimate: /)
      expect(within(countyBounds(d.code.slice(0, 6)), pointOf(d.code)), d.name).toBe(true)
    }
    expect(villages.every((d) => d.point === null && d.coordinateQuality === null)).toBe(true)
  })

  it('no two towns coincide', () => {
    for (const [i, a] of towns.entries()) {
      for (const b of towns.slice(i + 1)) {
        expect(haversineMeters(pointOf(a.code), pointOf(b.code)), `${a.name} ${b.name}`).toBeGreaterThan(300)
      }
    }
  })

  it('each GeoNames place serves one town only', () => {
    const sources = towns.filter((d) => d.coordinateQuality === 'matched').map((d) => d.coordinateSource)
    expect(new Set(sources).size).toBe(sources.length)
    expect(sources.length).toBeGreaterThanOrEqual(35)
  })

  it('a village stands where its town stands', () => {
    expect(pointOf('350902500001')).toEqual(pointOf('350902500'))
  })

  it('finds the nearest town', () => {
    for (const d of towns) expect(nearestTown(pointOf(d.code)).code).toBe(d.code)
  })
})

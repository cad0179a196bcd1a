import { join } from 'node:path'
import { dispatchSettings } from '@linggong/matching'
import { loadPolicy } from '@linggong/policy'
import { beforeAll, expect, test } from 'vitest'
import { assumptions } from '../assumptions.ts'
import { behaviourOf } from '../behaviour.ts'
import { Market } from '../market.ts'
import { ours, type Experience } from '../policies/ours.ts'
import { dayMinutes, makeWorld, type WorldPlan } from '../world.ts'
import { accountOf, accountText, lossReasons } from './account.ts'
import { barChart } from './chart.ts'
import { experienceOf } from './experience.ts'
import { intervalOf, pairedInterval } from './intervals.ts'
import { firstTuningSeed, planOf } from './plans.ts'
import { runSeed, type SeedResult } from './run-seed.ts'
import { aimsOf, rowsOf, tableText } from './table.ts'
import { BadQuestion, readWhatIf } from './what-if.ts'

const policy = loadPolicy(join(import.meta.dirname, '../../../../policy-packs'))
const settings = dispatchSettings(policy.at('2026-11-26'))
const plan: WorldPlan = { seed: 1, workers: 700, days: 2, slotsPerDay: 420, shocks: [] }
const question = { plan, assumptions, settings }

let experience: Experience
let result: SeedResult
beforeAll(() => {
  experience = experienceOf(plan, assumptions)
  result = runSeed({
    ...question,
    experience,
    policies: ['list', 'nearest', 'ours', 'answers known', 'needs known too'],
  })
})

test('ours fills more than the list and stays below the clairvoyant; every figure that can be had is there', () => {
  const { list, nearest, ours: own } = result.measures
  expect(own!.fill).toBeGreaterThan(list!.fill + 0.1)
  expect(own!.fill).toBeLessThanOrEqual(result.ceilings.clairvoyantFill)
  // In so thin a city the next one to come lives far away, and the list fills so much less.
  expect(own!.kmMean!).toBeLessThan(1.1 * list!.kmMean!)
  expect(own!.hardToEmployShare).toBeGreaterThan(list!.hardToEmployShare)
  // A yes that comes too late is the exception: one at a time is asked, but for those long silent.
  expect(own!.refused!).toBeLessThan(0.05)
  expect(list!.acceptance).toBeNull()
  expect(nearest!.acceptance).toBeGreaterThan(0)
  expect(result.ceilings.fillWithoutForeseeingAbsence).toBeLessThanOrEqual(result.ceilings.clairvoyantFill)
  expect(result.ceilings.kmMean!).toBeLessThan(own!.kmMean!)
  expect(result.ceilings.gini).toBeLessThan(own!.gini)
})

test('the same seed gives the same figures, whichever other policies run beside', () => {
  const alone = runSeed({ ...question, experience, policies: ['ours'] })
  expect(alone.measures.ours).toEqual(result.measures.ours)
  expect(alone.ceilings).toEqual(result.ceilings)
})

test('ours overfills nothing, leaves time for the way between two shifts and keeps to the longest day', () => {
  const world = makeWorld(plan, assumptions)
  const behaviour = behaviourOf(world, assumptions)
  const market = new Market(
    world,
    assumptions,
    ours({ settings, experience, hall: true, tickMinutes: 1 }),
    behaviour,
  ).run()
  const { needs } = world
  const taken = market.takers.reduce((sum, takers) => sum + takers.length, 0)
  expect(taken).toBeGreaterThan(100)
  expect(market.takers.filter((takers, shift) => takers.length > needs.places[shift]!)).toEqual([])
  for (const { worker, shift, at } of market.takers.flat()) {
    expect(behaviour.possible(worker, shift)).toBe(true)
    const { welcomeUntilMinutes } = assumptions.afterwards
    const arrival = at + behaviour.travelMinutes(behaviour.km(worker, shift))
    expect(arrival).toBeLessThanOrEqual(needs.startsAt[shift]! + welcomeUntilMinutes)
  }
  for (const shifts of market.taken) {
    const sorted = [...shifts].sort((a, b) => needs.startsAt[a]! - needs.startsAt[b]!)
    const minutes = new Map<number, number>()
    sorted.forEach((shift, i) => {
      const day = Math.floor(needs.startsAt[shift]! / dayMinutes)
      minutes.set(day, (minutes.get(day) ?? 0) + needs.endsAt[shift]! - needs.startsAt[shift]!)
      const before = sorted[i - 1]
      if (before === undefined) return
      const km = behaviour.roadKm(needs.lat[before]!, needs.lng[before]!, needs.lat[shift]!, needs.lng[shift]!)
      expect(needs.startsAt[shift]!).toBeGreaterThanOrEqual(needs.endsAt[before]! + behaviour.travelMinutes(km))
    })
    for (const sum of minutes.values()) expect(sum).toBeLessThanOrEqual(assumptions.people.longestDayMinutes)
  }
})

test('what is learnt says less of the far and the badly paid, and knows how slow a call is', () => {
  const { accept, times } = experience.learnt
  expect(accept.weights[0]).toBeGreaterThan(0)
  expect(times.within(0, 0, 5)).toBeGreaterThan(times.within(3, 0, 5))
  expect(times.still(0, 0, 25, 30)).toBeLessThan(times.within(0, 0, 5))
})

test('judging has shocks, tuning has none', () => {
  expect(planOf('tight', 3).shocks).toHaveLength(3)
  expect(planOf('tight', 3)).toEqual(planOf('tight', 3))
  expect(planOf('tight', 3).shocks).not.toEqual(planOf('tight', 4).shocks)
  expect(planOf('slack', firstTuningSeed).shocks).toEqual([])
})

test('the account gives one reason for each place lost, and knowing answers beforehand fills more', () => {
  const account = accountOf(plan, settings)
  const ofReasons = lossReasons.reduce((sum, reason) => sum + account.lost[reason], 0)
  const ofLeads = account.byLead.reduce((sum, row) => sum + row.lost, 0)
  expect(account.filled / account.places).toBeCloseTo(result.measures.ours!.fill, 9)
  expect(ofReasons).toBe(account.places - account.filled)
  expect(ofLeads).toBe(ofReasons)
  expect(account.knowingAnswers).toBeGreaterThan(account.filled)
  expect(account.knowingAnswers).toBeLessThanOrEqual(account.clairvoyant)
  expect(accountText([account])).toMatch(/never asked for it +\d+ +\d+\.\d %/)
})

test('intervals: Student for few seeds, pairs for differences, nothing from nothing', () => {
  expect(intervalOf([])).toBeNull()
  expect(intervalOf([1, 2, 3])).toEqual({
    mean: 2,
    low: expect.closeTo(-0.484, 2),
    high: expect.closeTo(4.484, 2),
    count: 3,
  })
  expect(pairedInterval([11, 22, 33], [10, 21, 32])).toEqual({ mean: 1, low: 1, high: 1, count: 3 })
  expect(() => pairedInterval([1], [1, 2])).toThrow(/pairs/)
})

test('the table has a dash where there is no data, a row of ceilings, and aims that can be missed', () => {
  const rows = rowsOf([result], ['list', 'ours'])
  const text = tableText(rows)
  expect(text.split('\n').map((line) => line.split(/ {2,}/)[0])).toEqual(['', 'list', 'ours', 'ceiling'])
  expect(text.split('\n')[1]).toMatch(/–/)
  const aims = aimsOf([result], 'tight')
  expect(aims.find(({ name }) => name === 'minutes to fill, p90')?.reached).toBe(false)
  expect(aims.find(({ name }) => name === 'fill lost by the floor, points')).toMatchObject({
    reached: false,
    limit: null,
    possible: null,
  })
})

test('beside each aim stands what is possible at best: whoever knows all answers fills more than ours', () => {
  const { ours: own, 'answers known': oracle, 'needs known too': seer } = result.measures
  expect(oracle!.fill).toBeGreaterThan(own!.fill)
  expect(seer!.fill).toBeGreaterThan(oracle!.fill)
  expect(seer!.fill).toBeLessThanOrEqual(result.ceilings.clairvoyantFill)
  expect(oracle!.acceptance).toBeGreaterThan(own!.acceptance!)
  const limits = Object.fromEntries(aimsOf([result], 'tight').map(({ name, limit }) => [name, limit?.mean]))
  expect(limits['fill, % of clairvoyant']).toBeCloseTo((100 * seer!.fill) / result.ceilings.clairvoyantFill, 9)
  expect(limits['minutes to fill, p50']).toBe(seer!.fillMinutesP50)
  expect(limits['minutes open while awake, p90']).toBe(seer!.openMinutesP90)
  const measures = { ...result.measures, 'needs known too': { ...seer!, fillMinutesP90: 11 } }
  const late = aimsOf([{ ...result, measures }], 'tight').find(({ name }) => name === 'minutes to fill, p90')
  expect(late).toMatchObject({ reached: false, possible: false })
})

test('a chart escapes its words, draws a bar a policy and says where there is no data', () => {
  const svg = barChart(
    'fill <%>',
    'a & b',
    [
      { label: 'ours', interval: intervalOf([1, 2, 3]) },
      { label: 'list', interval: null },
    ],
    1,
  )
  expect(svg).toContain('fill &lt;%&gt;')
  expect(svg).toContain('a &amp; b')
  expect(svg.match(/<rect x=/g)).toHaveLength(1)
  expect(svg).toContain('没有数据')
})

test('a question of an officer is read whole, and everything wrong is named at once', () => {
  expect(readWhatIf('{"demand":{"unit":"350981","factor":1.5}}')).toEqual({
    market: 'tight',
    demand: { unit: '350981', factor: 1.5 },
  })
  expect(() => readWhatIf('{')).toThrow(BadQuestion)
  expect(() =>
    readWhatIf('{"market":"loose","free":{"unit":"1","factor":9},"station":{"town":"x","people":1.5},"y":1}'),
  ).toThrow(/y: [\s\S]*market: [\s\S]*free\.unit[\s\S]*station\.town[\s\S]*station\.people/)
})

test('people whom a new station registers live near it, come to its counter and change nobody else', () => {
  const newcomers = { lat: 27.1, lng: 119.6, unit: 4, count: 20 }
  const before = makeWorld(plan, assumptions)
  const after = makeWorld({ ...plan, newcomers }, assumptions)
  expect(after.people.count).toBe(720)
  expect(after.people.lat.slice(0, 700)).toEqual(before.people.lat)
  expect(Array.from(after.people.channel.slice(700))).toEqual(Array.from({ length: 20 }, () => 2))
  expect(Math.abs(after.people.lat[710]! - 27.1)).toBeLessThan(0.1)
  expect(after.needs).toEqual(before.needs)
})

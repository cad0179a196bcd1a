import { expect, test } from 'vitest'
import type { EdgeFacts } from '@linggong/matching'
import { othersAhead, type AskedMean } from './rules-why-not.ts'

const weights = {
  filled: 1_000,
  fit: 150,
  perKm: 25,
  pay: 100,
  urgency: 100,
  standing: 100,
  fairness: 100,
  lookAhead: 0,
  floor: 100,
  floorMost: 150,
  fitHalfAt: 3,
  payMost: 1,
  urgentMinutes: 120,
  calmMinutes: 1_440,
  sayNearMeters: 3_000,
  sayPayFen: 100,
  sayStanding: 500,
  sayIncomeGap: 500,
}
const own: EdgeFacts = {
  acceptChance: 0.5,
  showChance: 0.9,
  meters: 4_000,
  sameWork: 0,
  sameEmployer: 0,
  favourite: false,
  payFen: 2_000,
  wantedFen: null,
  minutesToStart: 600,
  standing: 0,
  hardToEmploy: false,
  incomeGap: 0,
  lookAheadPrice: 0,
}
const asked = (facts: Partial<AskedMean['facts']>, more: Partial<AskedMean> = {}): AskedMean => ({
  people: 5,
  ownPeople: 0,
  facts: { acceptChance: 0.5, meters: 4_000, sameWork: 0, sameEmployer: 0, ...facts },
  ...more,
})

test.each([
  ['nearer', asked({ meters: 500 })],
  ['moreUsed', asked({ sameWork: 9 })],
  ['likelier', asked({ acceptChance: 0.9 })],
  ['similar', asked({})],
  // The mean of few people would tell each of the others.
  ['similar', asked({ meters: 500 }, { people: 4 })],
])('those asked were %s', (because, mean) => {
  expect(othersAhead(own, mean, weights, 5)).toEqual({ kind: 'others', because })
})

test('the employer’s own people come first, and nothing else is said of them', () => {
  expect(othersAhead(own, asked({ meters: 500 }, { ownPeople: 0.8 }), weights, 5)).toBe('ownPeople')
})

test('public duty towards others is never a reason that is told', () => {
  const duty = { ...own, incomeGap: -1 }
  expect(othersAhead(duty, asked({}), { ...weights, fairness: 100_000 }, 5)).toMatchObject({ because: 'similar' })
})

test('what the person has lost is told of its own record alone, and of the hard-to-employ not at all', () => {
  const lost = { ...own, standing: -1 }
  expect(othersAhead(lost, asked({}), weights, 5)).toMatchObject({ because: 'moreReliable' })
  expect(othersAhead({ ...own, standing: 1 }, asked({}), weights, 5)).toMatchObject({ because: 'similar' })
  expect(othersAhead({ ...lost, hardToEmploy: true }, asked({}), weights, 5)).toMatchObject({ because: 'similar' })
})

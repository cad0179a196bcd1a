import { expect, test } from 'vitest'
import { bodyOf, fenTyped, problemsOf, wishesOf, type Profile } from './wishes.ts'

const home = { county: '350981', hasPhone: true }
const profile = {
  county: '350981',
  town: '350981107',
  occupations: ['4-08-01-01'],
  availability: [[{ from: 13, to: 24 }], [], [], [], [], [], []],
  maxDistanceMeters: 7_000,
  minHourlyFen: 1_850,
  minDailyFen: null,
  settlementCycles: ['perShift'],
  wantsMeals: true,
  wantsLodging: false,
  channels: ['call'],
  takesOffers: false,
  askFrom: '05:00',
  askUntil: null,
} as unknown as Profile

test('what the person has said comes back as it was, also what the counter does not ask', () => {
  expect(bodyOf(wishesOf(profile, home), profile, 'p')).toEqual({
    onBehalfOf: 'p',
    town: '350981107',
    occupations: ['4-08-01-01'],
    availability: profile.availability,
    maxDistanceMeters: 7_000,
    minHourlyFen: 1_850,
    minDailyFen: null,
    settlementCycles: ['perShift'],
    wantsMeals: true,
    wantsLodging: false,
    channels: ['call'],
    takesOffers: false,
    askFrom: '05:00',
    askUntil: null,
  })
})

test('what is missing or wrong is told at once; without a phone nobody is asked', () => {
  const nothing = wishesOf(undefined, { county: '350981', hasPhone: false })
  expect(nothing).toMatchObject({ takesOffers: false, channels: ['app'] })
  expect(wishesOf(undefined, home)).toMatchObject({ takesOffers: true, channels: ['sms', 'call'] })
  const wrong = { ...nothing, anyTime: false, hourly: '二十', daily: '0', channels: [] }
  expect(problemsOf(wrong).map(({ path }) => path)).toEqual([
    'town',
    'occupations',
    'availability',
    'minHourlyFen',
    'minDailyFen',
    'channels',
  ])
  expect(['', ' 20 ', '18.5', '-1', '0'].map(fenTyped)).toEqual([null, 2_000, 1_850, undefined, undefined])
})

import { expect, it } from 'vitest'

import { bodyOf, emptyProfile, formOf, profileProblems } from './profile-form.ts'
import { dayParts, emptyWeek, withPart } from '@linggong/contract/seekers/week.ts'

const filled = { ...emptyProfile(), town: '350902001', occupations: ['6-10-02-01'] }

it('names everything that is missing at once', () => {
  const empty = { ...emptyProfile(), anyTime: false, channels: [], hourly: '二十' }
  expect(Object.keys(profileProblems(empty)).sort()).toEqual([
    'availability',
    'channels',
    'minHourlyFen',
    'occupations',
    'town',
  ])
  expect(profileProblems(filled)).toEqual({})
})

it('says how many occupations were tapped when they are too many', () => {
  const many = Array.from({ length: 21 }, (_, index) => `6-10-02-${index}`)
  expect(profileProblems({ ...filled, occupations: many }).occupations).toBe('最多20样,您点了21样')
})

it('gives the platform what was filled in, and takes it back the same', () => {
  const form = {
    ...filled,
    anyTime: false,
    week: withPart(emptyWeek, 5, dayParts[0]),
    distance: '5000',
    hourly: '20.5',
    comforts: ['meals'],
    cycles: ['perShift'],
    askFrom: '05:00',
  }
  const body = bodyOf(form)
  expect(body).toMatchObject({ maxDistanceMeters: 5_000, minHourlyFen: 2_050, minDailyFen: null, wantsMeals: true })
  expect(body).toMatchObject({ askFrom: '05:00', askUntil: null })
  expect(body.availability?.[5]).toEqual([{ from: 10, to: 24 }])
  const kept = {
    ...body,
    askFrom: '05:00',
    askUntil: null,
    personId: '',
    county: '350902',
    townName: '',
    hasHome: false,
    days: [],
    updatedAt: '',
  }
  expect(formOf(kept)).toEqual(form)
})

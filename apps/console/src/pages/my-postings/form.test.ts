import { expect, test } from 'vitest'
import { costOf } from './cost.ts'
import { draftOf, emptyForm, formOf, nextShift, overMidnight, shiftsOf, type OwnPosting } from './form.ts'

const day = { day: '2026-11-27', from: '08:00', to: '17:00', headcount: '3' }

test('a form that is filled in becomes the draft the platform wants', () => {
  const form = {
    ...emptyForm(),
    title: ' 万达搬货 ',
    occupation: '搬运',
    shifts: [day],
    payMethod: 'daily' as const,
    amount: '200元',
    contactPhone: '154 0000-0011',
    breakMinutes: '60分钟',
  }
  const { draft, problems } = draftOf(form)
  expect(problems).toEqual([])
  expect(draft).toMatchObject({
    title: '万达搬货',
    occupation: '搬运',
    amountFen: 20_000,
    contactPhone: '15400000011',
    breakMinutes: 60,
    shifts: [{ startsAt: '2026-11-27T08:00:00+08:00', endsAt: '2026-11-27T17:00:00+08:00', headcount: 3 }],
    wantedUntil: null,
  })
})

test('everything that cannot be read is said at once, at its field', () => {
  const form = {
    ...emptyForm(),
    shifts: [day, { ...day, from: '', headcount: '几个' }],
    amount: '两百',
    contactPhone: '1540000',
    minAge: '十八',
  }
  const { draft, problems } = draftOf(form)
  expect(problems.map(({ path }) => path).sort()).toEqual([
    'amountFen',
    'contactPhone',
    'minAge',
    'shifts.1.headcount',
    'shifts.1.startsAt',
  ])
  expect(problems.find(({ path }) => path === 'contactPhone')?.message).toContain('您填了7位')
  expect(draft.shifts).toHaveLength(1)
})

test('an untouched row is no shift; one that ends earlier than it begins ends on the next day', () => {
  const night = { day: '2026-11-30', from: '22:00', to: '06:00', headcount: '2' }
  expect(overMidnight(night)).toBe(true)
  expect(overMidnight(day)).toBe(false)
  const form = { ...emptyForm(), shifts: [night, { day: '', from: '', to: '', headcount: '' }] }
  expect(shiftsOf(form)).toEqual([
    { startsAt: '2026-11-30T22:00:00+08:00', endsAt: '2026-12-01T06:00:00+08:00', headcount: 2 },
  ])
  expect(nextShift([night])).toEqual({ ...night, day: '2026-12-01' })
})

test('an own posting goes through the form unchanged; its phone stays with the platform', () => {
  const own = {
    terms: {
      title: '采茶',
      occupationCode: '5-01-05-01',
      occupationName: '茶园工',
      town: '350902100',
      lat: 26.6,
      lng: 119.5,
      amountFen: 1_850,
      breakMinutes: 0,
    },
    shifts: [{ startsAt: '2026-11-27T08:00:00+08:00', endsAt: '2026-11-27T17:00:00+08:00', headcount: 3 }],
    span: 'eachShift',
    fillMode: 'grab',
    contactPhoneMasked: '154****0011',
    minAge: 18,
    maxAge: null,
    ageReason: null,
    actualEmployerName: null,
    siteId: null,
    wantedUntil: null,
  } as unknown as OwnPosting
  const { draft, problems } = draftOf(formOf(own))
  expect(problems).toEqual([])
  expect(draft).toMatchObject({
    title: '采茶',
    occupationCode: '5-01-05-01',
    town: '350902100',
    lat: 26.6,
    amountFen: 1_850,
    minAge: 18,
    fillMode: 'grab',
  })
  expect(draft).not.toHaveProperty('contactPhone')
})

test('cost: by hour without an unpaid break, by day, a lump sum once for the whole job; pieces not', () => {
  const shifts = [
    { startsAt: '2026-11-27T08:00:00+08:00', endsAt: '2026-11-27T17:00:00+08:00', headcount: 3 },
    { startsAt: '2026-11-28T08:00:00+08:00', endsAt: '2026-11-28T17:00:00+08:00', headcount: 3 },
  ]
  const hourly = { payMethod: 'hourly', amountFen: 2_000, breakMinutes: 60 }
  expect(costOf(hourly, shifts, 'eachShift')).toEqual({ fen: 96_000, places: 6, longestMinutes: 480 })
  expect(costOf({ payMethod: 'daily', amountFen: 20_000 }, shifts, 'eachShift')?.fen).toBe(120_000)
  expect(costOf({ payMethod: 'lumpSum', amountFen: 50_000 }, shifts, 'wholeJob')?.fen).toBe(150_000)
  expect(costOf({ payMethod: 'piece', amountFen: 50 }, shifts, 'eachShift')).toBeUndefined()
  expect(costOf({ payMethod: 'daily', amountFen: 20_000 }, [], 'eachShift')).toBeUndefined()
})

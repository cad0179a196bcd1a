import { describe, expect, it } from 'vitest'

import { formOf } from './form-of.ts'
import {
  countOf,
  draftOf,
  emptyForm,
  emptyShift,
  nextShift,
  problemsAt,
  withoutChanged,
  type OwnPosting,
} from './posting-form.ts'

const own = {
  id: '01900000-0000-7000-8000-000000000001',
  terms: {
    title: '搬货',
    occupationCode: '4-02-06-01',
    occupationName: '装卸搬运工',
    placeName: '万达广场',
    address: '南门',
    town: '350902001',
    payMethod: 'daily',
    amountFen: 20_050,
    breakMinutes: 60,
    contactName: '王师傅',
  },
  shifts: [
    {
      id: 's',
      seq: 1,
      startsAt: '2026-11-26T22:00:00+08:00',
      endsAt: '2026-11-27T06:00:00+08:00',
      headcount: 3,
      state: 'planned',
      takenPlaces: 0,
    },
  ],
  span: 'eachShift',
  fillMode: 'grab',
  minAge: null,
  maxAge: 60,
  ageReason: null,
  contactPhoneMasked: '154****0011',
  actualEmployerName: null,
  siteId: null,
  wantedUntil: null,
} as unknown as OwnPosting

describe('the form of a posting', () => {
  it('gives back to the platform what the platform has told, the phone it keeps left out', () => {
    const form = formOf(own)
    expect(form.shifts).toEqual([{ day: '2026-11-26', from: '22:00', to: '06:00', headcount: '3' }])
    expect(form.amountFen).toBe('200.5')
    const { draft, problems } = draftOf(form)
    expect(problems).toEqual({})
    expect(draft).toMatchObject({ title: '搬货', amountFen: 20_050, breakMinutes: 60, maxAge: 60, minAge: null })
    expect(draft.shifts).toEqual([
      { startsAt: '2026-11-26T22:00:00+08:00', endsAt: '2026-11-27T06:00:00+08:00', headcount: 3 },
    ])
    expect('contactPhone' in draft).toBe(false)
  })

  it('names everything that cannot be read at once, at its field', () => {
    const form = {
      ...emptyForm(),
      amountFen: '两百',
      overtimeAmountFen: '0',
      minAge: '成年',
      breakMinutes: '一小时',
      contactPhone: '154 0000',
      shifts: [emptyShift(), { day: '2026-11-26', from: '', to: '', headcount: '几个' }],
    }
    expect(Object.keys(draftOf(form).problems).sort()).toEqual([
      'amountFen',
      'breakMinutes',
      'contactPhone',
      'minAge',
      'overtimeAmountFen',
      'shifts.1.endsAt',
      'shifts.1.headcount',
      'shifts.1.startsAt',
    ])
    expect(draftOf(form).problems.contactPhone).toBe('手机号要11位数字,您填了7位')
  })

  it('leaves out rows nobody touched and finds the row a problem of the platform belongs to', () => {
    const filled = { day: '2026-11-26', from: '08:00', to: '17:00', headcount: '２' }
    const form = { ...emptyForm(), shifts: [emptyShift(), filled] }
    expect(draftOf(form).draft.shifts).toHaveLength(1)
    expect(draftOf(form).draft.shifts?.[0]?.headcount).toBe(2)
    expect(
      problemsAt(form, [
        { path: 'shifts.0.startsAt', message: '来不及' },
        { path: 'occupation', message: '没认出' },
        { path: 'occupation', message: '又一条' },
      ]),
    ).toEqual({ 'shifts.1.startsAt': '来不及', occupationCode: '没认出' })
  })

  it('reads counts as people type them', () => {
    expect(['3', '３', ' 12人 ', '5个', '3.5', '三', ''].map(countOf)).toEqual([
      3,
      3,
      12,
      5,
      undefined,
      undefined,
      undefined,
    ])
  })

  it('adds the same shift a day later', () => {
    expect(nextShift([{ day: '2026-11-30', from: '08:00', to: '17:00', headcount: '3' }])).toEqual({
      day: '2026-12-01',
      from: '08:00',
      to: '17:00',
      headcount: '3',
    })
    expect(nextShift([])).toEqual(emptyShift())
  })

  it('no longer calls wrong what has been changed', () => {
    const before = formOf(own)
    const problems = { title: '请写一个标题', amountFen: '请填数字', 'shifts.0.day': '请选哪一天' }
    const form = { ...before, title: '搬箱子', shifts: [{ ...before.shifts[0]!, day: '2026-11-28' }] }
    expect(withoutChanged(problems, JSON.stringify(before), form)).toEqual({ amountFen: '请填数字' })
    expect(withoutChanged(problems, JSON.stringify(before), before)).toEqual(problems)
  })
})

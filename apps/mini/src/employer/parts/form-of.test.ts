import { describe, expect, it } from 'vitest'

import { formOfText, stillMissing, type TextRead } from './form-of.ts'
import { draftOf, emptyForm } from './posting-form.ts'

const missing = (path: string) => ({ path, code: 'missing', message: `请填${path}` })
const read: TextRead = {
  draft: { title: '万达广场搬货', payMethod: 'daily', amountFen: 20_000, meals: true, shifts: [] },
  occupationName: '装卸搬运工',
  shifts: [{ day: '2026-11-27', start: '08:00', end: null, headcount: 3 }],
  missing: [missing('shifts.endsAt'), missing('contactPhone'), missing('fillMode')],
  notes: [{ path: 'amountFen', code: 'note', message: '“200一天”按每天200元填了' }],
}

describe('a form filled from words', () => {
  const form = formOfText(read, { ...emptyForm(), contactName: '王师傅', contactPhone: '15400000011' })

  it('holds what the words say, over what is known of whoever posts', () => {
    expect(form).toMatchObject({
      begun: true,
      title: '万达广场搬货',
      amountFen: '200',
      meals: true,
      contactName: '王师傅',
      shifts: [{ day: '2026-11-27', from: '08:00', to: '', headcount: '3' }],
    })
  })

  it('marks what they do not say at its field, but for what the phone knows', () => {
    expect(form.reading?.notes).toEqual(['“200一天”按每天200元填了'])
    expect(stillMissing(form)).toEqual({ 'shifts.0.endsAt': '请填shifts.endsAt', fillMode: '请填fillMode' })
    expect(stillMissing({ ...form, fillMode: 'grab' })).toEqual({ 'shifts.0.endsAt': '请填shifts.endsAt' })
  })

  it('sends the kind of work by its name, since words give no code', () => {
    expect(draftOf(form).draft).toMatchObject({ occupationCode: null, occupation: '装卸搬运工' })
    expect(draftOf({ ...form, occupationCode: '4-02-06-01' }).draft).not.toHaveProperty('occupation')
  })
})

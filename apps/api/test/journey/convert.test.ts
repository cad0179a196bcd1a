import { loadPolicy } from '@linggong/policy'
import { describe, expect, test } from 'vitest'
import { policyPacks } from '../../src/compose.ts'
import { readHours } from '../../src/modules/postings/index.ts'
import { convert, hourlyFenOf, message } from './convert.ts'
import { draftLine } from './drafts.ts'

const policy = loadPolicy(policyPacks)
const day = '2026-11-23'
const expected = {
  occupation: '搬运工',
  headcount: 4,
  pay: { amountYuan: 30, unit: 'hour', settlement: 'daily' },
  time: { start: '后天', hours: '8:00-12:00' },
  place: '城东仓库',
}
const convertOne = (text: string, expect: unknown) => convert(policy, message.parse({ id: 1, text, expect }), 0, day)

describe('from a message to a draft', () => {
  test('a lawful and complete message becomes a draft that says what was filled in', () => {
    const [made] = convertOne('仓库搬货四个人,30一小时', expected)
    expect(made).toMatchObject({
      draft: { headcount: 4, start: '08:00', end: '12:00', payMethod: 'hourly', amountYuan: 30, dates: ['+1'] },
    })
    const { draft } = made as Extract<typeof made, { draft: unknown }>
    expect(draftLine.safeParse(draft).success).toBe(true)
    expect(draft.note).toContain('城东仓库')
  })
  test('everything that is missing is named at once', () => {
    expect(convertOne('来人', { ...expected, pay: null, time: null })).toEqual([
      { id: '1', reasons: ['缺薪资', '缺计酬方式', '缺工作时间(几点到几点)'] },
    ])
  })
  test.each([
    ['搬货只要男的', {}, '歧视|限男'],
    ['搬货', { gender: 'female' }, '性别歧视'],
    ['搬货,先交押金一百', {}, '收'],
    ['搬货', { pay: { amountYuan: 15, unit: 'hour', settlement: null } }, '最低工资'],
    ['搬货', { pay: { amountYuan: 6000, unit: 'month', settlement: null } }, '按月计薪'],
    ['搬货', { flags: ['minor'] }, '未成年'],
  ])('refused: %s %j', (text, change, why) => {
    const [made] = convertOne(text, { ...expected, ...change })
    expect(made && 'reasons' in made ? made.reasons.join(';') : 'made').toMatch(new RegExp(why))
  })
  test('several jobs of one message stand for themselves; contact details are not carried over', () => {
    const made = convertOne('搬货加微信报名', [expected, { ...expected, occupation: null }])
    expect(made.map((one) => [one.id, 'draft' in one])).toEqual([
      ['1-1', true],
      ['1-2', false],
    ])
    expect(made[0]).not.toHaveProperty('draft.description')
  })
})

describe('working hours in words', () => {
  test.each([
    ['8:30-17:30', '08:30', '17:30', 0],
    ['早上8点-下午3点', '08:00', '15:00', 0],
    ['早七晚五', '07:00', '17:00', 0],
    ['20:00-7:00', '20:00', '07:00', 0],
    ['11:00-15:00,17:00-22:00', '11:00', '22:00', 120],
    ['每天中午11点20到12点20', '11:20', '12:20', 0],
    ['工作时长十小时', '08:00', '18:00', 0],
    ['夜班12小时', '20:00', '08:00', 0],
  ])('%s', (words, start, end, breakMinutes) => {
    expect(readHours(words)).toMatchObject({ start, end, breakMinutes })
  })
  test('words without hours are not guessed at', () => {
    expect(readHours('看情况')).toBeNull()
  })
})

test('a daily rate is compared per paid hour, also over midnight', () => {
  const draft = {
    occupation: 'x',
    place: 'x',
    payMethod: 'daily',
    amountYuan: 240,
    start: '20:00',
    end: '08:00',
    breakMinutes: 0,
  } as const
  expect(hourlyFenOf(draft)).toBe(2_000)
})

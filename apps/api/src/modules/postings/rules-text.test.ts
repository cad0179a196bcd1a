import { describe, expect, test } from 'vitest'
import { readMessage } from './rules-text.ts'

/** A Wednesday. */
const today = '2026-11-18'
const read = (text: string) => readMessage(text, today)

describe('一句话变成一条需求', () => {
  test('明早8点万达广场搬货3个人200一天管午饭', () => {
    const { fields, shifts, notes } = read('明早8点万达广场搬货3个人200一天管午饭')
    expect(fields).toMatchObject({
      title: '万达广场搬货',
      occupation: '装卸搬运工',
      placeName: '宁德万达广场',
      town: '350902500',
      payMethod: 'daily',
      amountFen: 20_000,
      meals: true,
    })
    expect(shifts).toEqual([{ day: '2026-11-19', start: '08:00', end: null, headcount: 3 }])
    expect(notes).toEqual([])
  })

  test('群里的一段话:时间、休息、带什么、找谁都读出来,电话不进正文', () => {
    const { fields, shifts } = read(
      '急招采茶工10名,11月20日-22日,早上6点到下午5点,中午休息1小时,点头镇,每斤35元,自带手套,日结。找王师傅13800000000',
    )
    expect(fields).toMatchObject({
      payMethod: 'piece',
      pieceUnit: '斤',
      amountFen: 3_500,
      settlementCycle: 'perShift',
      breakMinutes: 60,
      bring: '手套',
      contactName: '王师傅',
      contactPhone: '13800000000',
    })
    expect(fields.description).not.toContain('138')
    expect(shifts).toEqual(
      ['2026-11-20', '2026-11-21', '2026-11-22'].map((day) => ({ day, start: '06:00', end: '17:00', headcount: 10 })),
    )
  })

  test.each<[string, unknown]>([
    ['后天下午1点到5点发传单,20元/小时,2名', { day: '2026-11-20', start: '13:00', end: '17:00', headcount: 2 }],
    ['今晚8点到12点卸车,要4个人', { day: '2026-11-18', start: '20:00', end: '00:00', headcount: 4 }],
    ['下周三早7点半干6个小时,男2女3', { day: '2026-11-25', start: '07:30', end: '13:30', headcount: 5 }],
    ['15号8:30-17:30', { day: '2026-12-15', start: '08:30', end: '17:30', headcount: null }],
    ['11:30至13:00,1,6以上女', { day: null, start: '11:30', end: '13:00', headcount: null }],
  ])('%s', (text, shift) => {
    expect(read(text).shifts).toEqual([shift])
  })

  test.each<[string, unknown]>([
    ['两百五一天', { payMethod: 'daily', amountFen: 25_000 }],
    ['1小时28元包吃包住', { payMethod: 'hourly', amountFen: 2_800, meals: true, lodging: true }],
    ['日结20-22元一小时,不管吃', { payMethod: 'hourly', amountFen: 2_000, meals: false, settlementCycle: 'perShift' }],
    ['卸鱼300一个人', { amountFen: 30_000 }],
    ['包干800元', { payMethod: 'lumpSum', amountFen: 80_000 }],
    ['130/天', { payMethod: 'daily', amountFen: 13_000 }],
    ['18-45岁,身高1米6', { minAge: 18, maxAge: 45 }],
  ])('%s', (text, fields) => {
    expect(read(text).fields).toMatchObject(fields as object)
  })

  test('没写的就是没有,不猜', () => {
    expect(read('急招小工')).toMatchObject({ shifts: [], notes: [] })
    for (const field of ['amountFen', 'payMethod', 'meals', 'placeName', 'settlementCycle', 'minAge'])
      expect(read('急招小工').fields).not.toHaveProperty(field)
    expect(read('月薪6000-7000元').fields).not.toHaveProperty('amountFen')
    expect(read('月薪6000-7000元').notes).toMatchObject([{ path: 'payMethod' }])
    expect(read('').fields).toEqual({})
  })
})

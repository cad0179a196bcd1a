import { describe, expect, test } from 'vitest'
import { amountSlip, money, payWords, readYuan, spacedAmounts, yuan } from './money.ts'
import {
  addDays,
  clockWords,
  dateWords,
  dayOf,
  dayWords,
  dueWords,
  hoursWords,
  lengthWords,
  momentWords,
  spanWords,
} from './time.ts'

const now = new Date('2026-11-25T20:00:00+08:00')

describe('times', () => {
  test('days near today have names, others their date, and the year where it differs', () => {
    expect(dayWords('2026-11-24T23:59:00+08:00', now)).toBe('昨天')
    expect(dayWords('2026-11-25T00:00:00+08:00', now)).toBe('今天')
    expect(dayWords('2026-11-26T08:00:00+08:00', now)).toBe('明天')
    expect(dayWords('2026-11-27T08:00:00+08:00', now)).toBe('后天')
    expect(dayWords('2026-11-30T08:00:00+08:00', now)).toBe('11月30日 周一')
    expect(dayWords('2027-01-02T08:00:00+08:00', now)).toBe('2027年1月2日 周六')
  })

  test('on paper the date stands, whatever day it is', () => {
    expect(dateWords('2026-11-25T23:30:00+08:00')).toBe('11月25日 周三')
    expect(dateWords('2026-11-25T17:30:00Z')).toBe('11月26日 周四')
  })

  test('the day is that of Shanghai, also where the offset is another', () => {
    expect(dayOf('2026-11-25T17:30:00Z')).toBe('2026-11-26')
    expect(addDays('2026-11-30', 1)).toBe('2026-12-01')
  })

  test('clock times as one says them', () => {
    expect(clockWords('2026-11-25T08:00:00+08:00')).toBe('早上8点')
    expect(clockWords('2026-11-25T14:30:00+08:00')).toBe('下午2点半')
    expect(clockWords('2026-11-25T12:05:00+08:00')).toBe('中午12点5分')
    expect(clockWords('2026-11-25T00:00:00+08:00')).toBe('凌晨0点')
  })

  test('a shift through the night ends on the next day', () => {
    expect(spanWords('2026-11-25T22:00:00+08:00', '2026-11-26T06:00:00+08:00', now)).toBe('今天 22:00–次日 06:00')
    expect(spanWords('2026-11-26T08:00:00+08:00', '2026-11-26T17:00:00+08:00', now)).toBe('明天 08:00–17:00')
    expect(momentWords('2026-11-25T14:05:00+08:00', now)).toBe('今天 14:05')
  })

  test('time left and time over', () => {
    expect(dueWords('2026-11-25T22:05:00+08:00', now)).toEqual({ late: false, words: '还剩2小时5分' })
    expect(dueWords('2026-11-22T19:00:00+08:00', now)).toEqual({ late: true, words: '已超时3天' })
    expect(lengthWords(30_000)).toBe('不到1分钟')
    expect(lengthWords(26 * 3_600_000)).toBe('1天2小时')
    expect(hoursWords(450)).toBe('7小时30分')
    expect(hoursWords(45)).toBe('45分钟')
  })
})

describe('money', () => {
  test('amounts inside a sentence, and nothing else in it', () => {
    expect(spacedAmounts('零工市场2500平方米,一次性运维补助全市标准200000元')).toBe(
      '零工市场2500平方米,一次性运维补助全市标准200,000元',
    )
    expect(spacedAmounts('2026年价款12345.5元,扣1234567.05 元')).toBe('2026年价款12,345.5元,扣1,234,567.05 元')
    const asItIs = '先给800元,已写成200,000元的、10000.125元和凭证20260101号不动'
    expect(spacedAmounts(asItIs)).toBe(asItIs)
  })
  test('yuan with the decimals it takes', () => {
    expect(yuan(20_000)).toBe('200')
    expect(yuan(1_234_550)).toBe('12,345.5')
    expect(yuan(-5)).toBe('-0.05')
    expect(money(100_000_000)).toBe('1,000,000元')
  })

  test('pay by its method', () => {
    expect(payWords({ payMethod: 'daily', amountFen: 20_000, pieceUnit: null })).toBe('200元/天')
    expect(payWords({ payMethod: 'piece', amountFen: 250, pieceUnit: '斤' })).toBe('2.5元/斤')
    expect(payWords({ payMethod: 'lumpSum', amountFen: 60_000, pieceUnit: null })).toBe('600元 包干')
  })

  test('an amount as people type it', () => {
    expect(readYuan('200')).toBe(20_000)
    expect(readYuan('1,234.5')).toBe(123_450)
    expect(readYuan('200.05元')).toBe(20_005)
    expect(readYuan('\uff12\uff10\uff10\uff0e\uff15')).toBe(20_050)
    expect(readYuan('两百')).toBeUndefined()
    expect(readYuan('1.234')).toBeUndefined()
    expect(readYuan('')).toBeUndefined()
  })

  test('large amounts as officers type them', () => {
    expect(readYuan('18万')).toBe(18_000_000)
    expect(readYuan('18.5万元')).toBe(18_500_000)
    expect(readYuan('1500000')).toBe(150_000_000)
    expect(readYuan('1亿')).toBe(10_000_000_000)
    // Not half a fen, and nothing that is written twice.
    expect(readYuan('1.1234567万')).toBeUndefined()
    expect(readYuan('18万5千')).toBeUndefined()
    expect(readYuan('万')).toBeUndefined()
    expect(readYuan('-5万')).toBeUndefined()
  })

  test('an amount that cannot be sent says why: no number, nothing, or too much and how much is the most', () => {
    expect(amountSlip(readYuan('十八万'), '18万')).toBe('金额写数字,如 18万')
    expect(amountSlip(readYuan('0'), '18万')).toBe('金额写数字,如 18万')
    expect(amountSlip(readYuan('1亿'), '18万')).toBeUndefined()
    for (const much of ['1.00000001亿', '999999999万', '99999999999999999'])
      expect(amountSlip(readYuan(much), '18万')).toBe('金额太大了,最多100,000,000元(1亿元),请核对')
  })
})

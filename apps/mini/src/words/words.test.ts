import { describe, expect, it } from 'vitest'

import { cycleWords, fenOf, payWords, yuan } from './amounts.ts'
import {
  agoWords,
  clockOf,
  dayAfter,
  dayOf,
  dayWords,
  instantOf,
  leftWords,
  lengthWords,
  spanWords,
  whenWords,
} from './when.ts'

// Wednesday
const now = Date.parse('2026-11-25T20:00:00+08:00')

describe('times as people say them', () => {
  it.each([
    ['2026-11-26T08:00:00+08:00', '明天早上8点'],
    ['2026-11-25T12:30:00+08:00', '今天中午12点半'],
    ['2026-11-27T13:45:00+08:00', '后天下午1点45分'],
    ['2026-11-25T00:00:00+08:00', '今天凌晨0点'],
    ['2026-11-24T18:00:00+08:00', '昨天晚上6点'],
    ['2026-11-28T10:59:00+08:00', '11月28日(周六)早上10点59分'],
    ['2027-01-01T11:00:00+08:00', '2027年1月1日(周五)中午11点'],
    // Already tomorrow in China, still today in UTC.
    ['2026-11-25T16:30:00Z', '明天凌晨0点半'],
  ])('%s is %s', (instant, words) => {
    expect(whenWords(instant, now)).toBe(words)
  })

  it('names the second day of a span only when it is another', () => {
    expect(spanWords('2026-11-26T08:00:00+08:00', '2026-11-26T17:00:00+08:00', now)).toBe('明天早上8点到下午5点')
    expect(spanWords('2026-11-25T22:00:00+08:00', '2026-11-26T06:00:00+08:00', now)).toBe('今天晚上10点到明天早上6点')
  })

  it('says what is past and what is left', () => {
    expect(agoWords('2026-11-25T19:59:40+08:00', now)).toBe('刚刚')
    expect(agoWords('2026-11-25T19:15:00+08:00', now)).toBe('45分钟前')
    expect(agoWords('2026-11-25T17:00:00+08:00', now)).toBe('3小时前')
    expect(agoWords('2026-11-24T17:05:00+08:00', now)).toBe('昨天 17:05')
    expect(leftWords('2026-11-25T20:25:00+08:00', now)).toBe('还有25分钟')
    expect(leftWords('2026-11-26T20:00:00+08:00', now)).toBe('还有24小时')
    expect(leftWords('2026-11-29T20:00:00+08:00', now)).toBe('还有4天')
    expect(leftWords('2026-11-25T20:00:00+08:00', now)).toBe('')
  })

  it('reckons days and clocks in China', () => {
    expect(dayOf('2026-11-25T16:30:00Z')).toBe('2026-11-26')
    expect(clockOf('2026-11-25T16:30:00Z')).toBe('00:30')
    expect(dayAfter('2026-11-30', 1)).toBe('2026-12-01')
    expect(dayWords(instantOf('2026-11-26', '08:00'), now)).toBe('明天')
    expect(lengthWords(510)).toBe('8小时30分钟')
    expect(lengthWords(480)).toBe('8小时')
    expect(lengthWords(45)).toBe('45分钟')
  })
})

describe('money as people say it', () => {
  it.each([
    [20_000, '200元'],
    [2_550, '25.5元'],
    [8, '0.08元'],
    [-1_205, '-12.05元'],
    [123_456_700, '1,234,567元'],
    [100_000, '1000元'],
  ])('%i fen is %s', (fen, words) => {
    expect(yuan(fen)).toBe(words)
  })

  it.each([
    [{ payMethod: 'daily', amountFen: 20_000 }, '200元/天'],
    [{ payMethod: 'hourly', amountFen: 2_500 }, '25元/小时'],
    [{ payMethod: 'piece', amountFen: 80, pieceUnit: '斤' }, '0.8元/斤'],
    [{ payMethod: 'lumpSum', amountFen: 300_000 }, '一共3000元'],
  ] as const)('%o pays %s', (pay, words) => {
    expect(payWords(pay)).toBe(words)
  })

  it('reads what was typed in yuan', () => {
    expect(fenOf('25')).toBe(2_500)
    expect(fenOf('25.5')).toBe(2_550)
    expect(fenOf('１２．０５元')).toBe(1_205)
    expect(fenOf('1,200')).toBe(120_000)
    expect(fenOf('25.555')).toBeUndefined()
    expect(fenOf('二百')).toBeUndefined()
    expect(fenOf('')).toBeUndefined()
  })

  it('says when money comes', () => {
    expect(cycleWords.perShift).toBe('干完当天发')
  })
})

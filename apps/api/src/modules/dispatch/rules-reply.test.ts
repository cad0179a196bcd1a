import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { freePair, noNumber, reachBy, readReply, replyHint, yesNumber, type Code } from './rules-reply.ts'

const words = { yes: ['去', '好的'], no: ['不去'] }
const one: Code[] = [{ offerId: 'a', pair: 1, open: true }]
const two: Code[] = [...one, { offerId: 'b', pair: 2, open: true }]
const read = (text: string, codes: readonly Code[] = one) => readReply(text, codes, words)

describe('短信回复', () => {
  test('数字按各种写法都认得', () => {
    for (const text of ['1', ' 1 ', '1', '1。', '一', '回复1', '回1', '“1”']) {
      expect(read(text), text).toEqual({ kind: 'answer', offerId: 'a', yes: true })
    }
    expect(read('2')).toEqual({ kind: 'answer', offerId: 'a', yes: false })
    expect(read('3', two)).toEqual({ kind: 'answer', offerId: 'b', yes: true })
    expect(read('4', two)).toEqual({ kind: 'answer', offerId: 'b', yes: false })
  })

  test('话只在等一个答复时算数;看不懂就说看不懂,不猜', () => {
    expect(read('好的!')).toEqual({ kind: 'answer', offerId: 'a', yes: true })
    expect(read('不去')).toEqual({ kind: 'answer', offerId: 'a', yes: false })
    expect(read('好的', two)).toEqual({ kind: 'unclear' })
    for (const text of ['', '3', '12', '1 2', '去不去再说', '11111111111', '谁呀', '0']) {
      expect(read(text), text).toEqual({ kind: 'unclear' })
    }
  })

  test('a late number still names its offer; a word never does', () => {
    const past: Code[] = [{ offerId: 'a', pair: 1, open: false }]
    expect(read('1', past)).toEqual({ kind: 'answer', offerId: 'a', yes: true })
    expect(read('去', past)).toEqual({ kind: 'unclear' })
  })

  test('any set of live pairs is answered without doubt', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 40 }), { maxLength: 12 }), (pairs) => {
        const codes = pairs.map((pair) => ({ offerId: `o${pair}`, pair, open: true }))
        for (const pair of pairs) {
          expect(read(String(yesNumber(pair)), codes)).toEqual({ kind: 'answer', offerId: `o${pair}`, yes: true })
          expect(read(String(noNumber(pair)), codes)).toEqual({ kind: 'answer', offerId: `o${pair}`, yes: false })
        }
        expect(pairs).not.toContain(freePair(new Set(pairs)))
      }),
    )
    expect(replyHint(2)).toBe('去回3,不去回4')
  })
})

test('how a person is reached follows what the person wants, and what the city has', () => {
  expect(reachBy(undefined, true)).toEqual({ reach: 'sms', sms: true, callAfterSms: false })
  expect(reachBy(['sms', 'call'], true)).toEqual({ reach: 'sms', sms: true, callAfterSms: true })
  expect(reachBy(['call'], true)).toEqual({ reach: 'phone', sms: false, callAfterSms: false })
  expect(reachBy(['call'], false)).toEqual({ reach: 'clerk', sms: false, callAfterSms: false })
  expect(reachBy(['app'], true)).toEqual({ reach: 'app', sms: false, callAfterSms: false })
})

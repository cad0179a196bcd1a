import { describe, expect, test } from 'vitest'
import { hoursOf, nextAsking, tooLate } from './rules-invite.ts'

const sms = { from: '06:00', to: '21:30' }
const widest = { from: '04:00', to: '23:30' }
const at = (clock: string, day = 18) => new Date(`2026-11-${day}T${clock}:00+08:00`)

describe('when somebody may be asked', () => {
  test('what the person says goes first, within the widest; the rest is that of the channel', () => {
    expect(hoursOf(sms, undefined, widest)).toEqual({ from: 360, until: 1_290 })
    expect(hoursOf(sms, { askFrom: 480, askUntil: null }, widest)).toEqual({ from: 480, until: 1_290 })
    expect(hoursOf(sms, { askFrom: null, askUntil: 1_200 }, widest)).toEqual({ from: 360, until: 1_200 })
    expect(hoursOf(sms, { askFrom: 0, askUntil: 1_440 }, widest)).toEqual({ from: 240, until: 1_410 })
  })

  test('now within the hours, from their first minute to the one before their end', () => {
    const hours = hoursOf(sms, undefined, widest)
    for (const clock of ['06:00', '12:00', '21:29']) expect(nextAsking(hours, at(clock))).toEqual(at(clock))
  })

  test('else when they begin: today before them, tomorrow after them', () => {
    const hours = hoursOf(sms, undefined, widest)
    for (const clock of ['00:00', '05:59']) expect(nextAsking(hours, at(clock))).toEqual(at('06:00'))
    for (const clock of ['21:30', '23:59']) expect(nextAsking(hours, at(clock))).toEqual(at('06:00', 19))
  })

  test('hours that end before they begin leave the person alone for good', () => {
    expect(nextAsking(hoursOf(sms, { askFrom: 1_320, askUntil: null }, widest), at('22:30'))).toBeNull()
  })

  test('too late names the hour and the way out', () => {
    expect(tooLate(at('06:30')).why).toContain('要到6:30才好打扰')
    for (const one of [tooLate(at('06:30')), tooLate(null)]) expect(one.why).toContain('打电话')
  })
})

import { describe, expect, it } from 'vitest'
import {
  checkInTime,
  hoursBySilence,
  hoursText,
  judgeLocation,
  noShowAt,
  plannedPaidMinutes,
  presenceOf,
  reckonHours,
  roundedPlace,
  sentHomeMinutes,
  undisputedMinutes,
  type HoursInput,
} from './rules.ts'

const at = (clock: string, day = '2026-11-19') => new Date(`${day}T${clock}+08:00`)

/** 08:00–17:00 with an unpaid hour: eight paid hours, grace of a quarter of an hour. */
const shift: HoursInput = {
  checkIn: at('07:50:00'),
  checkOut: at('17:00:30'),
  startsAt: at('08:00:00'),
  endsAt: at('17:00:00'),
  breakMinutes: 60,
  breakPaid: false,
  roundToMinutes: 1,
  lateGraceMinutes: 15,
  overtimeForeseen: false,
}

describe('hours from two checks', () => {
  it.each<[string, Partial<HoursInput>, { minutes: number; overtimeMinutes?: number; lateMinutes?: number }]>([
    ['on time: early minutes and the seconds after the end do not count', {}, { minutes: 480 }],
    ['late within the grace counts from the start', { checkIn: at('08:15:59') }, { minutes: 480 }],
    [
      'late beyond the grace counts from the check-in, all of it',
      { checkIn: at('08:16:00') },
      { minutes: 464, lateMinutes: 16 },
    ],
    ['leaves early', { checkOut: at('16:00:00') }, { minutes: 420 }],
    ['half a shift has no break', { checkOut: at('12:30:00') }, { minutes: 270 }],
    ['a little more than half never pays less than half', { checkOut: at('13:00:00') }, { minutes: 270 }],
    ['from an hour past the half on the break is out', { checkOut: at('14:00:00') }, { minutes: 300 }],
    ['a paid break is working time', { breakPaid: true }, { minutes: 540 }],
    ['no break', { breakMinutes: 0 }, { minutes: 540 }],
    ['stays on, no overtime foreseen', { checkOut: at('19:00:00') }, { minutes: 480 }],
    ['overtime foreseen', { overtimeForeseen: true, checkOut: at('19:00:00') }, { minutes: 600, overtimeMinutes: 120 }],
    ['the walk to the gate is no overtime', { overtimeForeseen: true, checkOut: at('17:15:00') }, { minutes: 480 }],
    [
      'beyond the grace all of it is',
      { overtimeForeseen: true, checkOut: at('17:16:00') },
      { minutes: 496, overtimeMinutes: 16 },
    ],
    ['checks out at once', { checkIn: at('08:00:00'), checkOut: at('08:00:20') }, { minutes: 0 }],
    ['checks out before the start', { checkIn: at('07:30:00'), checkOut: at('07:45:00') }, { minutes: 0 }],
    [
      'comes after the planned end and stays',
      { overtimeForeseen: true, checkIn: at('18:00:00'), checkOut: at('19:00:00') },
      { minutes: 60, overtimeMinutes: 60, lateMinutes: 600 },
    ],
    ['rounded to the half hour', { roundToMinutes: 30, checkOut: at('16:20:00') }, { minutes: 450 }],
    [
      'over midnight',
      {
        startsAt: at('22:00:00'),
        endsAt: at('06:00:00', '2026-11-20'),
        checkIn: at('21:58:00'),
        checkOut: at('06:00:00', '2026-11-20'),
      },
      { minutes: 420 },
    ],
    [
      'over midnight, left at two',
      {
        startsAt: at('22:00:00'),
        endsAt: at('06:00:00', '2026-11-20'),
        checkIn: at('22:00:00'),
        checkOut: at('02:00:00', '2026-11-20'),
      },
      { minutes: 240 },
    ],
  ])('%s', (_title, change, expected) => {
    expect(reckonHours({ ...shift, ...change })).toEqual({ overtimeMinutes: 0, lateMinutes: 0, ...expected })
  })

  it('staying longer never pays less, minute by minute', () => {
    let before = 0
    for (let minute = 0; minute <= 700; minute++) {
      const { minutes } = reckonHours({
        ...shift,
        overtimeForeseen: true,
        checkOut: new Date(shift.startsAt.getTime() + minute * 60_000),
      })
      expect(minutes).toBeGreaterThanOrEqual(before)
      before = minutes
    }
  })

  it('pays who is sent home for some time at least, never more than the shift', () => {
    const hours = { minutes: 20, overtimeMinutes: 0, lateMinutes: 0 }
    expect(sentHomeMinutes(hours, 480, 120).minutes).toBe(120)
    expect(sentHomeMinutes(hours, 60, 120).minutes).toBe(60)
    expect(sentHomeMinutes({ ...hours, minutes: 200 }, 480, 120).minutes).toBe(200)
    expect(plannedPaidMinutes(shift)).toBe(480)
    expect(plannedPaidMinutes({ ...shift, breakPaid: true })).toBe(540)
  })
})

describe('checks', () => {
  it.each([
    ['06:59:59', 'early'],
    ['07:00:00', 'open'],
    ['16:59:59', 'open'],
    ['17:00:00', 'over'],
  ])('at %s checking in is %s', (clock, expected) => {
    expect(checkInTime(at(clock), shift, 60)).toBe(expected)
  })

  it.each([
    [50, 20, 'here'],
    [300, 20, 'here'],
    [301, 20, 'far'],
    [2_000, 150, 'far'],
    [100, 201, 'vague'],
    // Even its farthest reading is inside: enough, however rough.
    [50, 250, 'here'],
    [5_000, 1_000, 'vague'],
  ])('a position %i m away, accurate to %i m, is %s', (distanceMeters, accuracyMeters, expected) => {
    expect(judgeLocation({ distanceMeters, accuracyMeters, radiusMeters: 300, accuracyMaxMeters: 200 })).toBe(expected)
  })

  it('keeps a place only roughly', () => {
    expect(roundedPlace({ lat: 27.088412, lng: 119.647391 })).toBe('27.088,119.647')
  })

  it('waits for who joined after the start as long as for the others', () => {
    expect(noShowAt(at('08:00:00'), at('06:00:00'), 60)).toEqual(at('09:00:00'))
    expect(noShowAt(at('08:00:00'), at('08:40:00'), 60)).toEqual(at('09:40:00'))
  })

  it.each([
    ['concluded', '07:59:00', 'expected'],
    ['accepted', '07:59:00', 'unsigned'],
    ['concluded', '08:00:00', 'missing'],
    ['accepted', '08:00:00', 'missing'],
    ['working', '08:00:00', 'here'],
    ['worked', '17:10:00', 'left'],
    ['noShow', '09:10:00', 'missing'],
    ['cancelled', '07:59:00', 'off'],
    ['voided', '17:10:00', 'off'],
  ] as const)('%s at %s is %s', (state, clock, expected) => {
    expect(presenceOf(state, shift.startsAt, at(clock))).toBe(expected)
  })
})

describe('silence and disagreement', () => {
  const recorded = { minutes: 480, overtimeMinutes: 0 }
  const less = { minutes: 400, overtimeMinutes: 0 }
  const more = { minutes: 520, overtimeMinutes: 40 }

  it.each([
    ['recorded', null, recorded, recorded],
    ['corrected', 'employer', less, recorded],
    ['corrected', 'employer', more, more],
    ['corrected', 'worker', more, more],
    ['corrected', 'worker', less, less],
    ['corrected', 'clerk', more, more],
  ] as const)('%s by %s', (state, correctedBy, current, expected) => {
    expect(hoursBySilence({ state, correctedBy, recorded, current })).toEqual(expected)
  })

  const hourly = { payMethod: 'hourly', amountFen: 2_000 } as const
  const sheet = { minutes: 480, pieces: null, terms: hourly }
  it.each([
    ['more hours claimed', sheet, { minutes: 540 }, 480],
    ['fewer hours claimed', sheet, { minutes: 300 }, 300],
    ['nothing named', sheet, {}, 480],
    ['half the pay offered', sheet, { amountFen: 8_000 }, 240],
    ['more pay claimed', sheet, { amountFen: 20_000 }, 480],
    ['no pay offered', sheet, { amountFen: 0 }, 0],
    ['a quarter of a day', { ...sheet, terms: { payMethod: 'daily', amountFen: 20_000 } }, { amountFen: 5_000 }, 120],
    ['pieces', { ...sheet, pieces: 40, terms: { payMethod: 'piece', amountFen: 500 } }, { amountFen: 15_000 }, 360],
    ['both named', sheet, { minutes: 400, amountFen: 8_000 }, 240],
  ] as const)('holds the smaller claim to be undisputed: %s', (_title, given, claim, expected) => {
    expect(undisputedMinutes(given, claim)).toBe(expected)
  })

  it('says hours in words', () => {
    expect([0, 59, 60, 61, 480].map(hoursText)).toEqual(['0分钟', '59分钟', '1小时', '1小时1分钟', '8小时'])
  })
})

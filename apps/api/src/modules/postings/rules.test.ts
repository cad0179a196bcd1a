import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { boundProblems, courseOf, inWindows, missingFields, returnReasonsOf, type Bounds } from './rules.ts'
import { dailyFen, hourlyFen, longestDayMinutes, overlapBetween, overlapWithin } from './rules-pay.ts'
import { canonicalTerms, expiryOf, movedToDay, publicEmployerName } from './rules-terms.ts'
import type { Content, Hit, ShiftTime } from './types.ts'

const at = (text: string) => new Date(`${text}:00+08:00`)
const shift = (from: string, to: string, headcount = 3): ShiftTime => ({
  startsAt: at(from),
  endsAt: at(to),
  headcount,
})
const morning = shift('2026-11-19T08:00', '2026-11-19T12:00')
const day = shift('2026-11-19T08:00', '2026-11-19T17:00')

/** The list as the policy packs hold it (附1-9 and what settlement needs). */
const required = [
  'occupation',
  'skills',
  'place',
  'hours',
  'pay',
  'payMethod',
  'headcount',
  'dates',
  'settlementCycle',
  'contactPerson',
].map((id) => ({ id, titleZh: `项目${id}`, required: true }))

const empty: Content = {
  terms: {},
  shifts: [],
  county: null,
  siteId: null,
  fillMode: null,
  span: 'eachShift',
  minAge: null,
  maxAge: null,
  ageReason: null,
  actualEmployerName: null,
  hasContactPhone: false,
  wantedUntil: null,
}

const full: Content = {
  ...empty,
  terms: {
    title: '万达广场搬货',
    occupationCode: '4-02-05-01',
    occupationName: '装卸搬运工',
    skills: '不限',
    placeName: '万达广场',
    address: '天湖东路1号',
    town: '350902001',
    lat: 26.66,
    lng: 119.54,
    payMethod: 'daily',
    amountFen: 20_000,
    breakMinutes: 60,
    breakPaid: false,
    settlementCycle: 'perShift',
    contactName: '林师傅',
    escrow: true,
  },
  shifts: [day],
  county: '350902',
  fillMode: 'grab',
  hasContactPhone: true,
}

describe('附1-9 发布岗位必填内容', () => {
  it('空白草稿一次说全所有缺项', () => {
    const paths = missingFields(required, empty).map((problem) => problem.path)
    expect(paths).toEqual([
      'occupationCode',
      'skills',
      'placeName',
      'address',
      'town',
      'shifts',
      'amountFen',
      'payMethod',
      'shifts',
      'shifts',
      'settlementCycle',
      'contactName',
      'contactPhone',
      'title',
      'fillMode',
    ])
  })
  it('填全了就没有缺项', () => expect(missingFields(required, full)).toEqual([]))
  it('按件计酬还要写一件是什么', () => {
    const piece = { ...full, terms: { ...full.terms, payMethod: 'piece' as const, pieceUnit: null } }
    expect(missingFields(required, piece)).toEqual([
      { path: 'pieceUnit', code: 'missing', message: '按件计酬的,请写一件是什么(如:斤、筐、件)' },
    ])
  })
  it('政策新增的、没人会查的必填项是缺陷,不能当作已填', () => {
    expect(() => missingFields([{ id: 'newItem', titleZh: '新项', required: true }], full)).toThrow('newItem')
  })
})

describe('what is filled in but cannot stand', () => {
  const bounds: Bounds = { minLeadMinutes: 60, maxHeadcountPerShift: 500, maxExpiryDays: 90, escrowCompulsory: false }
  const codes = (content: Content, now = at('2026-11-18T21:00'), with_: Partial<Bounds> = {}) =>
    boundProblems(content, { ...bounds, ...with_ }, now).map((problem) => `${problem.path} ${problem.code}`)

  it('lets a job for 5 a.m. be posted at 9 p.m.', () => {
    expect(codes({ ...full, shifts: [shift('2026-11-19T05:00', '2026-11-19T09:00')] })).toEqual([])
  })
  it('says everything at once', () => {
    const wrong: Content = {
      ...full,
      span: 'wholeJob',
      shifts: [
        shift('2026-11-18T21:30', '2026-11-18T22:00', 501),
        shift('2026-11-18T21:45', '2026-11-18T23:45'),
        shift('2027-03-01T08:00', '2027-03-01T17:00'),
      ],
      minAge: 50,
      maxAge: 40,
      wantedUntil: at('2026-11-18T20:00'),
    }
    expect(codes(wrong, at('2026-11-18T21:00'), { escrowCompulsory: true })).toEqual([
      'shifts.0.startsAt tooSoon',
      'shifts.0.headcount tooMany',
      'breakMinutes breakTooLong',
      'shifts.1.startsAt tooSoon',
      'shifts.2.startsAt tooFar',
      'shifts overlap',
      'minAge range',
      'ageReason missing',
      'wantedUntil past',
    ])
    expect(
      codes({ ...full, terms: { ...full.terms, escrow: false } }, at('2026-11-18T21:00'), { escrowCompulsory: true }),
    ).toEqual(['escrow escrowCompulsory'])
  })
})

describe('comparable pay', () => {
  const terms = { payMethod: 'daily', amountFen: 20_000, breakMinutes: 60, breakPaid: false } as const
  it('divides a daily rate by the paid hours of the longest shift', () => {
    expect(hourlyFen(terms, 'eachShift', [day])).toBe(2_500)
    expect(hourlyFen({ ...terms, breakPaid: true }, 'eachShift', [day])).toBe(2_222)
    expect(hourlyFen(terms, 'eachShift', [morning, day])).toBe(2_500)
  })
  it('takes a lump sum per shift, or over the whole job', () => {
    const lump = { ...terms, payMethod: 'lumpSum', breakMinutes: 0 } as const
    const second = shift('2026-11-20T08:00', '2026-11-20T12:00')
    expect(hourlyFen(lump, 'eachShift', [morning, second])).toBe(5_000)
    expect(hourlyFen(lump, 'wholeJob', [morning, second])).toBe(2_500)
    expect(dailyFen(lump, 'wholeJob', [morning, second])).toBe(10_000)
  })
  it('cannot say it of piecework, of no shift, of a break longer than the shift', () => {
    expect(hourlyFen({ ...terms, payMethod: 'piece' }, 'eachShift', [day])).toBeNull()
    expect(hourlyFen(terms, 'eachShift', [])).toBeNull()
    expect(hourlyFen({ ...terms, breakMinutes: 600 }, 'eachShift', [day])).toBeNull()
  })
  it('never says more than the worker gets', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000_000 }), fc.integer({ min: 1, max: 1_440 }), (amountFen, minutes) => {
        const endsAt = new Date(day.startsAt.getTime() + minutes * 60_000)
        const shifts = [{ startsAt: day.startsAt, endsAt, headcount: 1 }]
        const hourly = hourlyFen({ ...terms, amountFen, breakMinutes: 0 }, 'eachShift', shifts) ?? Number.NaN
        expect(hourly * minutes).toBeLessThanOrEqual(amountFen * 60)
        expect((hourly + 1) * minutes).toBeGreaterThan(amountFen * 60)
      }),
    )
  })
  it('adds the shifts of a day only where one worker does them all', () => {
    const evening = shift('2026-11-19T18:00', '2026-11-19T22:00')
    const plain = { breakMinutes: 0, breakPaid: false }
    expect(longestDayMinutes(plain, 'eachShift', [day, evening])).toBe(540)
    expect(longestDayMinutes(plain, 'wholeJob', [day, evening])).toBe(780)
  })
})

describe('overlap', () => {
  it('counts touching shifts as apart', () => {
    expect(overlapWithin([morning, shift('2026-11-19T12:00', '2026-11-19T16:00')])).toBe(false)
    expect(overlapWithin([shift('2026-11-19T11:59', '2026-11-19T16:00'), morning])).toBe(true)
    expect(overlapBetween([morning], [day])).toBe(true)
    expect(overlapBetween([morning], [shift('2026-11-20T08:00', '2026-11-20T12:00')])).toBe(false)
  })
})

describe('canonical terms', () => {
  it('are the same whatever the order of fields and shifts', () => {
    const other = shift('2026-11-20T08:00', '2026-11-20T12:00')
    const turned = Object.fromEntries(Object.entries(full.terms).reverse())
    const a = canonicalTerms({ ...full, shifts: [day, other] })
    const b = canonicalTerms({ ...full, terms: turned, shifts: [other, day] })
    expect(b).toEqual(a)
    expect(a.sha256).toMatch(/^[0-9a-f]{64}$/)
  })
  it('change with the pay, the times and the headcount', () => {
    const base = canonicalTerms(full).sha256
    const changed = [
      { ...full, terms: { ...full.terms, amountFen: 20_001 } },
      { ...full, shifts: [{ ...day, headcount: 4 }] },
      { ...full, shifts: [{ ...day, endsAt: at('2026-11-19T17:01') }] },
    ].map((content) => canonicalTerms(content).sha256)
    expect(new Set([base, ...changed]).size).toBe(4)
  })
})

describe('dates', () => {
  it('move a copy by whole days and keep clock times', () => {
    const night = shift('2026-11-19T22:00', '2026-11-20T06:00')
    expect(movedToDay([day, night], '2026-12-01')).toEqual([
      shift('2026-12-01T08:00', '2026-12-01T17:00'),
      shift('2026-12-01T22:00', '2026-12-02T06:00'),
    ])
    expect(movedToDay([], '2026-12-01')).toEqual([])
  })
  it('let a posting end with its last shift, earlier when wanted, never beyond the bound', () => {
    const published = at('2026-11-18T21:00')
    expect(expiryOf({ shifts: [morning, day], wantedUntil: null }, published, 90)).toEqual(day.endsAt)
    expect(expiryOf({ shifts: [day], wantedUntil: at('2026-11-19T07:00') }, published, 90)).toEqual(
      at('2026-11-19T07:00'),
    )
    expect(
      expiryOf({ shifts: [shift('2027-03-01T08:00', '2027-03-01T09:00')], wantedUntil: null }, published, 90),
    ).toEqual(at('2027-02-16T21:00'))
  })
})

describe('what follows from screening', () => {
  const hit = (severity: Hit['severity'], ruleId: string, category = 'other'): Hit => ({
    ruleId,
    category,
    severity,
    words: '',
    field: null,
    from: null,
    to: null,
    article: '',
    explanation: '',
    wayOut: '',
  })
  it('二(二) 已认证、筛查干净的先发布;有疑问的先审;违规的退回', () => {
    expect(courseOf([], 'verified')).toEqual({ course: 'publish', grounds: [] })
    expect(courseOf([hit('warn', 'age.limit')], 'verified')).toEqual({ course: 'publish', grounds: [] })
    expect(courseOf([hit('review', 'contact.link')], 'verified')).toEqual({
      course: 'queue',
      grounds: ['contact.link'],
    })
    expect(courseOf([], 'unverified')).toEqual({ course: 'queue', grounds: ['employerUnverified'] })
    expect(courseOf([hit('review', 'a'), hit('block', 'b')], 'verified')).toEqual({ course: 'return', grounds: [] })
  })
  it('names each reason of a return once', () => {
    const hits = [
      hit('block', 'sex.only', 'discrimination'),
      hit('block', 'religion', 'discrimination'),
      hit('block', 'fee.deposit', 'fee'),
      hit('warn', 'x', 'pay'),
    ]
    expect(returnReasonsOf(hits)).toEqual(['discriminatory', 'feeDemand'])
  })
})

it('shows of a household employer no full name', () => {
  expect(publicEmployerName('household', '林国栋')).toBe('林某(家庭用工)')
  expect(publicEmployerName('company', '宁德某某茶业有限公司')).toBe('宁德某某茶业有限公司')
})

it('closes office windows at their end', () => {
  const windows = [{ from: '08:00', to: '12:00' }]
  expect([inWindows(windows, '07:59'), inWindows(windows, '08:00'), inWindows(windows, '12:00')]).toEqual([
    false,
    true,
    false,
  ])
})

import { fileURLToPath } from 'node:url'
import { decideContractKind, loadPolicy } from '@linggong/policy'
import { describe, expect, it } from 'vitest'
import {
  contractFacts,
  contractNumber,
  fateOf,
  masked,
  normalVerifyCode,
  publicPersonName,
  readableCode,
  sealRetryMs,
  signBy,
  weekOf,
  workingHours,
  type FactsInput,
} from './rules.ts'
import { breakText, drawUp, filled, payText, shiftZh } from './rules-text.ts'
import type { DrawUpInput } from './types.ts'

const policy = loadPolicy(fileURLToPath(new URL('../../../../../policy-packs', import.meta.url)))
const at = (text: string) => new Date(`${text}:00+08:00`)
const shift = (day: string, from: string, to: string, breakMinutes = 0) => ({
  startsAt: at(`${day}T${from}`),
  endsAt: at(`${day}T${to}`),
  breakMinutes,
  breakPaid: false,
})
const worker = { birthDate: '1985-06-01', sex: 'male', isStudent: null } as const

function kindOf(change: Partial<FactsInput>): string | null {
  const facts = contractFacts(policy, {
    worker,
    employerKind: 'company',
    shifts: [shift('2026-11-19', '08:00', '12:00')],
    others: [],
    ...change,
  })
  const decision = decideContractKind(policy, facts, '2026-11-19', { county: '350981' })
  return decision.kind
}

describe('which contract', () => {
  it.each<[string, Partial<FactsInput>, string | null]>([
    ['four hours a day: part-time', {}, 'partTimeLabour'],
    ['an unpaid break is not working time', { shifts: [shift('2026-11-19', '08:00', '13:00', 60)] }, 'partTimeLabour'],
    ['a full day: by task', { shifts: [shift('2026-11-19', '08:00', '17:00', 60)] }, 'taskLabour'],
    [
      'the average of the days counts',
      { shifts: [shift('2026-11-19', '08:00', '14:00'), shift('2026-11-20', '08:00', '10:00')] },
      'partTimeLabour',
    ],
    [
      'more than 24 hours in the week with this employer',
      { others: ['16', '17', '18', '20', '21', '22'].map((day) => shift(`2026-11-${day}`, '08:00', '12:00')) },
      'taskLabour',
    ],
    [
      'hours of another week do not count',
      { others: ['09', '10', '11', '12', '13', '14'].map((day) => shift(`2026-11-${day}`, '08:00', '12:00')) },
      'partTimeLabour',
    ],
    [
      'long work',
      { shifts: [shift('2026-11-19', '08:00', '17:00', 60), shift('2026-12-31', '08:00', '17:00', 60)] },
      'fixedTermLabour',
    ],
    ['a household', { employerKind: 'household' }, 'serviceAgreement'],
    ['past retirement', { worker: { ...worker, birthDate: '1960-01-01' } }, 'overAgeAgreement'],
    ['a child', { worker: { ...worker, birthDate: '2012-01-01' } }, null],
  ])('%s', (_title, change, expected) => {
    expect(kindOf(change)).toBe(expected)
  })

  it('reckons working hours and weeks in Ningde time, also over midnight', () => {
    expect(workingHours(shift('2026-11-19', '08:00', '17:00'), 60, false)).toBe(8)
    expect(workingHours(shift('2026-11-19', '08:00', '17:00'), 60, true)).toBe(9)
    expect(workingHours({ startsAt: at('2026-11-19T22:00'), endsAt: at('2026-11-20T06:00') }, 0, false)).toBe(8)
    expect(weekOf(at('2026-11-22T23:59'))).toBe('2026-11-16')
    expect(weekOf(at('2026-11-23T00:00'))).toBe('2026-11-23')
  })
})

describe('until when to sign', () => {
  const rule = { deadlineMinutes: 120, beforeShiftMinutes: 0, noShowAfterMinutes: 60 }
  const starts = { firstStartsAt: at('2026-11-19T08:00'), firstEndsAt: at('2026-11-19T17:00') }
  it.each([
    ['the evening before', '2026-11-18T20:00', '2026-11-18T22:00'],
    ['just in time', '2026-11-19T06:00', '2026-11-19T08:00'],
    ['shortly before work: at the gate', '2026-11-19T06:01', '2026-11-19T09:00'],
    ['after the start: at the gate', '2026-11-19T08:30', '2026-11-19T09:30'],
    ['never after the end', '2026-11-19T16:30', '2026-11-19T17:00'],
  ])('%s', (_title, now, expected) => {
    expect(signBy({ ...rule, ...starts, now: at(now) })).toEqual(at(expected))
  })
})

describe('the fate of a contract', () => {
  it.each([
    ['awaitingWorker', ['cancelled'], 'lapse'],
    ['awaitingWorker', ['cancelled', 'accepted'], 'stay'],
    ['concluded', ['paid', 'cancelled', 'noShow'], 'end'],
    ['concluded', ['paid', 'confirmed'], 'stay'],
    ['concluded', ['noShow', 'cancelled'], 'terminate'],
    ['ended', ['paid'], 'stay'],
    ['lapsed', ['cancelled'], 'stay'],
  ] as const)('%s with %j: %s', (state, engagements, expected) => {
    expect(fateOf(state, engagements)).toBe(expected)
  })

  it('goes on trying to seal, with longer pauses up to half an hour', () => {
    const pauses = [0, 1, 5, 20, 1_000].map(sealRetryMs)
    expect(pauses).toEqual([5_000, 10_000, 160_000, 1_800_000, 1_800_000])
  })
})

describe('words and codes', () => {
  it('numbers a contract by county, day and serial', () => {
    expect(contractNumber('350981', '2026-11-18', '019a9380-0000-7000-8000-00000000002a')).toBe(
      '350981-20261118-0000001A',
    )
    expect(readableCode(Uint8Array.from([255, 255, 255, 255, 255]), 8)).toBe('ZZZZZZZZ')
    expect(normalVerifyCode('2pqr8xyz1abc')).toBe('2PQR-8XYZ-1ABC')
    expect(normalVerifyCode('2PQR-8XYZ-1ABC')).toBe('2PQR-8XYZ-1ABC')
  })

  it('masks numbers and names', () => {
    expect(masked('350981197506011234', 4, 2)).toBe('3509************34')
    expect(masked('13800005678', 3, 4)).toBe('138****5678')
    expect(masked('12345', 4, 2)).toBe('12345'.slice(0, 5))
    expect(publicPersonName('陈大山')).toBe('陈某某')
    expect(publicPersonName('陈')).toBe('陈某')
  })

  it('says pay, breaks and times', () => {
    const terms = { payMethod: 'hourly', amountFen: 2_050, pieceUnit: null, overtimeAmountFen: 3_000 }
    expect(payText(terms as Parameters<typeof payText>[0])).toBe('每小时20.50元,超过约定时间的每小时30元')
    expect(breakText({ breakMinutes: 60, breakPaid: false })).toBe('中间休息60分钟(不算工时)')
    expect(shiftZh({ startsAt: at('2026-11-19T22:00'), endsAt: at('2026-11-20T06:00') })).toBe(
      '11月19日 22:00–11月20日 06:00',
    )
  })

  it('does not print a template with a mark that nobody fills', () => {
    expect(filled('您给{name}干活', { name: '某厂' })).toBe('您给某厂干活')
    expect(() => filled('{unknown}', {})).toThrow('{unknown}')
  })
})

describe('drawing up', () => {
  const terms = {
    title: '茶厂拣茶',
    occupationCode: '6-02-07-01',
    occupationName: '茶叶加工工',
    description: '坐着拣茶',
    skills: '不限',
    placeName: '社口镇茶厂',
    address: '社口镇工业路8号',
    town: null,
    lat: 27.1,
    lng: 119.6,
    payMethod: 'daily',
    amountFen: 20_000,
    pieceUnit: null,
    overtimeAmountFen: null,
    breakMinutes: 60,
    breakPaid: false,
    settlementCycle: 'perShift',
    meals: true,
    lodging: false,
    bring: '水杯',
    insurance: null,
    contactName: '林老板',
    escrow: true,
  } satisfies DrawUpInput['terms']

  it.each([
    'partTimeLabour',
    'taskLabour',
    'fixedTermLabour',
    'serviceAgreement',
    'overAgeAgreement',
    'newFormAgreement',
  ] as const)('fills every mark of %s, and writes numbers in full only where asked', (kind) => {
    const input: DrawUpInput = {
      number: '350981-20261118-0000001A',
      decision: {
        status: 'decided',
        kind,
        rowId: 'row',
        article: '劳动合同法',
        reasonZh: '因为',
        provisional: true,
        basis: [],
      },
      template: policy.value(`contract.template.${kind}`, '2026-11-19'),
      county: '350981',
      postingId: 'p',
      postingTermsSha256: 'a'.repeat(64),
      employer: {
        id: 'e',
        kind: 'company',
        name: '阳光茶业',
        identifierLabel: '统一社会信用代码',
        identifier: '91350981MA0000001X',
        address: '工业路8号',
        contactName: '林老板',
        phone: '13800001111',
      },
      worker: { id: 'w', name: '陈大山', idNumber: '350981197506011234', phone: '13800005678' },
      terms,
      shifts: [{ ...shift('2026-11-19', '08:00', '17:00'), engagementId: 'g', shiftId: 's' }],
      drawnUpAt: at('2026-11-18T20:00'),
      minimumHourlyFen: 2_100,
      maxHoursPerDay: 4,
      maxHoursPerWeek: 24,
      maxPayIntervalDays: 15,
      cancellationZh: {
        worker: ['开工前十二小时以上取消,没有影响。'],
        employer: ['开工前两小时以内取消,付给每个人这一班约定工钱的一半。'],
      },
    }
    const clear = JSON.stringify(drawUp(input, true))
    const masked = JSON.stringify(drawUp(input, false))
    expect(clear).not.toMatch(/\{\w+\}/)
    expect(clear).toContain(
      '乙方取消的:开工前十二小时以上取消,没有影响。甲方取消的:开工前两小时以内取消,付给每个人这一班约定工钱的一半。因为',
    )
    for (const secret of [input.worker.idNumber, input.worker.phone, input.employer.identifier, input.employer.phone]) {
      expect(clear).toContain(secret)
      expect(masked).not.toContain(secret)
    }
  })
})

import { readFileSync } from 'node:fs'
import { lifecycles, noticeTopics, reasons } from '@linggong/contract'
import { describe, expect, test } from 'vitest'
import { matterKinds } from '../insights/index.ts'
import { plainMinutes, plainMoney, plainPay, plainTime } from '@linggong/contract/plain-words.ts'
import { applies, factsOf, fill, lastSendTime, nextSendTime, nextTry, smsParams, type Told } from './rules.ts'
import { smsTemplates, type SmsTemplate } from './sms-templates.ts'
import { eventsToldAbout, wordings } from './wordings.ts'

const now = new Date('2026-11-18T21:00:00+08:00')
const at = (text: string) => new Date(`${text}+08:00`)
const told: Told = {
  workerName: '陈大山',
  startsAt: at('2026-11-19T08:00:00'),
  terms: {
    title: '茶厂拣茶',
    placeName: '万达广场南门',
    address: '福安市社口镇工业路8号',
    contactName: '王师傅',
    payMethod: 'daily',
    amountFen: 20_000,
    meals: true,
    bring: '手套',
    settlementCycle: 'perShift',
  },
  amountFen: 20_000,
  owedFen: 4_000,
  minutes: 480,
  deadline: at('2026-11-19T07:30:00'),
  reasonCode: 'weather',
  shifts: 1,
  state: 'concluded',
  replyPair: 1,
  replyName: null,
}
/** Nothing known, and everything as long as the forms allow. */
const empty: Told = {
  workerName: null,
  startsAt: null,
  terms: null,
  amountFen: null,
  owedFen: null,
  minutes: null,
  deadline: null,
  reasonCode: null,
  shifts: 1,
  state: 'decided',
  replyPair: null,
  replyName: null,
}
const longest: Told = {
  ...told,
  workerName: '阿布都热合曼·买买提依明',
  startsAt: at('2026-12-20T10:45:00'),
  terms: {
    ...told.terms,
    title: '标'.repeat(40),
    placeName: '地'.repeat(60),
    contactName: '联系人名字很长的',
    amountFen: 123_456,
  },
  amountFen: 1_234_567,
  owedFen: 1_234_567,
  minutes: 645,
  deadline: at('2026-12-20T10:45:00'),
  shifts: 15,
  replyPair: 40,
  replyName: '阿布都热合曼·买买提依明',
  state: 'decided',
}
const factsFor = (matter: Told, table?: string, reasonCode?: string) =>
  factsOf(matter, { now, employerName: '福安市阳光茶业农民专业合作社联合社', reasons: table, reasonCode, workers: 30 })

describe('wordings', () => {
  test('every mark has a fact, whatever is known of the matter', () => {
    for (const wording of wordings) {
      for (const matter of [told, empty, longest]) {
        const facts = factsFor(matter, wording.reasons)
        for (const text of [wording.title, wording.body, wording.sms ? smsTemplates[wording.sms.template] : '']) {
          expect(fill(text, facts), wording.kind).not.toMatch(/[{}]|undefined|null|NaN/)
        }
      }
    }
  })

  test('a kind is named once, its states exist, its matter can be read, its reasons are known', () => {
    expect(new Set(wordings.map((wording) => wording.kind)).size).toBe(wordings.length)
    const known: Record<string, { states: readonly string[] } | undefined> = { ...lifecycles }
    for (const wording of wordings) {
      expect(matterKinds, wording.kind).toContain(wording.subject)
      expect(Object.keys(noticeTopics)).toContain(wording.topic)
      expect(wording.kind.endsWith(`.${wording.to}`), wording.kind).toBe(true)
      // Matters without a life cycle of their own have no states to be wrong about.
      const states = known[wording.subject]?.states ?? wording.stands
      expect(states, wording.kind).toEqual(expect.arrayContaining([...wording.stands]))
      expect([undefined, ...Object.keys(reasons)], wording.kind).toContain(wording.reasons)
      expect(!['county', 'otherCounties'].includes(wording.to) || wording.role !== undefined, wording.kind).toBe(true)
    }
  })

  test('every event of the life cycles is told to somebody, or silent on purpose', () => {
    const silent = [
      // Told by something that happens with it.
      'offerTaken',
      'offerDeclined',
      'contractConcluded',
      'contractEnded',
      'contractTerminated',
      'hoursConfirmed',
      'hoursDisputed',
      'hoursVoided',
      'engagementDisputed',
      // Steps of an own act, or of the machinery; officers see what was handed in in their to-dos.
      'qualificationSubmitted',
      'qualificationEnded',
      'postingSubmitted',
      'postingRevised',
      'postingClosed',
      'payoutSent',
      // The public directory shows them.
      'siteOpened',
      'siteSuspended',
      'siteResumed',
      'siteClosed',
      // Own steps of an officer, or of no consequence for the next one; sites follow in their own list and to-dos.
      'subsidyPublished',
      'subsidyClosed',
      'recognitionAccepted',
      'recognitionInspected',
      'recognitionPublished',
      'assessmentScored',
      'assessmentChecked',
      'assessmentPublished',
      'assessmentReopened',
      'improvementAccepted',
      'improvementFailed',
      // Asked later by an offer, which is told; else it stands with its reason where the employer sees who was asked.
      'invitationSent',
      'invitationWithdrawn',
      'invitationDropped',
      // Finance's own step.
      'serviceConfirmed',
      // Reports stand in the list of the quarter.
      'reportSigned',
      'reportReplaced',
    ]
    const all = Object.values(lifecycles).flatMap((one) => Object.values(one.transitions).map((move) => move.event))
    const untold = [...new Set(all)].filter((event) => !eventsToldAbout.includes(event))
    expect(untold.sort()).toEqual([...silent].sort())
  })

  test('words that are kept name the date: nobody reads «明天» a day later', () => {
    const kept = factsOf(told, { now, employerName: null, lasting: true })
    expect(kept).toMatchObject({ start: '11月19日(周四)早上8点', deadlineDay: '11月19日(周四)' })
    for (const wording of wordings) {
      const facts = factsOf(told, { now, employerName: null, reasons: wording.reasons, lasting: true })
      expect(fill(wording.title + wording.body, facts), wording.kind).not.toMatch(/[昨明后]天/)
    }
  })

  test('the main notice says when, where, what, whom to ask for, and the pay', () => {
    const wording = wordings.find((one) => one.kind === 'engagementConcluded.worker')!
    expect(fill(wording.body, factsFor(told))).toBe(
      '明天早上8点到万达广场南门干茶厂拣茶,找王师傅,一天200元。地址:福安市社口镇工业路8号。管饭。带上:手套。',
    )
  })
})

describe('SMS', () => {
  const sign = '【宁德零工】'

  test('one message each, also with the longest names', () => {
    for (const template of Object.keys(smsTemplates) as SmsTemplate[]) {
      const wording = smsTemplates[template]
      const tables = wordings.filter((one) => one.sms?.template === template).map((one) => one.reasons)
      expect(tables.length, `${template} is used`).toBeGreaterThan(0)
      for (const table of tables) {
        const codes: Array<string | undefined> = table
          ? Object.keys((reasons as Record<string, object>)[table]!)
          : [undefined]
        for (const code of codes) {
          const text = sign + fill(wording, smsParams(wording, factsFor(longest, table, code)))
          expect([...text].length, text).toBeLessThanOrEqual(70)
        }
      }
    }
  })

  test('whoever shares a phone reads whose work it is', () => {
    const shared = smsParams(smsTemplates.OFFER_MADE, factsFor({ ...told, replyName: '郑月娥' }))
    expect(shared).toMatchObject({ reply: '郑月娥去回1,不去回2', spot: '万达广场…' })
    expect(smsParams(smsTemplates.OFFER_MADE, factsFor(told)).reply).toBe('去回1,不去回2')
  })

  test('why an answer led to nothing is said whole: the way out stands at its end', () => {
    for (const code of Object.keys(reasons['offer.answer'])) {
      const { reason } = smsParams(smsTemplates.OFFER_ANSWER_FAILED, factsFor(told, 'offer.answer', code))
      expect(reason, code).not.toContain('…')
    }
  })

  test('no template asks for a number, a phone or a bank account', () => {
    const allowed = new Set(Object.keys(factsFor(told)))
    for (const wording of Object.values(smsTemplates)) {
      for (const name of Object.keys(smsParams(wording, factsFor(told)))) expect(allowed.has(name), name).toBe(true)
    }
    for (const fact of Object.values(factsFor(longest))) expect(fact).not.toMatch(/\d{7,}/)
  })

  test('the sandbox has approved the same words', () => {
    const file = new URL('../../../../sandbox/sms-templates.json', import.meta.url)
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject(smsTemplates)
  })

  test('a wrong number is not tried again, an overload is, with growing pauses, up to an end', () => {
    expect(nextTry(1, 'isv.MOBILE_NUMBER_ILLEGAL', now)).toBeUndefined()
    expect(nextTry(1, 'timeout', now)).toEqual(at('2026-11-18T21:01:00'))
    expect(nextTry(3, 'isv.BUSINESS_LIMIT_CONTROL', now)).toEqual(at('2026-11-18T21:04:00'))
    expect(nextTry(5, 'timeout', now)).toBeUndefined()
  })
})

describe('who is told', () => {
  const cancelled = wordings.filter((one) => one.event === 'engagementCancelled')

  test('not the one who did it, and nobody once the matter has moved on', () => {
    const toldTo = (by: string, state: string, reason = 'weather') =>
      cancelled.filter((one) => applies(one, state, { by, reason })).map((one) => one.to)
    expect(toldTo('worker', 'cancelled')).toEqual(['employer'])
    expect(toldTo('employer', 'cancelled')).toEqual(['worker'])
    expect(toldTo('system', 'cancelled', 'notSignedInTime')).toEqual(['employer'])
    expect(toldTo('employer', 'accepted')).toEqual([])
  })

  test('a posting that passed review is announced in other words than one published at once', () => {
    const kinds = (from: string) =>
      wordings
        .filter((one) => one.event === 'postingPublished' && applies(one, 'published', { from }))
        .map((one) => one.kind)
    expect(kinds('submitted')).toEqual(['postingPublished.employer'])
    expect(kinds('inReview')).toEqual(['postingPassed.employer'])
  })

  test('steps of arrears speak to whom they are for', () => {
    const kinds = (step: string) =>
      wordings
        .filter((one) => one.event === 'wageInArrears' && applies(one, 'unfunded', { step }))
        .map((one) => one.kind)
    expect(kinds('remindEmployer')).toEqual(['wageInArrears.worker', 'wageInArrears.employer'])
    expect(kinds('handOverToRights')).toEqual([])
  })
})

describe('sending hours', () => {
  const windows = [
    { from: '07:00', to: '12:00' },
    { from: '14:00', to: '21:30' },
  ]

  test('what comes at night waits for the morning, what comes at noon for the afternoon', () => {
    expect(nextSendTime(at('2026-11-18T09:00:00'), windows)).toEqual(at('2026-11-18T09:00:00'))
    expect(nextSendTime(at('2026-11-18T12:30:00'), windows)).toEqual(at('2026-11-18T14:00:00'))
    expect(nextSendTime(at('2026-11-18T21:30:00'), windows)).toEqual(at('2026-11-19T07:00:00'))
    expect(nextSendTime(at('2026-11-19T03:00:00'), windows)).toEqual(at('2026-11-19T07:00:00'))
  })

  test('a reminder for dawn comes the evening before', () => {
    expect(lastSendTime(at('2026-11-19T08:00:00'), windows)).toEqual(at('2026-11-19T08:00:00'))
    expect(lastSendTime(at('2026-11-19T03:00:00'), windows)).toEqual(at('2026-11-18T21:29:00'))
    expect(lastSendTime(at('2026-11-19T13:00:00'), windows)).toEqual(at('2026-11-19T11:59:00'))
  })
})

describe('plain words', () => {
  test('times', () => {
    expect(plainTime(at('2026-11-19T05:30:00'), now)).toBe('明天早上5点半')
    expect(plainTime(at('2026-11-18T12:00:00'), now)).toBe('今天中午12点')
    expect(plainTime(at('2026-11-20T13:05:00'), now)).toBe('后天下午1点05分')
    expect(plainTime(at('2026-11-17T00:00:00'), now)).toBe('昨天凌晨0点')
    expect(plainTime(at('2027-01-02T18:00:00'), now)).toBe('2027年1月2日晚上6点')
  })

  test('money, hours, pay', () => {
    expect([20_000, 1_850, 1_805, 5].map(plainMoney)).toEqual(['200元', '18.5元', '18.05元', '0.05元'])
    expect([999_900, 1_000_000, 30_000_000].map(plainMoney)).toEqual(['9999元', '10,000元', '300,000元'])
    expect([480, 465, 50].map(plainMinutes)).toEqual(['8小时', '7小时45分钟', '50分钟'])
    expect(plainPay({ payMethod: 'piece', amountFen: 300, pieceUnit: '斤' })).toBe('一斤3元')
  })
})

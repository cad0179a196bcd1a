import { describe, expect, it } from 'vitest'
import { decideReferral, referralRules, type ReferralFacts } from './referral-decision.ts'
import { realPolicy } from './test-packs.ts'

const rules = referralRules(realPolicy(), '2026-11-26', { county: '350981' })

/** Work both sides confirmed, checked in and paid; tests say what is different. */
const facts = (change: Partial<ReferralFacts> = {}): ReferralFacts => ({
  way: 'counter',
  workerSide: ['signed', 'checkedIn'],
  employerSide: ['confirmedHours', 'paid'],
  proofs: ['checkIn', 'pay'],
  minutes: 480,
  selfDealing: null,
  countedThatDay: false,
  pairInQuarter: 0,
  ...change,
})
const unmet = (change: Partial<ReferralFacts>) =>
  decideReferral(rules, facts(change))
    .reasons.filter(({ met }) => !met)
    .map(({ rule, reasonZh }) => `${rule} ${reasonZh}`)

describe('whether a row of the roster counts, by the pack', () => {
  it('counts what both sides confirmed with a proof, with the rules it rests on', () => {
    const decision = decideReferral(rules, facts())
    expect(decision).toMatchObject({ counts: true, provisional: true })
    expect(decision.reasons.map(({ rule }) => rule)).toEqual(['way', 'bothConfirmed', 'proof'])
    expect(decision.basis.flatMap(({ keys }) => keys)).toContain('referral.pairCapPerQuarter')
  })
  it('one confirmation of each side is enough; none of a side is not', () => {
    expect(unmet({ workerSide: ['signed'], employerSide: ['paid'] })).toEqual([])
    expect(unmet({ workerSide: [] })).toEqual(['bothConfirmed 没有求职者本人的确认'])
    expect(unmet({ employerSide: [] })).toEqual(['bothConfirmed 没有用工方的确认'])
  })
  it('a check-in or a payment proves it; without either nothing does', () => {
    expect(unmet({ proofs: ['checkIn'] })).toEqual([])
    expect(unmet({ proofs: ['pay'] })).toEqual([])
    expect(unmet({ proofs: [] })).toEqual(['proof 没有签到或到账记录'])
  })
  it('leaves out the own people, whom they declared, and the operator as employer', () => {
    expect(unmet({ selfDealing: 'staff' })).toEqual(['noSelfDealing 是运营机构自己的工作人员'])
    expect(unmet({ selfDealing: 'relative' })).toEqual(['noSelfDealing 是工作人员申报过的亲属'])
    expect(unmet({ selfDealing: 'operator' })).toEqual(['noSelfDealing 用工方就是运营机构自己或它的负责人'])
  })
  it('counts an hour, not less; hours that nobody wrote down say nothing against it', () => {
    expect(unmet({ minutes: 60 })).toEqual([])
    expect(unmet({ minutes: 59 })).toEqual(['minutes 只干了59分钟,不到60分钟'])
    expect(unmet({ minutes: null })).toEqual([])
  })
  it('counts once a day, and the same two up to the cap of the quarter', () => {
    expect(unmet({ countedThatDay: true })).toEqual(['oncePerDay 同一天同一家已经算过一次(跨县也只算一次)'])
    expect(unmet({ pairInQuarter: 59 })).toEqual([])
    expect(unmet({ pairInQuarter: 60 })).toEqual(['pairCap 这个人在这家本季度已算60次,到上限60次'])
  })
  it('names all that speaks against it at once', () => {
    const all = unmet({
      workerSide: [],
      employerSide: [],
      proofs: [],
      minutes: 10,
      selfDealing: 'staff',
      pairInQuarter: 60,
    })
    expect(all.map((line) => line.split(' ')[0])).toEqual([
      'bothConfirmed',
      'proof',
      'minutes',
      'noSelfDealing',
      'pairCap',
    ])
  })
  it('counts nothing on a day without a policy, and says so', () => {
    const none = referralRules(realPolicy(), '2024-01-01', { county: '350981' })
    expect(none).toBeNull()
    expect(decideReferral(none, facts())).toMatchObject({
      counts: false,
      reasons: [{ rule: 'noPolicy', reasonZh: '上工那天没有有效的政策规定,先记下,不计数' }],
    })
  })
})

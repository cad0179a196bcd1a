// One case on a scratch database: the register is filled with what the row says, then the real action is called and
// the real constraints answer. Everything of the case is rolled back afterwards, so that no case knows another.
import { Refusal } from '../../src/kernel/errors.ts'
import type { Actor, Ctx, Deps } from '../../src/kernel/context.ts'
import { createContext } from '../../src/kernel/unit-of-work.ts'
import {
  judgeSubsidy,
  lodgeSubsidy,
  recordCountyAmount,
  recordPurchasedService,
  recordRecognised,
  recordStars,
  subsidyStep,
} from '../../src/modules/programmes/index.ts'
import { addSites } from '../../src/modules/sites/index.ts'
import { addDays } from '@linggong/policy'
import type { Case } from './case-row.ts'

export type Decided = {
  id: string
  decision: 'grant' | 'refuse' | 'invalid' | 'no-policy'
  amountYuan: string
  clause: string
  reason: string
  provisional: 'yes' | 'no'
}

const county = '350981'
const siteId = '01900000-0000-7000-8000-0000000000c1'
const operatorId = '01900000-0000-7000-8000-0000000000c2'
const officer: Actor = {
  kind: 'staff',
  sessionId: '01900000-0000-7000-8000-0000000000c3',
  staffId: '01900000-0000-7000-8000-0000000000c4',
  roles: ['countyOfficer'],
  posts: [{ role: 'countyOfficer', county, siteId: null }],
  assists: { persons: [], employers: [] },
}

class RollBack extends Error {}

/** The year before the application, within what the register can hold. */
const yearAssessed = (one: Case) => Math.min(2100, Math.max(2024, Number(one.appliedOn.slice(0, 4)) - 1))
const yuan = (fen: number) => (fen % 100 === 0 ? String(fen / 100) : (fen / 100).toFixed(2))
const unique = (list: readonly string[]) => [...new Set(list)].filter((one) => one !== '')

async function fillRegister(ctx: Ctx, one: Case): Promise<void> {
  await ctx.tx.query(
    `insert into operators (id, kind, name, uscc, legal_person, phone, created_at)
     values ($1, 'otherThirdParty', '试算机构', '91359999MA00000000', '试算', '05930000000', $2)`,
    [operatorId, ctx.now],
  )
  await addSites(ctx, [
    {
      id: siteId,
      kind: one.kind,
      name: '试算站点',
      county,
      town: '350981100',
      address: '试算路1号',
      lat: 27.0884,
      lng: 119.6474,
      phone: '05930000000',
      hours: [{ days: [1, 2, 3, 4, 5, 6, 7], from: '08:00', to: '18:00' }],
      builder: one.builder,
      builderKind: one.builder === 'thirdParty' ? 'otherThirdParty' : null,
      operatorId,
      areaSquareMeters: one.areaM2,
      openedOn: one.openedOn,
      reviewsPostings: false,
      state: 'open',
    },
  ])
  await recordRecognised(ctx, { siteId, county, number: '试算1号', on: one.openedOn })
  if (one.closedDays > 0) await shutDoors(ctx, one)
  if (one.stars !== null) {
    const stars = one.stars === 'fail' ? null : one.stars
    await recordStars(ctx, { siteId, county, year: yearAssessed(one), stars, publishedOn: one.openedOn })
  }
  if (one.paidBefore) await payBefore(ctx, one)
  if (one.purchased) {
    const { from: startsOn, to: endsOn } = one.purchased
    await recordPurchasedService(ctx, { siteId, contractNumber: '试算合同', startsOn, endsOn })
  }
}

/** The doors stayed shut for days on end, for a reason nobody tolerates, up to the day before the application. */
async function shutDoors(ctx: Ctx, one: Case): Promise<void> {
  const days = Array.from({ length: one.closedDays }, (_none, i) => addDays(one.appliedOn, -1 - i))
  await ctx.tx.query(
    `insert into site_days (site_id, day, county, shut_reason, recorded_at)
     select $1, day, $2, 'other', $3 from unnest($4::date[]) day`,
    [siteId, county, ctx.now, days],
  )
}

/** A one-off subsidy of this site that has been paid and closed. */
async function payBefore(ctx: Ctx, one: Case): Promise<void> {
  const appropriationId = ctx.newId()
  await ctx.tx.query(
    `insert into appropriations (id, county, year, document_number, source, amount_fen, committed_fen, paid_fen, recorded_at)
     values ($1, $2, 2025, '试算指标', '就业补助资金', 1, 1, 1, $3)`,
    [appropriationId, county, ctx.now],
  )
  await ctx.tx.query(
    `insert into subsidies (id, site_id, county, operator_id, family_id, what, year, address_key, around, site_kind, state,
       state_since, applied_on, amount_fen, decision, appropriation_id, voucher_number, paid_on)
     select $1, id, county, operator_id, operator_id, 'oneOff', 0, address_key, box(point(0, 0), point(0, 0)), kind, 'closed',
       $2, $3, 1, '{}', $4, '试算凭证', $3 from sites where id = $5`,
    [ctx.newId(), ctx.now, one.openedOn, appropriationId, siteId],
  )
}

/** The county's own amount of the step this claim belongs to. False when the action refuses it as too low. */
async function raise(ctx: Ctx, one: Case): Promise<boolean> {
  if (one.countyUpliftFen === null) return true
  const step = subsidyStep(ctx.deps.policy, {
    what: one.what,
    kind: one.kind,
    areaSquareMeters: one.areaM2,
    stars: one.stars,
    appliedOn: one.appliedOn,
  })
  const whose = { county, what: one.what, siteKind: one.kind, step, documentNumber: '试算文号' }
  try {
    await recordCountyAmount(ctx, { ...whose, amountFen: one.countyUpliftFen, validFrom: '2024-03-13', validTo: null })
    return true
  } catch (error) {
    if (error instanceof Refusal && error.code === 'CountyAmountTooLow') return false
    // No such step (not assessed, failed) or no policy: the claim itself will say so.
    if (error instanceof Refusal && error.code === 'NoPolicyInForce') return true
    throw error
  }
}

async function decideWithin(ctx: Ctx, one: Case): Promise<Decided> {
  await fillRegister(ctx, one)
  const raised = await raise(ctx, one)
  const asked = { siteId, what: one.what, ...(one.what === 'performance' && { year: yearAssessed(one) }) }
  const { decision } = await judgeSubsidy(ctx, asked)
  const reasons = decision.reasons.map(({ reasonZh }) => reasonZh)
  const told = {
    id: one.id,
    amountYuan: '0',
    clause: unique(decision.reasons.map(({ clause }) => clause)).join('、'),
    reason: reasons.join(';'),
    provisional: decision.provisional ? ('yes' as const) : ('no' as const),
  }
  if (decision.decision !== 'grant')
    return { ...told, decision: decision.decision === 'noPolicy' ? 'no-policy' : 'refuse' }
  const row = await lodgeSubsidy(ctx, asked)
  const tooLow = raised ? [] : [`本县标准${yuan(one.countyUpliftFen ?? 0)}元低于全市标准,各地只能提高,按全市标准发`]
  return {
    ...told,
    decision: 'grant',
    amountYuan: yuan(row.amount_fen),
    reason: [...reasons, ...tooLow].join(';'),
    provisional: raised ? told.provisional : 'yes',
  }
}

/** Decides a case by the real action; what a constraint stopped is a refusal with its sentence. */
export async function decideCase(deps: Deps, clock: { set(at: string): void }, one: Case): Promise<Decided> {
  clock.set(`${one.appliedOn}T10:00:00+08:00`)
  let decided: Decided | undefined
  try {
    await deps.db.transaction({ system: true }, async (tx) => {
      const ctx = createContext(deps, tx, { actor: officer, channel: 'console', requestId: one.id })
      decided = await decideWithin(ctx, one)
      throw new RollBack()
    })
  } catch (error) {
    if (error instanceof Refusal)
      return { id: one.id, decision: 'refuse', amountYuan: '0', clause: '', reason: error.sentence, provisional: 'no' }
    if (!(error instanceof RollBack)) throw error
  }
  if (!decided) throw new Error(`case ${one.id} was not decided`)
  return decided
}

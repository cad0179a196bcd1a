import { referralRules, type ReferralRules } from '@linggong/policy'
import { businessDay } from '../../../kernel/clock.ts'
import type { Ctx } from '../../../kernel/context.ts'
import { employerUsccField, findStaffName, personIdField } from '../../identity/index.ts'
import { recognisedOn } from '../../seekers/index.ts'
import { operatorFamily, operatorsFacts, siteSeeding } from '../../sites/index.ts'
import { flagDue } from './flag-site.ts'
import { judge, proofsOf, quarterStart, wayOf } from '../rules.ts'
import { employersRunBy, engagementsOfSite, personsWithIndexes, placementFacts } from '../store-facts.ts'
import { ownPeople, relativeIdField } from '../store-people.ts'
import { countedBefore, lockWorker, putReferral } from '../store.ts'
import type { PlacementFacts } from '../types.ts'

/** Who does not count for the sites of an operator: persons, and employers that belong to them or to it. */
type Post = { since: string; until: string | null }
type OwnCircle = {
  staff: ReadonlyMap<string, readonly Post[]>
  relatives: ReadonlySet<string>
  employers: ReadonlySet<string>
}

async function circleOf(ctx: Ctx, siteId: string, operatorId: string | null): Promise<OwnCircle> {
  const { keyring } = ctx.deps
  const family = operatorId === null ? [] : await operatorFamily(ctx, operatorId)
  const people = await ownPeople(ctx, family, [siteId])
  const own = people.map(({ kind, stored, since, until }) => {
    const field = kind === 'staff' ? siteSeeding.staffIdField : relativeIdField
    return { kind, since, until, indexes: keyring.indexes(personIdField, keyring.decrypt(field, stored)) }
  })
  const found = await personsWithIndexes(
    ctx,
    own.flatMap(({ indexes }) => indexes),
  )
  const idOf = new Map(found.map(({ id, index }) => [index.toString('hex'), id]))
  const known = own.flatMap((one) => {
    const id = one.indexes.map((index) => idOf.get(index.toString('hex'))).find((each) => each !== undefined)
    return id === undefined ? [] : [{ ...one, id }]
  })
  const operators = await operatorsFacts(ctx, family)
  const usccs = operators.flatMap(({ uscc }) => keyring.indexes(employerUsccField, uscc))
  const staff = Map.groupBy(
    known.filter(({ kind }) => kind === 'staff'),
    ({ id }) => id,
  )
  const relatives = new Set(known.filter(({ kind }) => kind === 'relative').map(({ id }) => id))
  const employers = await employersRunBy(ctx, [...staff.keys(), ...relatives], usccs)
  return { staff, relatives, employers: new Set(employers.map(({ id }) => id)) }
}

/** Who worked for the site on the day of the work; who has left counts again. */
const selfDealingOf = (facts: PlacementFacts, circle: OwnCircle, workedOn: string) => {
  const posts = circle.staff.get(facts.workerId) ?? []
  if (posts.some(({ since, until }) => since <= workedOn && (until === null || until >= workedOn))) {
    return 'staff' as const
  }
  if (circle.relatives.has(facts.workerId)) return 'relative' as const
  return circle.employers.has(facts.employerId) ? ('operator' as const) : null
}

/**
 * Brings the roster's rows of these engagements up to what is known now: chain of proof, rules, who is excluded. Rows
 * are made for engagements with a site and left alone for others; what an inspector decided stays. Needs the system scope.
 */
export async function judgeReferrals(ctx: Ctx, engagementIds: readonly string[]): Promise<void> {
  const all = await placementFacts(ctx, engagementIds)
  const circles = new Map<string, OwnCircle>()
  const rules = new Map<string, ReferralRules | null>()
  for (const facts of all) {
    const circle = circles.get(facts.siteId) ?? (await circleOf(ctx, facts.siteId, facts.operatorId))
    circles.set(facts.siteId, circle)
    const workedOn = businessDay(facts.startsAt)
    const key = `${facts.county} ${workedOn}`
    if (!rules.has(key)) rules.set(key, referralRules(ctx.deps.policy, workedOn, { county: facts.county }))
    await lockWorker(ctx, facts.workerId)
    const before = await countedBefore(ctx, { ...facts, workedOn, quarterFrom: quarterStart(workedOn) })
    const { state, decision } = judge(facts, rules.get(key) ?? null, {
      selfDealing: selfDealingOf(facts, circle, workedOn),
      countedThatDay: before.thatDay,
      pairInQuarter: before.inQuarter,
    })
    const staffId = facts.placedBy?.staffId ?? null
    const row = await putReferral(ctx, {
      facts,
      way: wayOf(facts),
      workedOn,
      referredByName: staffId === null ? null : (await findStaffName(ctx, staffId)).name,
      hardToEmploy: (await recognisedOn(ctx, [facts.workerId], workedOn)).has(facts.workerId),
      state,
      proofs: proofsOf(facts),
      reasons: decision?.reasons ?? [],
      basis: decision?.basis ?? [],
      provisional: decision?.provisional ?? false,
    })
    // Once for all that changes until then.
    if (row.state === 'counts') ctx.schedule(flagDue(facts.siteId, workedOn, new Date(ctx.now.getTime() + flagAfterMs)))
  }
}

const flagAfterMs = 3_600_000
export const judgeSiteKind = 'referrals.judgeSite'
const batch = 200

/** All work of a site from a day on is judged anew: after relatives were declared or ended. */
export async function judgeSite(ctx: Ctx, siteId: string, from: Date): Promise<void> {
  let after: string | null = null
  do {
    const ids: string[] = await engagementsOfSite(ctx, siteId, from, after, batch)
    await judgeReferrals(ctx, ids)
    after = ids.length < batch ? null : (ids.at(-1) ?? null)
  } while (after !== null)
}

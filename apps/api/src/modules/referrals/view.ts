import {
  callResults,
  callSides,
  holdsRight,
  reasonLabel,
  referralDecisions,
  referralFlagLabels,
  referralStates,
  referralWayLabels,
} from '@linggong/contract'
import { reportingUnits } from '@linggong/reference'
import { wireTime } from '../../kernel/clock.ts'
import type { Ctx } from '../../kernel/context.ts'
import { maskedIdNumber, maskedPhone, personsFacts } from '../identity/index.ts'
import { sitesFacts } from '../sites/index.ts'
import { rolesOf } from '../../kernel/rights.ts'
import { callsOf, flagsOfRow, lastCallsOf, type FlagStored } from './store-flags.ts'
import { findReferrals, type ReferralTotal } from './store.ts'
import type { Proof, ReferralRow } from './types.ts'

const countyNames = () => new Map(reportingUnits().map(({ code, name }) => [code, name]))

/** Lines of the roster; what identifies a person is masked, names of places are read once for all rows. */
export async function lines(ctx: Ctx, rows: readonly ReferralRow[]) {
  const units = countyNames()
  const siteNames = new Map(
    (await sitesFacts(ctx, [...new Set(rows.map((row) => row.site_id))])).map((one) => [one.id, one.name]),
  )
  const workerIds = [...new Set(rows.map((row) => row.worker_id))]
  // Who may read the roster of a site may read, masked, who stands in it.
  if (workerIds.length > 0) await ctx.tx.widen({ persons: workerIds }, 'these persons stand in the roster, masked')
  const people = new Map((await personsFacts(ctx, workerIds)).map((one) => [one.id, one]))
  const ids = rows.map(({ id }) => id)
  const calls = Map.groupBy(ids.length > 0 ? await lastCallsOf(ctx, ids) : [], ({ referral_id: id }) => id)
  return rows.map((row) => {
    const person = people.get(row.worker_id)
    return {
      id: row.id,
      siteId: row.site_id,
      siteName: siteNames.get(row.site_id) ?? '',
      county: row.county,
      countyName: units.get(row.county) ?? '',
      workCountyName: units.get(row.work_county) ?? '',
      workerName: row.worker_name,
      sex: person?.sex ?? null,
      maskedIdNumber: person ? maskedIdNumber(person.idNumber) : null,
      maskedPhone: person?.phone ? maskedPhone(person.phone) : null,
      hardToEmploy: row.hard_to_employ,
      employerName: row.employer_name,
      title: row.title,
      way: row.way,
      wayLabel: referralWayLabels[row.way],
      referredAt: wireTime(row.referred_at),
      referredByName: row.referred_by_name,
      workedOn: row.worked_on,
      minutes: row.minutes,
      paidFen: row.paid_fen,
      state: row.state,
      stateLabel: row.counted
        ? referralStates.counts
        : row.decision === 'ask'
          ? referralDecisions.ask
          : row.state === 'counts'
            ? referralStates.doesNotCount
            : referralStates[row.state],
      counted: row.counted,
      decision: row.decision,
      /** Why, in a line: the inspector’s words, else the first rule that is not met. */
      why: row.decision_note ?? row.reasons.find(({ met }) => !met)?.reasonZh ?? null,
      sampled: row.sampled_at !== null,
      callWords:
        calls
          .get(row.id)
          ?.map(({ side, result }) => `${callSides[side]}${callResults[result]}`)
          .join(';') ?? null,
      contractNumber: ofKind(row, 'signed')?.words.replace(/^签了合同 /u, '') ?? null,
      workerSide: sideWords(row, ['signed', 'checkIn']),
      employerSide: sideWords(row, ['hours', 'pay']),
    }
  })
}

const ofKind = (row: ReferralRow, kind: Proof['kind']) => row.proofs.find((one) => one.kind === kind)
const sideWords = (row: ReferralRow, kinds: ReadonlyArray<Proof['kind']>): string =>
  kinds.flatMap((kind) => ofKind(row, kind)?.words ?? []).join(';')

function possible(ctx: Ctx, row: ReferralRow): Array<'decide' | 'call' | 'answer'> {
  const roles = rolesOf(ctx.actor)
  const judged = row.state === 'counts' || row.state === 'doesNotCount'
  const inspects = holdsRight(roles, 'referral.decide') && judged
  const answers = holdsRight(roles, 'referral.declare') && row.decision === 'ask'
  return [...(inspects ? (['decide', 'call'] as const) : []), ...(answers ? (['answer'] as const) : [])]
}

export async function flagLines(ctx: Ctx, rows: readonly FlagStored[]) {
  const units = countyNames()
  const names = new Map(
    (await sitesFacts(ctx, [...new Set(rows.map((row) => row.site_id))])).map((one) => [one.id, one.name]),
  )
  return rows.map((row) => ({
    id: row.id,
    siteId: row.site_id,
    siteName: names.get(row.site_id) ?? '',
    county: row.county,
    countyName: units.get(row.county) ?? '',
    year: row.year,
    quarter: row.quarter,
    kind: row.kind,
    kindLabel: referralFlagLabels[row.kind],
    words: row.words,
    rows: row.row_ids.length,
    foundAt: wireTime(row.found_at),
    decision: row.decision,
    decisionLabel: row.decision && referralDecisions[row.decision],
    decisionReason: row.decision === null ? null : reasonLabel('referral.decide', row.decision_reason ?? ''),
    decisionNote: row.decision_note,
    decidedByName: row.decided_by_name,
    decidedAt: row.decided_at && wireTime(row.decided_at),
  }))
}

export async function flagView(ctx: Ctx, row: FlagStored) {
  const [line] = await flagLines(ctx, [row])
  if (!line) throw new Error('one finding, one line')
  return { ...line, evidence: await lines(ctx, await findReferrals(ctx, row.row_ids)) }
}

export async function referralView(ctx: Ctx, row: ReferralRow) {
  const [line] = await lines(ctx, [row])
  if (!line) throw new Error('one row, one line')
  return {
    ...line,
    engagementId: row.engagement_id,
    postingId: row.posting_id,
    startsAt: wireTime(row.starts_at),
    endsAt: wireTime(row.ends_at),
    proofs: row.proofs,
    reasons: row.reasons.map((one) => ({ ...one })),
    provisional: row.provisional,
    judgedAt: wireTime(row.judged_at),
    decided:
      row.decision === null || row.decided_at === null
        ? null
        : {
            label: referralDecisions[row.decision],
            reason: reasonLabel('referral.decide', row.decision_reason ?? ''),
            note: row.decision_note,
            byName: row.decided_by_name ?? '',
            at: wireTime(row.decided_at),
          },
    answer:
      row.answer === null || row.answered_at === null
        ? null
        : { words: row.answer, byName: row.answered_by_name ?? '', at: wireTime(row.answered_at) },
    // Row-level security shows both to those who inspect only.
    calls: (await callsOf(ctx, row.id)).map((one) => ({
      id: one.id,
      at: wireTime(one.at),
      staffName: one.staff_name,
      side: one.side,
      sideLabel: callSides[one.side],
      result: one.result,
      resultLabel: callResults[one.result],
      words: one.words,
    })),
    flags: (await flagsOfRow(ctx, row)).map((one) => ({
      id: one.id,
      kindLabel: referralFlagLabels[one.kind],
      words: one.words,
    })),
    possible: possible(ctx, row),
  }
}

const totalView = (one: ReferralTotal) => ({
  persons: one.persons,
  personTimes: one.personTimes,
  hardToEmployPersons: one.hardToEmployPersons,
  hardToEmployTimes: one.hardToEmployTimes,
})
const nothing = { persons: 0, personTimes: 0, hardToEmployPersons: 0, hardToEmployTimes: 0 }

export async function totalsView(ctx: Ctx, totals: readonly ReferralTotal[]) {
  const units = countyNames()
  const ofSites = totals.flatMap((one) => (one.siteId === null ? [] : [{ ...one, siteId: one.siteId }]))
  const names = new Map(
    (
      await sitesFacts(
        ctx,
        ofSites.map(({ siteId }) => siteId),
      )
    ).map((one) => [one.id, one.name]),
  )
  const all = totals.find(({ county }) => county === null)
  return {
    total: all ? totalView(all) : nothing,
    counties: totals
      .filter(({ county, siteId }) => county !== null && siteId === null)
      .map((one) => ({
        county: one.county ?? '',
        countyName: units.get(one.county ?? '') ?? '',
        ...totalView(one),
      })),
    sites: ofSites.map((one) => ({
      siteId: one.siteId,
      siteName: names.get(one.siteId) ?? '',
      county: one.county ?? '',
      countyName: units.get(one.county ?? '') ?? '',
      ...totalView(one),
    })),
  }
}

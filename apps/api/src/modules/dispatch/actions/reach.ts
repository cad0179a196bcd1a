import { businessDay } from '../../../kernel/clock.ts'
import type { Ctx } from '../../../kernel/context.ts'
import { indexOfPhone, personsFacts } from '../../identity/index.ts'
import { freePair } from '../rules-reply.ts'
import { insertCodes, pairsInUse, putOnDesk, type CodeWanted } from '../store-reach.ts'
import type { OfferRow } from '../store.ts'

export const dialKind = 'dispatch.dial'
const minuteMs = 60_000
/** Two batches may want numbers for one phone at the same moment; more than this many do not. */
const codeTries = 5

/** At most 15 signs, as the voice provider asks; the random end of the offer's id. */
export const callRef = (offerId: string, attempt: number): string =>
  `${offerId.replaceAll('-', '').slice(-12)}x${attempt}`

export type HowReached = { sms: boolean; callAfterSms: boolean }

/**
 * Prepares the ways to answer offers just made: numbers to send back, calls to make, the desk's list. Several
 * offers at once, a fixed number of statements.
 */
export async function prepareReach(
  ctx: Ctx,
  rows: readonly OfferRow[],
  how: (row: OfferRow) => HowReached,
): Promise<void> {
  const bySms = rows.filter((row) => how(row).sms)
  if (bySms.length > 0) await giveCodes(ctx, bySms)
  const policy = ctx.deps.policy.at(businessDay(ctx.now))
  const later = new Date(ctx.now.getTime() + policy.number('dispatch.callAfterSmsMinutes') * minuteMs)
  for (const row of rows) {
    const dueAt = row.reach === 'phone' ? ctx.now : later
    if (row.reach === 'phone' || how(row).callAfterSms) ctx.schedule({ kind: dialKind, subjectId: row.id, dueAt })
  }
  const desk = rows.filter((row) => row.reach === 'clerk')
  if (desk.length > 0) {
    await putOnDesk(
      ctx,
      desk.map((row) => ({ offerId: row.id, workerId: row.worker_id, county: row.county, ref: callRef(row.id, 0) })),
    )
  }
}

async function giveCodes(ctx: Ctx, rows: readonly OfferRow[]): Promise<void> {
  const facts = await personsFacts(ctx, [...new Set(rows.map((row) => row.worker_id))])
  const phones = new Map(facts.flatMap(({ id, phone }) => (phone === null ? [] : [[id, indexOfPhone(ctx, phone)]])))
  let wanted: CodeWanted[] = rows.flatMap((row) => {
    const phoneIndex = phones.get(row.worker_id)
    return phoneIndex ? [{ offerId: row.id, workerId: row.worker_id, phoneIndex }] : []
  })
  const restMs = ctx.deps.policy.number('dispatch.codeRestHours', businessDay(ctx.now)) * 60 * minuteMs
  const restedAt = new Date(ctx.now.getTime() - restMs)
  for (let attempt = 0; wanted.length > 0; attempt++) {
    if (attempt === codeTries) throw new Error('no free reply codes: offers to the same phones crossed too often')
    const used = await pairsInUse(
      ctx,
      wanted.map((one) => one.phoneIndex),
      restedAt,
    )
    const chosen = wanted.map((one) => {
      const key = one.phoneIndex.toString('hex')
      const taken = used.get(key) ?? new Set<number>()
      const pair = freePair(taken)
      used.set(key, taken.add(pair))
      return { ...one, pair }
    })
    const made = await insertCodes(ctx, chosen)
    wanted = wanted.filter((one) => !made.has(one.offerId))
  }
}

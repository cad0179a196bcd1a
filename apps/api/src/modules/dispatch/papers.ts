import { businessDay } from '../../kernel/clock.ts'
import type { Ctx } from '../../kernel/context.ts'
import {
  askedFor,
  dayZh,
  gapForOthersZh,
  gapZh,
  heldBy,
  nameOfKind,
  qualificationGaps,
  type AskingWork,
  type Held,
} from '../seekers/index.ts'

/** Work as far as certificates are concerned: of a job taken whole from its first shift to the end of its last. */
export type PaperedWork = AskingWork & { county: string; startsAt: Date; lastEndsAt: Date }

/** Certificates this work asks for, one of each list, by the policy of the day on which it begins. */
export const asksOf = (ctx: Ctx, work: Omit<PaperedWork, 'lastEndsAt'>): string[][] =>
  askedFor(ctx.deps.policy.at(businessDay(work.startsAt), { county: work.county }), work)

/**
 * What certificates keep these people from this work, in words: for the person (or a clerk who helps) where it stands and
 * the way out, for others only that none is verified. Asks the database only where the work asks for one.
 */
export async function paperGaps(
  ctx: Ctx,
  work: PaperedWork,
  people: ReadonlyArray<{ workerId: string; own: boolean }>,
): Promise<Map<string, string[]>> {
  const asked = asksOf(ctx, work)
  if (asked.length === 0) return new Map()
  const held = await heldByPerson(
    ctx,
    people.map(({ workerId }) => workerId),
  )
  const lastDay = businessDay(work.lastEndsAt)
  return new Map(
    people.map(({ workerId, own }) => [
      workerId,
      qualificationGaps(asked, held.get(workerId) ?? [], lastDay).map((gap) =>
        own ? gapZh(gap, nameOfKind) : gapForOthersZh(gap, nameOfKind),
      ),
    ]),
  )
}

/** The same for one person and many pieces of work: one statement, and none where no work asks for a certificate. */
export async function ownPaperGaps<T extends PaperedWork>(
  ctx: Ctx,
  workerId: string,
  work: readonly T[],
): Promise<Map<T, string[]>> {
  const asks = new Map(work.map((one) => [one, asksOf(ctx, one)]))
  const some = [...asks.values()].some((asked) => asked.length > 0)
  const held = some ? ((await heldByPerson(ctx, [workerId])).get(workerId) ?? []) : []
  return new Map(
    work.map((one) => [
      one,
      qualificationGaps(asks.get(one)!, held, businessDay(one.lastEndsAt)).map((gap) => gapZh(gap, nameOfKind)),
    ]),
  )
}

/** What an employer may know: of the certificates this work asks for, which kind is verified and until when. */
export async function verifiedForZh(
  ctx: Ctx,
  work: PaperedWork,
  workerIds: readonly string[],
): Promise<Map<string, string[]>> {
  const asked = asksOf(ctx, work).flat()
  if (asked.length === 0) return new Map()
  const held = await heldByPerson(ctx, workerIds)
  const words = ({ code, validUntil }: Held) =>
    `${nameOfKind(code)}已核验${validUntil === null ? '' : `,有效到${dayZh(validUntil)}`}`
  return new Map(
    workerIds.map((id) => [
      id,
      (held.get(id) ?? []).filter((one) => one.state === 'verified' && asked.includes(one.code)).map(words),
    ]),
  )
}

async function heldByPerson(ctx: Ctx, personIds: readonly string[]): Promise<Map<string, Held[]>> {
  await ctx.tx.widen({ persons: personIds }, 'whether a certificate that the work asks for is verified')
  return Map.groupBy(await heldBy(ctx, { personIds }), (one) => one.personId)
}

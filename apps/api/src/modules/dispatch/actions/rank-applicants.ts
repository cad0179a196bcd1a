import { rankForEmployer, reasonForEmployerZh } from '@linggong/matching'
import { haversineMeters } from '@linggong/reference/geo.ts'
import type { Ctx } from '../../../kernel/context.ts'
import type { ShiftForTaking } from '../../postings/index.ts'
import { workersBrief } from '../../seekers/index.ts'
import { factsOf, weightsToday } from '../facts.ts'
import { verifiedForZh } from '../papers.ts'
import type { ApplicationRow } from '../store.ts'

/**
 * Applicants as the employer sees them: those who wait first, the most fitting in front, with what speaks for each.
 * Hard-to-employ status, wishes and income have no part in it (二(一); packages/matching holds that by a test).
 */
export async function rankApplicants(
  ctx: Ctx,
  shift: ShiftForTaking,
  rows: readonly ApplicationRow[],
): Promise<{ row: ApplicationRow; reasons: string[] }[]> {
  const waiting = rows.filter((row) => row.state === 'open')
  const others = rows.filter((row) => row.state !== 'open').map((row) => ({ row, reasons: [] }))
  if (waiting.length === 0) return others
  const workerIds = waiting.map((row) => row.worker_id)
  await ctx.tx.widen({ persons: workerIds }, 'the applicants asked to be picked by this employer')
  const places = new Map((await workersBrief(ctx, workerIds)).map((one) => [one.personId, one]))
  const facts = await factsOf(
    ctx,
    waiting.map((row) => {
      const place = places.get(row.worker_id)
      return {
        workerId: row.worker_id,
        employerId: shift.employerId,
        occupationCode: shift.terms.occupationCode,
        meters: place ? haversineMeters(place, shift.terms) : Number.MAX_SAFE_INTEGER,
        payFen: null,
        wantedFen: null,
        startsAt: shift.startsAt,
      }
    }),
  )
  // Who came first goes first among equals: rows are listed newest first.
  const inOrder = waiting.map((row, i) => ({ row, facts: facts[i]! })).reverse()
  const ranked = rankForEmployer(inOrder, weightsToday(ctx, shift.county))
  const papers = await verifiedForZh(
    ctx,
    {
      occupationCode: shift.terms.occupationCode,
      qualifications: shift.terms.qualifications,
      county: shift.county,
      startsAt: shift.startsAt,
      lastEndsAt: shift.endsAt,
    },
    workerIds,
  )
  const told = ranked.map(({ row, reasons }) => ({
    row,
    reasons: [...(papers.get(row.worker_id) ?? []), ...reasons.map(reasonForEmployerZh)],
  }))
  return [...told, ...others]
}

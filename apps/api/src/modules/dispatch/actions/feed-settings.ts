import type { DislikeKind } from '@linggong/contract'
import { occupationByCode } from '@linggong/reference'
import { businessDay, wireTime } from '../../../kernel/clock.ts'
import type { Ctx } from '../../../kernel/context.ts'
import { refuse } from '../../../kernel/errors.ts'
import { actingWorker } from '../../../kernel/rights.ts'
import { workRecords } from '../../engagements/index.ts'
import { openShifts, occupationsOfShifts } from '../../postings/index.ts'
import { changeOccupations, workerWishes } from '../../seekers/index.ts'
import { suggestionsFrom, type Suggestion } from '../rules-feed.ts'
import {
  declinedShifts,
  endDislikeRow,
  findDislikes,
  insertDislike,
  readPersonalised,
  writePersonalised,
} from '../store-feed.ts'

type Acting = { workerId: string; by: string; onBehalfOf?: string }

async function view(ctx: Ctx, personId: string) {
  const rows = await findDislikes(ctx, personId)
  return {
    personalised: await readPersonalised(ctx, personId),
    dislikes: rows.flatMap(({ id, kind, label, created_at }) =>
      kind === 'suggestion' ? [] : [{ id, kind, label, since: wireTime(created_at) }],
    ),
  }
}

function record(ctx: Ctx, acting: Acting, act: string, data: Record<string, string | boolean>): void {
  ctx.audit({
    subjectKind: 'worker',
    subjectId: acting.workerId,
    act,
    capacity: acting.onBehalfOf ? 'clerk' : 'worker',
    concerns: [acting.workerId],
    data,
    ...(acting.onBehalfOf && { onBehalfOf: acting.onBehalfOf }),
  })
}

export async function readFeedSettings(ctx: Ctx, onBehalfOf: string | undefined) {
  return view(ctx, (await actingWorker(ctx, onBehalfOf)).workerId)
}

/** 个人信息保护法第24条: a list that is not by the person must be on offer. */
export async function switchFeed(ctx: Ctx, given: { personalised: boolean; onBehalfOf?: string | undefined }) {
  const acting = await actingWorker(ctx, given.onBehalfOf)
  await writePersonalised(ctx, acting.workerId, given.personalised)
  record(ctx, acting, 'switchFeed', { personalised: given.personalised })
  return view(ctx, acting.workerId)
}

export async function addDislike(
  ctx: Ctx,
  given: { kind: DislikeKind; shiftId: string; onBehalfOf?: string | undefined },
) {
  const acting = await actingWorker(ctx, given.onBehalfOf)
  const [shift] = await openShifts(ctx, { shiftId: given.shiftId, limit: 1 })
  if (!shift) return refuse('NotFound')
  const { title, employerName, occupationName } = shift.view
  const chosen = {
    posting: { ref: shift.postingId, label: title },
    occupation: { ref: shift.occupationCode, label: occupationName },
    employer: { ref: shift.employerId, label: employerName },
  }[given.kind]
  await insertDislike(ctx, acting.workerId, { kind: given.kind, ...chosen })
  record(ctx, acting, 'dislike', { kind: given.kind, ref: chosen.ref })
  return view(ctx, acting.workerId)
}

export async function endDislike(ctx: Ctx, id: string, onBehalfOf: string | undefined) {
  const acting = await actingWorker(ctx, onBehalfOf)
  if (!(await endDislikeRow(ctx, acting.workerId, id))) return refuse('NotFound')
  record(ctx, acting, 'endDislike', { id })
  return view(ctx, acting.workerId)
}

async function suggestionsFor(ctx: Ctx, workerId: string): Promise<Suggestion[]> {
  const wishes = await workerWishes(ctx, workerId)
  if (!wishes) return []
  const policy = ctx.deps.policy.at(businessDay(ctx.now))
  const done = new Map<string, number>()
  for (const one of await workRecords(ctx, [workerId])) {
    done.set(one.occupationCode, (done.get(one.occupationCode) ?? 0) + one.came)
  }
  const shiftIds = await declinedShifts(ctx, workerId, policy.number('matching.suggestFrom'))
  const declined = new Map<string, number>()
  for (const code of await occupationsOfShifts(ctx, shiftIds)) declined.set(code, (declined.get(code) ?? 0) + 1)
  const dislikes = await findDislikes(ctx, workerId)
  return suggestionsFrom(wishes.occupations, done, declined, {
    after: policy.number('matching.suggestAfter'),
    nameOf: (code) => occupationByCode(code)?.everydayNames[0] ?? occupationByCode(code)?.officialName ?? code,
    dismissed: new Set(dislikes.filter((one) => one.kind === 'suggestion').map((one) => one.ref)),
  })
}

export async function listSuggestions(ctx: Ctx, onBehalfOf: string | undefined) {
  const { workerId } = await actingWorker(ctx, onBehalfOf)
  return { items: (await suggestionsFor(ctx, workerId)).map(({ code, text }) => ({ code, text })) }
}

export async function answerSuggestion(
  ctx: Ctx,
  code: string,
  given: { take: boolean; onBehalfOf?: string | undefined },
) {
  const acting = await actingWorker(ctx, given.onBehalfOf)
  const found = (await suggestionsFor(ctx, acting.workerId)).find((one) => one.code === code) ?? refuse('NotFound')
  if (given.take) await changeOccupations(ctx, acting, found.change)
  else await insertDislike(ctx, acting.workerId, { kind: 'suggestion', ref: code, label: code })
  record(ctx, acting, given.take ? 'takeSuggestion' : 'dismissSuggestion', { code })
  return listSuggestions(ctx, given.onBehalfOf)
}

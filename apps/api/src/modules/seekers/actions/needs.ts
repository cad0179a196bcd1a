import type { NeedsSharing } from '@linggong/contract'
import { businessDay } from '../../../kernel/clock.ts'
import type { Ctx } from '../../../kernel/context.ts'
import { refuse } from '../../../kernel/errors.ts'
import { actingWorker } from '../../../kernel/rights.ts'
import { readEngagement } from '../../engagements/index.ts'
import { findNeeds, putNeeds } from '../store-status.ts'

function choicesOf(ctx: Ctx): Array<{ code: string; label: string }> {
  const list = ctx.deps.policy.value('seeker.needs', businessDay(ctx.now))
  return list.map((one) => ({ code: one.id, label: one.titleZh }))
}

async function view(ctx: Ctx, personId: string) {
  const found = (await findNeeds(ctx, personId)) ?? { needs: [], note: null, share: 'nobody' as const }
  return { ...found, choices: choicesOf(ctx) }
}

export async function readNeeds(ctx: Ctx, onBehalfOf: string | undefined) {
  return view(ctx, (await actingWorker(ctx, onBehalfOf)).workerId)
}

/** Written anew as a whole. Refuses NeedUnknown with every word that is not among the choices. */
export async function writeNeeds(
  ctx: Ctx,
  given: {
    needs: string[]
    note?: string | undefined
    share: NeedsSharing
    onBehalfOf?: string | undefined
  },
) {
  const acting = await actingWorker(ctx, given.onBehalfOf)
  const known = new Set(choicesOf(ctx).map((one) => one.code))
  const problems = given.needs.flatMap((code, i) =>
    known.has(code) ? [] : [{ path: `needs.${i}`, code: 'needUnknown', message: `没有“${code}”这一项,请从列表里选` }],
  )
  if (problems.length > 0) refuse('NeedUnknown', { problems })
  await putNeeds(ctx, acting.workerId, {
    needs: [...new Set(given.needs)],
    note: given.note ?? null,
    share: given.share,
  })
  ctx.audit({
    subjectKind: 'worker',
    subjectId: acting.workerId,
    act: 'writeNeeds',
    capacity: acting.onBehalfOf ? 'clerk' : 'worker',
    concerns: [acting.workerId],
    data: { share: given.share },
    ...(acting.onBehalfOf && { onBehalfOf: acting.onBehalfOf }),
  })
  return view(ctx, acting.workerId)
}

/** For the other side of work that was taken: what the worker needs, where the worker shares it; else nothing at all. */
export async function readEngagementNeeds(ctx: Ctx, engagementId: string) {
  const engagement = await readEngagement(ctx, engagementId)
  const over = ['cancelled', 'noShow', 'voided'].includes(engagement.state)
  await ctx.tx.widen({ persons: [engagement.workerId] }, 'the worker says who may read the own needs')
  const found = over ? undefined : await findNeeds(ctx, engagement.workerId)
  const own = ctx.actor.kind === 'person' && ctx.actor.personId === engagement.workerId
  if (!found || (!own && found.share === 'nobody')) return { shared: false, needs: [], note: null }
  const labels = new Map(choicesOf(ctx).map((one) => [one.code, one.label]))
  if (!own) {
    ctx.audit({
      subjectKind: 'worker',
      subjectId: engagement.workerId,
      act: 'readNeeds',
      concerns: [engagement.workerId],
      data: { engagementId },
    })
  }
  return { shared: true, needs: found.needs.map((code) => labels.get(code) ?? code), note: found.note }
}

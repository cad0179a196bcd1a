import { businessDay } from '../../../kernel/clock.ts'
import type { Ctx } from '../../../kernel/context.ts'
import { refuse } from '../../../kernel/errors.ts'
import { transition } from '../../../kernel/transition.ts'
import { capacityOn, noteChange } from '../change.ts'
import { siteMachine } from '../machine.ts'
import { updateSite } from '../store.ts'
import { siteInReach } from './record-visit.ts'
import { standingOfSite } from './site-file.ts'

const done = { ok: true as const }
type Reason = { code: string; note?: string | undefined }

/** A planned site opens when its place and safety are in order; a suspended one opens again. */
export async function openSite(ctx: Ctx, siteId: string) {
  const site = await siteInReach(ctx, siteId)
  const by = capacityOn(ctx, site)
  if (site.state === 'planned') {
    const { gaps } = await standingOfSite(ctx, site)
    const missing = gaps.filter((one) => one.must && (one.section === 'safety' || one.section === 'facts'))
    if (missing.length > 0)
      refuse('SiteNotReady', {
        problems: missing.map(({ clause, message, section }) => ({ path: section, code: clause, message })),
      })
  }
  const move = site.state === 'suspended' ? 'resume' : 'open'
  const { already } = await transition(ctx, siteMachine, siteId, { move, by })
  if (already) return done
  if (move === 'open') await updateSite(ctx, siteId, { openedOn: businessDay(ctx.now) })
  await noteChange(ctx, site, 'state', { state: site.state }, { state: 'open' })
  return done
}

export async function endSite(ctx: Ctx, siteId: string, move: 'suspend' | 'close', reason: Reason) {
  const site = await siteInReach(ctx, siteId)
  const { already } = await transition(ctx, siteMachine, siteId, {
    move,
    by: capacityOn(ctx, site),
    reason: { code: reason.code, ...(reason.note && { note: reason.note }) },
    ...(move === 'close' && { set: { closed_on: businessDay(ctx.now) } }),
  })
  if (already) return done
  await noteChange(
    ctx,
    site,
    'state',
    { state: site.state },
    { state: move === 'close' ? 'closed' : 'suspended', reason: reason.code },
  )
  return done
}

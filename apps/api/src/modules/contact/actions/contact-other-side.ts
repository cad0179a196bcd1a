import { GatewayError, type MaskedNumber } from '../../../gateways/index.ts'
import { businessDay, wireTime } from '../../../kernel/clock.ts'
import type { Ctx } from '../../../kernel/context.ts'
import { refuse } from '../../../kernel/errors.ts'
import { actingWorker } from '../../../kernel/rights.ts'
import { capacitiesOf, readEngagement, type Engagement } from '../../engagements/index.ts'
import { employersFacts, personsFacts } from '../../identity/index.ts'
import { contactPhone } from '../../postings/index.ts'
import { openSitesIn, siteFacts } from '../../sites/index.ts'
import { mayContact, sideOf, stillServes, type Side } from '../rules.ts'
import { insertContact, liveContacts } from '../store.ts'

type WhyNot = 'notOffered' | 'notAnswering' | 'noPhone'

/** Both numbers, looked up at the moment of binding and kept nowhere. */
async function phonesOf(ctx: Ctx, engagement: Engagement): Promise<{ worker: string; employer: string } | undefined> {
  await ctx.tx.widen({ system: true }, 'a party of a live engagement calls the other; neither is shown a number')
  const [worker] = await personsFacts(ctx, [engagement.workerId])
  const [employer] = await employersFacts(ctx, [engagement.employerId])
  const household = employer?.personId ? (await personsFacts(ctx, [employer.personId]))[0]?.phone : null
  const there = (await contactPhone(ctx, engagement.postingId)) ?? employer?.phone ?? household ?? null
  if (!worker?.phone || there === null || there === worker.phone) return undefined
  return { worker: worker.phone, employer: there }
}

async function bind(ctx: Ctx, engagement: Engagement, id: string, until: Date): Promise<MaskedNumber | WhyNot> {
  const { numberMasking } = ctx.deps.gateways
  if (!numberMasking) return 'notOffered'
  const phones = await phonesOf(ctx, engagement)
  if (!phones) return 'noPhone'
  try {
    return await numberMasking.bind({ phoneA: phones.worker, phoneB: phones.employer, until, outId: id })
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error
    ctx.deps.log.warn({ engagement: engagement.id, code: error.code }, 'no masked number')
    return 'notAnswering'
  }
}

/** Somebody who answers: the site that helped, else one of the county, else the city's hotline. */
async function deskFor(ctx: Ctx, engagement: Engagement) {
  const own = engagement.siteId === null ? undefined : await siteFacts(ctx, engagement.siteId)
  const site = own?.state === 'open' ? own : (await openSitesIn(ctx, engagement.county))[0]
  if (site) return { way: 'site' as const, number: site.phone, reaches: site.name }
  const hotlines = ctx.deps.policy.value('help.hotlines', businessDay(ctx.now))
  const line = hotlines.find((one) => one.id === 'government') ?? hotlines[0]
  if (!line) throw new Error('help.hotlines names nobody')
  return { way: 'hotline' as const, number: line.number, reaches: line.titleZh }
}

const whyWords: Record<WhyNot, string> = {
  notOffered: '本市还没有开通中间号',
  notAnswering: '中间号这会儿用不了',
  noPhone: '有一方没有登记手机号',
}

function record(ctx: Ctx, engagement: Engagement, side: Side, way: string, onBehalfOf: string | undefined): void {
  ctx.audit({
    subjectKind: 'engagement',
    subjectId: engagement.id,
    act: 'contact',
    capacity: ctx.actor.kind === 'staff' ? 'clerk' : side,
    county: engagement.county,
    concerns: [engagement.workerId, engagement.employerId],
    ...(onBehalfOf && { onBehalfOf }),
    data: { way },
  })
}

/**
 * A number to reach the other side, who sees no phone of the one who calls. The same number serves both sides
 * until it runs out (`contact.validMinutes`). Refuses ContactClosed when the engagement is over.
 */
export async function contactOtherSide(ctx: Ctx, engagementId: string, onBehalfOf: string | undefined) {
  if (ctx.actor.kind === 'staff') await actingWorker(ctx, onBehalfOf)
  const engagement = await readEngagement(ctx, engagementId)
  const side = sideOf(capacitiesOf(ctx.actor, engagement)) ?? refuse('NotFound')
  if (!mayContact(engagement.state)) refuse('ContactClosed')
  const reaches = side === 'worker' ? (engagement.terms.contactName ?? '用工方') : engagement.workerName
  const masked = (number: string, expiresAt: Date) => ({
    way: 'masked' as const,
    number,
    reaches,
    until: wireTime(expiresAt),
    why: null,
    sentence: `请用登记的手机拨这个号,会转到${reaches}。双方都看不到对方的号码。`,
  })
  const [live] = await liveContacts(ctx, engagement.id)
  if (live && stillServes(live.expires_at, ctx.now)) {
    record(ctx, engagement, side, 'masked', onBehalfOf)
    return masked(live.number, live.expires_at)
  }
  const policy = ctx.deps.policy.at(businessDay(ctx.now), { county: engagement.county })
  const expiresAt = new Date(ctx.now.getTime() + policy.number('contact.validMinutes') * 60_000)
  const id = ctx.newId()
  const bound = await bind(ctx, engagement, id, expiresAt)
  if (typeof bound === 'string') {
    const desk = await deskFor(ctx, engagement)
    record(ctx, engagement, side, desk.way, onBehalfOf)
    const sentence = `${whyWords[bound]},请打${desk.reaches}的电话,由他们帮您联系${reaches}。`
    return { ...desk, until: null, why: bound, sentence }
  }
  const { employerId, workerId, county } = engagement
  const parties = { engagementId: engagement.id, employerId, workerId, county, askedBy: side }
  await insertContact(ctx, { id, ...parties, ...bound, expiresAt })
  record(ctx, engagement, side, 'masked', onBehalfOf)
  return masked(bound.number, expiresAt)
}

import type { Capacity, Problem, SiteSection } from '@linggong/contract'
import type { Ctx } from '../../kernel/context.ts'
import { refuse } from '../../kernel/errors.ts'
import { requireStaff } from '../../kernel/rights.ts'
import { siteInReach } from './actions/record-visit.ts'
import { changesOf } from './rules-register.ts'
import { insertChange } from './store-files.ts'
import { lockSite } from './store.ts'
import type { Site } from './types.ts'

/** In which capacity the asking one acts on this site: its county, or its own people. */
export function capacityOn(
  ctx: Ctx,
  site: Pick<Site, 'id' | 'county'>,
): Extract<Capacity, 'officer' | 'operator' | 'clerk'> {
  const posts = requireStaff(ctx.actor).posts
  if (posts.some((post) => post.siteId === null && post.county === site.county)) return 'officer'
  const own = posts.filter((post) => post.siteId === site.id).map((post) => post.role)
  return own.includes('operator') || own.includes('siteManager') ? 'operator' : 'clerk'
}

/** The site in reach, kept for the change. Refuses NotFound, SiteClosed. */
export async function siteToChange(ctx: Ctx, siteId: string): Promise<Site> {
  await siteInReach(ctx, siteId)
  const site = (await lockSite(ctx, siteId)) ?? refuse('NotFound')
  return site.state === 'closed' ? refuse('SiteClosed') : site
}

/** Writes down what changed, in the history of the site and in the audit log; nothing where nothing changed. */
export async function noteChange(
  ctx: Ctx,
  site: Pick<Site, 'id' | 'county'>,
  section: SiteSection,
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
): Promise<void> {
  const changes = changesOf(before, after)
  if (changes.length === 0) return
  const { staffId } = requireStaff(ctx.actor)
  const by = capacityOn(ctx, site)
  const whose = { siteId: site.id, county: site.county }
  await insertChange(ctx, whose, { id: ctx.newId(), at: ctx.now, section, by, staffId, changes })
  const subject = { subjectKind: 'site', subjectId: site.id }
  ctx.audit({
    ...subject,
    act: `change:${section}`,
    capacity: by,
    county: site.county,
    data: { what: changes.map(({ what }) => what) },
  })
}

export function refuseFacts(problems: readonly Problem[]): void {
  if (problems.length > 0) refuse('SiteFactsWrong', { problems: [...problems] })
}

/** Items that the policy's list does not hold: a problem each. */
export function unknownItems(
  given: readonly string[],
  known: ReadonlyArray<{ item: string }>,
  pathOf: (index: number) => string,
): Problem[] {
  const ids = new Set(known.map(({ item }) => item))
  const problems = given.flatMap((one, index) =>
    ids.has(one) ? [] : [{ path: pathOf(index), code: 'unknownItem', message: `“${one}”不在现行政策的清单里` }],
  )
  const twice = given.flatMap((one, index) =>
    given.indexOf(one) < index ? [{ path: pathOf(index), code: 'twice', message: `第${index + 1}项写了两遍` }] : [],
  )
  return [...problems, ...twice]
}

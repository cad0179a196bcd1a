import { builderKindMissing, type Problem } from '@linggong/contract'
import { countyBounds, reportingUnits, unitOf, within } from '@linggong/reference'
import type { Ctx } from '../../../kernel/context.ts'
import { refuse } from '../../../kernel/errors.ts'
import { requireStaff } from '../../../kernel/rights.ts'
import { noteChange, refuseFacts, siteToChange } from '../change.ts'
import { listed, nameWords } from '../lists.ts'
import { checkName } from '../rules-name.ts'
import { addressKey } from '../rules-place.ts'
import { findOperators } from '../store-operators.ts'
import { findFile } from '../store-files.ts'
import { isTaken } from '../store-register.ts'
import { insertSites, siteNamed, updateSite } from '../store.ts'
import type { OpeningHours, Site } from '../types.ts'

type Given = Pick<
  Site,
  | 'kind'
  | 'name'
  | 'county'
  | 'town'
  | 'address'
  | 'lat'
  | 'lng'
  | 'phone'
  | 'builder'
  | 'builderKind'
  | 'builderName'
  | 'operatorId'
  | 'areaSquareMeters'
  | 'areaProofId'
  | 'venue'
  | 'hostKind'
  | 'hostName'
  | 'venueUntil'
  | 'openedOn'
>

function townProblem(given: Given): Problem[] {
  try {
    if (unitOf(given.town) === given.county) return []
  } catch {
    // An unknown code is a problem of its own below, not a defect.
  }
  return [{ path: 'town', code: 'elsewhere', message: '这个乡镇(街道)不在所选的县(市、区)' }]
}

/** A place far from its county is a slip of the hand, or latitude and longitude changed places. */
function placeProblem(given: Given): Problem[] {
  const unit = reportingUnits().find(({ code }) => code === given.county)
  if (!unit || within(countyBounds(unit.code.slice(0, 6)), given)) return []
  return [{ path: 'lat', code: 'elsewhere', message: `这个位置不在${unit.name},请核对纬度和经度` }]
}

/** Every fact that does not fit the others, at once. */
async function factProblems(ctx: Ctx, given: Given, siteId: string | null): Promise<Problem[]> {
  const problems = [...townProblem(given), ...placeProblem(given)]
  const add = (path: string, message: string) => problems.push({ path, code: 'wrong', message })
  if (given.builder === 'thirdParty' && given.builderKind === null) add('builderKind', builderKindMissing)
  if (given.builder === 'government' && given.builderKind !== null) add('builderKind', '政府建设的,不用选第三方类别')
  if (given.venue !== 'shared' && given.hostKind !== null) add('hostKind', '只有共享场地才填共享的单位')
  const hosts = listed(ctx, 'site.hostVenues', given.county)
  if (given.hostKind !== null && !hosts.some(({ item }) => item === given.hostKind))
    add('hostKind', '共享的单位不在政策列的六类里')
  if (given.operatorId !== null && (await findOperators(ctx, [given.operatorId])).length === 0)
    add('operatorId', '没有这家运营机构,请先登记')
  if (given.areaProofId !== null && (siteId === null || !(await findFile(ctx, siteId, given.areaProofId))))
    add('areaProofId', '面积证明不是本站的材料,请先上传')
  return problems
}

/** What is wrong with the name, and how it should read. */
function nameProblems(ctx: Ctx, given: Given): Problem[] {
  const { problems, suggestion } = checkName(given, nameWords(ctx, given.county))
  if (problems.length === 0) return []
  const way = suggestion === null ? [] : [{ path: 'name', code: 'suggestion', message: `建议写成:${suggestion}` }]
  return [...problems.map((message) => ({ path: 'name', code: 'naming', message })), ...way]
}

/** Facts and name at once; a name alone has a sentence of its own. */
function refuseWrong(facts: readonly Problem[], name: readonly Problem[]): void {
  if (facts.length === 0 && name.length > 0) refuse('SiteNameWrong', { problems: [...name] })
  refuseFacts([...name, ...facts])
}

function requireOwnCounty(ctx: Ctx, county: string): void {
  if (!requireStaff(ctx.actor).posts.some((post) => post.siteId === null && post.county === county)) refuse('NotFound')
}

/** Refuses NotFound, SiteNameWrong (with the right name), SiteNameTaken, SiteFactsWrong (all at once). */
export async function registerSite(ctx: Ctx, given: Given & { hours: OpeningHours }) {
  requireOwnCounty(ctx, given.county)
  refuseWrong(await factProblems(ctx, given, null), nameProblems(ctx, given))
  if (await siteNamed(ctx, given.name)) refuse('SiteNameTaken')
  const id = ctx.newId()
  const site: Site = {
    ...given,
    id,
    addressKey: addressKey(given.town, given.address),
    understaffedReason: null,
    closedOn: null,
    reviewsPostings: false,
    state: 'planned',
  }
  try {
    await insertSites(ctx, [site])
  } catch (error) {
    if (isTaken(error)) return refuse('SiteNameTaken')
    throw error
  }
  await noteChange(ctx, site, 'facts', {}, { ...given })
  ctx.emit({ name: 'siteRegistered', subjectKind: 'site', subjectId: id, data: { kind: given.kind } })
  return { id }
}

/** The same refusals, and SiteClosed. A name kept as it was is left alone, whatever the rule says of it. */
export async function changeSiteFacts(ctx: Ctx, siteId: string, given: Given) {
  const site = await siteToChange(ctx, siteId)
  if (given.county !== site.county)
    refuse('SiteFactsWrong', {
      problems: [{ path: 'county', code: 'fixed', message: '站点不能换县(市、区),请在那边新登记' }],
    })
  const renamed = given.name !== site.name || given.kind !== site.kind
  refuseWrong(await factProblems(ctx, given, siteId), renamed ? nameProblems(ctx, given) : [])
  const other = await siteNamed(ctx, given.name)
  if (other && other.id !== siteId) refuse('SiteNameTaken')
  try {
    if (!(await updateSite(ctx, siteId, { ...given, addressKey: addressKey(given.town, given.address) })))
      refuse('NotFound')
  } catch (error) {
    if (isTaken(error)) return refuse('SiteNameTaken')
    throw error
  }
  await noteChange(ctx, site, 'facts', site, given)
  return { ok: true as const }
}

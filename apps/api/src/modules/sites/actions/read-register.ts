import {
  builderLabels,
  siteKindLabels,
  siteSections,
  stateLabels,
  venueLabels,
  type SiteKind,
  type SiteState,
} from '@linggong/contract'
import { reportingUnits } from '@linggong/reference'
import { businessDay, wireTime } from '../../../kernel/clock.ts'
import type { Ctx } from '../../../kernel/context.ts'
import { refuse } from '../../../kernel/errors.ts'
import { numberFor, standing, nameWords } from '../lists.ts'
import { checkName } from '../rules-name.ts'
import { findOperators } from '../store-operators.ts'
import { changesOfSite } from '../store-files.ts'
import { countsOf } from '../store-register.ts'
import { listSitesOf, namesWith, siteNamed } from '../store.ts'
import { siteInReach } from './record-visit.ts'

type Asked = {
  county?: string | undefined
  kind?: SiteKind | undefined
  state?: SiteState | undefined
  words?: string | undefined
  after?: string | undefined
  limit: number
}

/** Sites of the region, or the own ones, in any state: names, operators and counts are read once for all rows. */
export async function listRegister(ctx: Ctx, asked: Asked) {
  const { counties = [], sites = [] } = ctx.tx.scope
  const wanted = asked.county === undefined ? counties : counties.filter((one) => one === asked.county)
  const rows = await listSitesOf(ctx, { ...asked, counties: wanted, ids: sites, limit: asked.limit + 1 })
  const shown = rows.slice(0, asked.limit)
  const counts = new Map(
    (
      await countsOf(
        ctx,
        shown.map(({ id }) => id),
        businessDay(ctx.now),
      )
    ).map((one) => [one.siteId, one]),
  )
  const operatorIds = [...new Set(shown.flatMap(({ operatorId }) => operatorId ?? []))]
  const operators = new Map((await findOperators(ctx, operatorIds)).map((one) => [one.id, one.name]))
  const units = new Map(reportingUnits().map(({ code, name }) => [code, name]))
  return {
    items: shown.map((site) => ({
      ...site,
      kindLabel: siteKindLabels[site.kind],
      countyName: units.get(site.county) ?? '',
      builderLabel: builderLabels[site.builder],
      operatorName: site.operatorId === null ? null : (operators.get(site.operatorId) ?? null),
      venueLabel: site.venue && venueLabels[site.venue],
      staff: counts.get(site.id)?.staff ?? 0,
      minimumStaff: numberFor(ctx, 'site.minimumStaff', site),
      overdueSafety: counts.get(site.id)?.overdueSafety ?? 0,
      stateLabel: stateLabels.site[site.state],
    })),
    next: rows.length > asked.limit ? (shown.at(-1)?.name ?? null) : null,
  }
}

/** Whether a name follows the rule of 附1-2, how it should read, and which names of the county it could be taken for. */
export async function checkSiteName(ctx: Ctx, asked: { county: string; kind: SiteKind; name: string }) {
  if (!reportingUnits().some(({ code }) => code === asked.county)) refuse('NotFound')
  const checked = checkName(asked, nameWords(ctx, asked.county))
  const taken = await siteNamed(ctx, asked.name.trim())
  const alike = checked.place === null ? [] : await namesWith(ctx, asked.county, checked.place)
  const problems = taken ? [...checked.problems, '这个名称已经有站点在用'] : checked.problems
  return {
    ...checked,
    right: checked.right && !taken,
    problems,
    alike: alike.map(({ name }) => name),
    pattern: standing(ctx, 'site.namingPattern', asked.county)?.value ?? '',
  }
}

const byWords: Record<string, string> = { officer: '人社局', operator: '站点', clerk: '站点', system: '系统' }
/** What the columns of a section are called; those not named here show their own words. */
const fieldWords: Record<string, string> = {
  name: '名称',
  kind: '类型',
  county: '县(市、区)',
  town: '乡镇(街道)',
  address: '地址',
  lat: '纬度',
  lng: '经度',
  phone: '电话',
  builder: '建设方',
  builderKind: '建设方类别',
  builderName: '建设单位',
  operatorId: '运营机构',
  areaSquareMeters: '面积(平方米)',
  areaProofId: '面积证明',
  venue: '场地来源',
  hostKind: '共享单位类别',
  hostName: '共享单位',
  venueUntil: '场地到期',
  openedOn: '开业日期',
  hours: '开放时间',
  state: '状态',
  reason: '原因',
  understaffedReason: '人员不足的原因',
  staff: '人员',
  until: '到哪天',
  timetable: '分时分区',
  partnerDesks: '服务专区',
  zones: '分区',
}

export async function listSiteChanges(ctx: Ctx, siteId: string, page: { after?: string | undefined; limit: number }) {
  await siteInReach(ctx, siteId)
  const after = page.after !== undefined && /^[0-9a-f-]{36}$/.test(page.after) ? page.after : null
  const rows = await changesOfSite(ctx, siteId, after, page.limit + 1)
  const shown = rows.slice(0, page.limit)
  return {
    items: shown.map((one) => ({
      id: one.id,
      at: wireTime(one.at),
      section: one.section,
      sectionLabel: siteSections[one.section],
      by: byWords[one.by] ?? one.by,
      changes: one.changes.map((change) => ({ ...change, what: fieldWords[change.what] ?? change.what })),
    })),
    next: rows.length > page.limit ? (shown.at(-1)?.id ?? null) : null,
  }
}

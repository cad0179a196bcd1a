import type { Problem } from '@linggong/contract'
import { validIdNumber } from '@linggong/reference'
import { businessDay } from '../../../kernel/clock.ts'
import type { Ctx } from '../../../kernel/context.ts'
import { refuse } from '../../../kernel/errors.ts'
import { requireStaff } from '../../../kernel/rights.ts'
import { noteChange, refuseFacts, siteToChange, unknownItems } from '../change.ts'
import { equipmentItems, listed, standing } from '../lists.ts'
import { nextCheckOn, timetableProblems } from '../rules-register.ts'
import { staffIdField } from '../seeding.ts'
import * as store from '../store-register.ts'
import { updateSite } from '../store.ts'
import type { OpeningHours, Site } from '../types.ts'

const done = { ok: true as const }
const whose = (site: Site) => ({ siteId: site.id, county: site.county })

export async function setSiteHours(ctx: Ctx, siteId: string, given: { hours: OpeningHours; phone: string }) {
  const site = await siteToChange(ctx, siteId)
  await updateSite(ctx, siteId, given)
  await noteChange(ctx, site, 'hours', site, given)
  return done
}

type Zones = { zones: store.ZoneRow[]; timetable: store.TimetableRow[]; partnerDesks: store.DeskRow[] }

export async function setSiteZones(ctx: Ctx, siteId: string, given: Zones) {
  const site = await siteToChange(ctx, siteId)
  const zones = listed(ctx, 'site.zones', site.county)
  const desks = listed(ctx, 'site.partnerDesks', site.county)
  const known = new Set(given.zones.map(({ zone }) => zone))
  const problems = [
    ...unknownItems(
      given.zones.map(({ zone }) => zone),
      zones,
      (i) => `zones.${i}.zone`,
    ),
    ...given.partnerDesks.flatMap(({ kind }, i): Problem[] =>
      desks.some(({ item }) => item === kind)
        ? []
        : [{ path: `partnerDesks.${i}.kind`, code: 'unknownItem', message: '专区的类别不在清单里' }],
    ),
    ...given.timetable.flatMap(({ zone }, i): Problem[] =>
      known.has(zone)
        ? []
        : [{ path: `timetable.${i}.zone`, code: 'unknownItem', message: `安排表第${i + 1}行的分区,上面没有选` }],
    ),
    ...timetableProblems(given.timetable),
  ]
  const total = given.zones.reduce((sum, one) => sum + (one.areaSquareMeters ?? 0), 0)
  if (site.areaSquareMeters !== null && total > site.areaSquareMeters)
    problems.push({
      path: 'zones',
      code: 'tooLarge',
      message: `各区加起来${total}平方米,比整个站点的${site.areaSquareMeters}平方米还大`,
    })
  refuseFacts(problems)
  const before = {
    zones: (await store.zonesOf(ctx, siteId)).map(({ zone }) => zone).join('、'),
    timetable: (await store.timetableOf(ctx, siteId)).length,
    partnerDesks: (await store.desksOf(ctx, siteId)).map(({ name }) => name).join('、'),
  }
  await store.replaceZones(ctx, whose(site), given)
  await noteChange(ctx, site, 'zones', before, {
    zones: given.zones
      .map(({ zone }) => zone)
      .toSorted()
      .join('、'),
    timetable: given.timetable.length,
    partnerDesks: given.partnerDesks.map(({ name }) => name).join('、'),
  })
  return done
}

type Equipment = { equipment: Array<Omit<store.EquipmentRow, 'checkedOn'>> }

export async function setSiteEquipment(ctx: Ctx, siteId: string, given: Equipment) {
  const site = await siteToChange(ctx, siteId)
  const known = equipmentItems(ctx, site.county)
  const problems = unknownItems(
    given.equipment.map(({ item }) => item),
    known,
    (i) => `equipment.${i}.item`,
  )
  const adjustable =
    site.kind === 'station' && (standing(ctx, 'site.stationEquipmentAdjustable', site.county)?.value ?? false)
  given.equipment.forEach((one, i) => {
    if (one.adjustedReason !== null && !adjustable)
      problems.push({
        path: `equipment.${i}.adjustedReason`,
        code: 'notAdjustable',
        message: '只有驿站可以按实际需要调整设施设备(附1-7)',
      })
  })
  refuseFacts(problems)
  const today = businessDay(ctx.now)
  const titles = new Map(known.map(({ item, title }) => [item, title]))
  const said = (rows: ReadonlyArray<Omit<store.EquipmentRow, 'checkedOn'>>) =>
    Object.fromEntries(
      rows.map((one) => [
        titles.get(one.item) ?? one.item,
        `${one.count}${one.working ? '' : ',坏了'}${one.adjustedReason ? `,不配:${one.adjustedReason}` : ''}`,
      ]),
    )
  const before = await store.equipmentOf(ctx, siteId)
  await store.replaceEquipment(
    ctx,
    whose(site),
    given.equipment.map((one) => ({ ...one, checkedOn: today })),
  )
  await noteChange(ctx, site, 'equipment', said(before), said(given.equipment))
  return done
}

type Safety = { checkedOn: string; items: Array<{ item: string; passed: boolean; note: string | null }> }

export async function recordSafetyCheck(ctx: Ctx, siteId: string, given: Safety) {
  const { staffId } = requireStaff(ctx.actor)
  const site = await siteToChange(ctx, siteId)
  const known = listed(ctx, 'site.safetyItems', site.county)
  const problems = unknownItems(
    given.items.map(({ item }) => item),
    known,
    (i) => `items.${i}.item`,
  )
  if (given.checkedOn > businessDay(ctx.now))
    problems.push({ path: 'checkedOn', code: 'ahead', message: '检查日期不能在今天之后' })
  given.items.forEach((one, i) => {
    if (!one.passed && one.note === null)
      problems.push({ path: `items.${i}.note`, code: 'missing', message: '不合格的,写一句哪里不行、怎么整改' })
  })
  refuseFacts(problems)
  const months = standing(ctx, 'site.safetyCheckMonths', site.county)?.value ?? refuse('NoPolicyInForce')
  const nextDueOn = nextCheckOn(given.checkedOn, months)
  await store.insertSafety(
    ctx,
    whose(site),
    given.items.map((one) => ({ ...one, checkedOn: given.checkedOn, nextDueOn })),
    staffId,
  )
  const titles = new Map(known.map(({ item, title }) => [item, title]))
  const after = given.items.map(({ item, passed }) => [
    titles.get(item) ?? item,
    `${given.checkedOn} ${passed ? '合格' : '不合格'}`,
  ])
  await noteChange(ctx, site, 'safety', {}, Object.fromEntries(after))
  return done
}

type NewStaff = { name: string; idNumber: string; duty: string; fullTime: boolean; source: string; since: string }

/** Refuses SiteFactsWrong, SiteStaffFundedTwice (统筹不重复), SiteStaffThere: the database sees all sites, the asker not. */
export async function addSiteStaff(ctx: Ctx, siteId: string, given: NewStaff) {
  const site = await siteToChange(ctx, siteId)
  const { keyring } = ctx.deps
  const idNumber = given.idNumber.toUpperCase()
  const sources = listed(ctx, 'site.staffSources', site.county)
  const problems: Problem[] = []
  if (!validIdNumber(idNumber, { allowReserved: ctx.deps.config.world === 'demonstration' }))
    problems.push({ path: 'idNumber', code: 'wrong', message: '身份证号码不对,请照证件核对18位' })
  if (!sources.some(({ item }) => item === given.source))
    problems.push({ path: 'source', code: 'unknownItem', message: '请选一个人员来源' })
  refuseFacts(problems)
  const funded = standing(ctx, 'site.publiclyFundedSources', site.county)?.value ?? []
  const id = ctx.newId()
  const publiclyFunded = funded.includes(given.source)
  try {
    await store.insertStaff(ctx, whose(site), {
      id,
      name: given.name,
      duty: given.duty,
      fullTime: given.fullTime,
      source: given.source,
      publiclyFunded,
      since: given.since,
      idNumberEnc: keyring.encrypt(staffIdField, idNumber),
      idNumberIndex: keyring.index(staffIdField, idNumber),
    })
  } catch (error) {
    if (!store.isTaken(error)) throw error
    // Which of the two stood in the way cannot be told from the error: the own site's rows say.
    return refuse(publiclyFunded ? 'SiteStaffFundedTwice' : 'SiteStaffThere')
  }
  const title = sources.find(({ item }) => item === given.source)?.title
  await noteChange(ctx, site, 'staff', {}, { staff: `新增1人(${given.duty},${title})`, since: given.since })
  return { id }
}

export async function endSiteStaff(ctx: Ctx, siteId: string, staffId: string, until: string) {
  const site = await siteToChange(ctx, siteId)
  try {
    if (!(await store.endStaff(ctx, siteId, staffId, until))) refuse('NotFound')
  } catch (error) {
    if (!store.isChecked(error) && !store.isTaken(error)) throw error
    refuseFacts([{ path: 'until', code: 'wrong', message: '离开的日子不能早于到岗的日子' }])
  }
  await noteChange(ctx, site, 'staff', {}, { staff: '1人离开', until })
  return done
}

export async function explainStaffing(ctx: Ctx, siteId: string, reason: string) {
  const site = await siteToChange(ctx, siteId)
  await updateSite(ctx, siteId, { understaffedReason: reason })
  await noteChange(ctx, site, 'staff', site, { understaffedReason: reason })
  return done
}

export async function setSiteServices(ctx: Ctx, siteId: string, services: store.ServiceRow[]) {
  const site = await siteToChange(ctx, siteId)
  const known = listed(ctx, 'service.core', site.county)
  refuseFacts(
    unknownItems(
      services.map(({ service }) => service),
      known,
      (i) => `services.${i}.service`,
    ),
  )
  const titles = new Map(known.map(({ item, title }) => [item, title]))
  const said = (rows: readonly store.ServiceRow[]) =>
    Object.fromEntries(rows.map((one) => [titles.get(one.service) ?? one.service, one.guide]))
  const before = await store.servicesOf(ctx, [siteId])
  await store.replaceServices(ctx, whose(site), services)
  await noteChange(ctx, site, 'services', said(before), said(services))
  return done
}

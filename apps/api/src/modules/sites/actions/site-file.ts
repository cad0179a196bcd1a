import {
  builderKindLabels,
  builderLabels,
  operatorKindLabels,
  possibleTransitions,
  shutReasonLabels,
  siteFileKinds,
  siteKindLabels,
  siteLifecycle,
  stateLabels,
  toolKindLabels,
  venueLabels,
} from '@linggong/contract'
import { addDays } from '@linggong/policy'
import { namePath, reportingUnits } from '@linggong/reference'
import { businessDay, wireTime } from '../../../kernel/clock.ts'
import type { Ctx } from '../../../kernel/context.ts'
import { rolesOf } from '../../../kernel/rights.ts'
import { maskedIdNumber } from '../../identity/index.ts'
import { capacityOn } from '../change.ts'
import { equipmentItems, listed, numberFor, standing, nameWords } from '../lists.ts'
import { checkName } from '../rules-name.ts'
import { gapsOf, type Gap, type Gathered } from '../rules-register.ts'
import { runningOf } from '../rules-running.ts'
import { staffIdField } from '../seeding.ts'
import { closuresOf, daysOf, type SiteDay } from '../store-days.ts'
import { findOperators, type Operator } from '../store-operators.ts'
import { filesOf, type FileRow } from '../store-files.ts'
import * as store from '../store-register.ts'
import { sitesAt } from '../store.ts'
import type { Site } from '../types.ts'
import { siteInReach } from './record-visit.ts'

const shownDays = 14
const runningDays = 365

export const operatorView = (one: Operator) => ({ ...one, kindLabel: operatorKindLabels[one.kind] })

export const dayView = (day: SiteDay) => ({
  day: day.day,
  openedAt: day.openedAt && wireTime(day.openedAt),
  closedAt: day.closedAt && wireTime(day.closedAt),
  visitors: day.visitors,
  mealsHeated: day.mealsHeated,
  shutReason: day.shutReason,
  shutReasonLabel: day.shutReason && shutReasonLabels[day.shutReason],
  shutNote: day.shutNote,
})

export const loanView = (ctx: Ctx, loan: store.LoanRow) => ({
  ...loan,
  lentAt: wireTime(loan.lentAt),
  dueAt: wireTime(loan.dueAt),
  late: loan.dueAt < ctx.now,
})

export const fileView = ({ sha256: _bytesOf, ...file }: FileRow) => ({
  ...file,
  kindLabel: siteFileKinds[file.kind],
  recordedAt: wireTime(file.recordedAt),
})

/** Files of a site as its own people and its county see them. */
export const siteFiles = async (ctx: Ctx, siteId: string) => (await filesOf(ctx, siteId)).map(fileView)

const openStaff = (staff: readonly store.StaffRow[], today: string) =>
  staff.filter((one) => one.since <= today && (one.until === null || one.until >= today))

type Sections = Awaited<ReturnType<typeof readSections>>

async function readSections(ctx: Ctx, site: Site, today: string) {
  const [zones, timetable, desks, equipment, safety, staff, services] = [
    await store.zonesOf(ctx, site.id),
    await store.timetableOf(ctx, site.id),
    await store.desksOf(ctx, site.id),
    await store.equipmentOf(ctx, site.id),
    await store.safetyOf(ctx, site.id),
    await store.staffOf(ctx, site.id),
    await store.servicesOf(ctx, [site.id]),
  ]
  const { county } = site
  const by = <Row>(rows: readonly Row[], key: (row: Row) => string) => new Map(rows.map((row) => [key(row), row]))
  const zoneBy = by(zones, (row) => row.zone)
  const equipmentBy = by(equipment, (row) => row.item)
  const safetyBy = by(safety, (row) => row.item)
  const serviceBy = by(services, (row) => row.service)
  return {
    zones: listed(ctx, 'site.zones', county).map((one) => {
      const row = zoneBy.get(one.item)
      return {
        ...one,
        present: row !== undefined,
        areaSquareMeters: row?.areaSquareMeters ?? null,
        note: row?.note ?? null,
      }
    }),
    timetable,
    desks,
    equipment: equipmentItems(ctx, county).map((one) => {
      const row = equipmentBy.get(one.item)
      return {
        ...one,
        count: row?.count ?? null,
        working: row?.working ?? null,
        adjustedReason: row?.adjustedReason ?? null,
        note: row?.note ?? null,
        checkedOn: row?.checkedOn ?? null,
      }
    }),
    safety: listed(ctx, 'site.safetyItems', county).map((one) => {
      const row = safetyBy.get(one.item)
      return {
        ...one,
        checkedOn: row?.checkedOn ?? null,
        passed: row?.passed ?? null,
        note: row?.note ?? null,
        nextDueOn: row?.nextDueOn ?? null,
        overdue: row !== undefined && row.nextDueOn < today,
      }
    }),
    staff,
    services: listed(ctx, 'service.core', county).map((one) => {
      const row = serviceBy.get(one.item)
      return {
        ...one,
        offered: row !== undefined,
        guide: row?.guide ?? null,
        bring: row?.bring ?? null,
        takes: row?.takes ?? null,
      }
    }),
  }
}

function gathered(ctx: Ctx, site: Site, sections: Sections, today: string): Gathered {
  return {
    facts: site,
    nameProblems: checkName(site, nameWords(ctx, site.county)).problems,
    minimumAreaSquareMeters: numberFor(ctx, 'site.minimumAreaSquareMeters', site),
    minimumStaff: numberFor(ctx, 'site.minimumStaff', site),
    staffNow: openStaff(sections.staff, today).length,
    stationAdjustable: standing(ctx, 'site.stationEquipmentAdjustable', site.county)?.value ?? false,
    zones: sections.zones,
    timetableRows: sections.timetable.length,
    equipment: sections.equipment,
    safety: sections.safety,
    services: sections.services,
  }
}

/** What the register of a site shows of the standard, and what it lacks: for recognition and the site's own people. */
export async function standingOfSite(
  ctx: Ctx,
  site: Site,
): Promise<{ sections: Sections; known: Gathered; gaps: Gap[] }> {
  const today = businessDay(ctx.now)
  const sections = await readSections(ctx, site, today)
  const known = gathered(ctx, site, sections, today)
  return { sections, known, gaps: gapsOf(known, today) }
}

function facts(site: Site, host: string | undefined, sharing: readonly Site[]) {
  const { kind, builder, builderKind, venue } = site
  return {
    ...site,
    kindLabel: siteKindLabels[kind],
    countyName: reportingUnits().find((unit) => unit.code === site.county)?.name ?? '',
    townName: namePath(site.town),
    builderLabel: builderLabels[builder],
    builderKindLabel: builderKind && builderKindLabels[builderKind],
    venueLabel: venue && venueLabels[venue],
    hostLabel: host ?? site.hostKind,
    stateLabel: stateLabels.site[site.state],
    addressShared: sharing.filter(({ id }) => id !== site.id).map(({ id, name }) => ({ id, name })),
  }
}

/** Everything the register holds of one site. Refuses NotFound outside one's own region or site. */
export async function readSiteFile(ctx: Ctx, siteId: string) {
  const site = await siteInReach(ctx, siteId)
  const today = businessDay(ctx.now)
  const { sections, known, gaps } = await standingOfSite(ctx, site)
  const hosts = listed(ctx, 'site.hostVenues', site.county)
  const desks = listed(ctx, 'site.partnerDesks', site.county)
  const sources = listed(ctx, 'site.staffSources', site.county)
  const funded = standing(ctx, 'site.publiclyFundedSources', site.county)?.value ?? []
  const titleOf = (items: ReadonlyArray<{ item: string; title: string }>, id: string) =>
    items.find((one) => one.item === id)?.title ?? id
  const choices = (items: ReadonlyArray<{ item: string; title: string }>) =>
    items.map(({ item, title }) => ({ id: item, title }))
  const [operator] = site.operatorId === null ? [] : await findOperators(ctx, [site.operatorId])
  const decrypted = (row: store.StaffRow) => ctx.deps.keyring.decrypt(staffIdField, row.idNumberEnc)
  return {
    site: facts(
      site,
      site.hostKind === null ? undefined : titleOf(hosts, site.hostKind),
      await sitesAt(ctx, site.addressKey),
    ),
    operator: operator ? operatorView(operator) : null,
    gaps,
    zones: sections.zones,
    timetable: sections.timetable.map((one) => ({ ...one, zoneTitle: titleOf(sections.zones, one.zone) })),
    partnerDesks: sections.desks.map((one) => ({ ...one, kindTitle: titleOf(desks, one.kind) })),
    equipment: sections.equipment,
    safety: sections.safety,
    staff: sections.staff.map(({ idNumberEnc: _sealed, ...one }, index) => ({
      ...one,
      sourceTitle: titleOf(sources, one.source),
      maskedIdNumber: maskedIdNumber(decrypted(sections.staff[index] ?? sections.staff[0]!)),
    })),
    staffing: {
      clause: standing(ctx, 'site.minimumStaff', site.county)?.clause ?? '附1-19',
      minimum: known.minimumStaff,
      now: known.staffNow,
      short: known.staffNow < known.minimumStaff,
    },
    services: sections.services,
    ...(await opening(ctx, site, today)),
    tools: (await store.toolsOf(ctx, site.id)).map((one) => ({ ...one, kindLabel: toolKindLabels[one.kind] })),
    loans: (await store.loansOut(ctx, site.id)).map((one) => loanView(ctx, one)),
    files: (await filesOf(ctx, site.id)).map(fileView),
    choices: {
      hosts: choices(hosts),
      partnerDesks: choices(desks),
      staffSources: sources.map(({ item, title }) => ({ id: item, title, publiclyFunded: funded.includes(item) })),
    },
    possible: possibleMoves(ctx, site),
  }
}

function possibleMoves(ctx: Ctx, site: Site): string[] {
  const capacity = capacityOn(ctx, site)
  const roles = rolesOf(ctx.actor)
  if (capacity === 'officer' && !roles.some((role) => role === 'countyOfficer' || role === 'cityOfficer')) return []
  return possibleTransitions(siteLifecycle, site.state, capacity)
}

async function opening(ctx: Ctx, site: Site, today: string) {
  const yearAgo = addDays(today, -runningDays)
  const from = yearAgo > site.openedOn ? yearAgo : site.openedOn
  const log = await daysOf(ctx, [site.id], from, today)
  const rests = await closuresOf(ctx, [site.id], from, addDays(today, runningDays))
  const tolerance = {
    reasons: standing(ctx, 'assessment.toleratedClosureReasons', site.county)?.value ?? [],
    daysPerYear: standing(ctx, 'assessment.toleratedClosureDaysPerYear', site.county)?.value ?? null,
    unlimited: standing(ctx, 'assessment.closureReasonsWithoutLimit', site.county)?.value ?? [],
  }
  // Today may not have been written down yet.
  const until = log.at(-1)?.day === today ? today : addDays(today, -1)
  const running = runningOf(
    { from, to: until },
    site,
    log.map(({ day, openedAt, shutReason }) => ({ day, open: openedAt !== null, shutReason })),
    rests,
    tolerance,
  )
  return {
    closures: rests
      .filter(({ to }) => to >= today)
      .map(({ id, from: first, to, reason, note }) => ({
        id,
        from: first,
        to,
        reason,
        reasonLabel: shutReasonLabels[reason],
        note,
      })),
    days: log.slice(-shownDays).toReversed().map(dayView),
    running: { ...running, toleratedPerYear: tolerance.daysPerYear },
  }
}

import { shutReasonLabels, type ShutReason, type SiteFileKind, type ToolKind } from '@linggong/contract'
import { businessDay } from '../../../kernel/clock.ts'
import type { Ctx } from '../../../kernel/context.ts'
import { refuse } from '../../../kernel/errors.ts'
import { requireStaff } from '../../../kernel/rights.ts'
import { mediaTypeOf } from '../../../kernel/storage/media-type.ts'
import { noteChange, siteToChange } from '../change.ts'
import { standing } from '../lists.ts'
import { cancelClosure as endClosure, insertClosure, lockDay, putDay } from '../store-days.ts'
import { findFile, insertFile, type FileRow } from '../store-files.ts'
import * as store from '../store-register.ts'
import { siteInReach } from './record-visit.ts'
import { dayView, fileView, loanView } from './site-file.ts'

const done = { ok: true as const }
const hourMs = 3_600_000

type Day = {
  openedAt: string | null
  closedAt: string | null
  visitors: number | null
  mealsHeated: number | null
  shutReason: ShutReason | null
  shutNote: string | null
}

/** Writes a day of the opening log; what stood there is replaced, and the replaced words stay in the history. */
export async function logSiteDay(ctx: Ctx, siteId: string, day: string, given: Day) {
  const site = await siteToChange(ctx, siteId)
  if (day > businessDay(ctx.now)) refuse('SiteDayAhead')
  const at = (clock: string | null) => (clock === null ? null : new Date(`${day}T${clock}:00+08:00`))
  const before = await lockDay(ctx, siteId, day)
  const row = await putDay(ctx, {
    siteId,
    day,
    county: site.county,
    openedAt: at(given.openedAt),
    closedAt: at(given.closedAt),
    visitors: given.visitors,
    mealsHeated: given.mealsHeated,
    shutReason: given.shutReason,
    shutNote: given.shutReason === null ? null : given.shutNote,
  })
  const said = (one: typeof row) => {
    const { day: _same, shutReason: _code, ...view } = dayView(one)
    return Object.fromEntries(Object.entries(view).map(([key, value]) => [`${day} ${dayWords[key] ?? key}`, value]))
  }
  // The first words about a day are the log itself; only what is written over belongs into the history.
  if (before) await noteChange(ctx, site, 'state', said(before), said(row))
  ctx.audit({ subjectKind: 'site', subjectId: siteId, act: 'logDay', county: site.county, data: { day } })
  return dayView(row)
}

const dayWords: Record<string, string> = {
  openedAt: '开门',
  closedAt: '关门',
  visitors: '来的人数',
  mealsHeated: '热饭',
  shutReasonLabel: '没开门的原因',
  shutNote: '没开门的说明',
}

export async function announceClosure(
  ctx: Ctx,
  siteId: string,
  given: { from: string; to: string; reason: ShutReason; note: string | null },
) {
  const site = await siteToChange(ctx, siteId)
  const id = ctx.newId()
  try {
    await insertClosure(ctx, { id, siteId, county: site.county, ...given })
  } catch (error) {
    if (store.isTaken(error)) return refuse('SiteClosureOverlaps')
    throw error
  }
  await noteChange(ctx, site, 'closures', {}, { [`${given.from}至${given.to}`]: shutReasonLabels[given.reason] })
  ctx.emit({
    name: 'siteClosureAnnounced',
    subjectKind: 'site',
    subjectId: siteId,
    data: { from: given.from, to: given.to },
  })
  return { id }
}

export async function cancelClosure(ctx: Ctx, siteId: string, closureId: string) {
  const site = await siteToChange(ctx, siteId)
  const row = (await endClosure(ctx, siteId, closureId)) ?? refuse('NotFound')
  await noteChange(
    ctx,
    site,
    'closures',
    { [`${row.from}至${row.to}`]: shutReasonLabels[row.reason] },
    { [`${row.from}至${row.to}`]: null },
  )
  return done
}

/** Refuses SiteToolLent where more are out than the new number. */
export async function addSiteTool(ctx: Ctx, siteId: string, given: { kind: ToolKind; name: string; count: number }) {
  const site = await siteToChange(ctx, siteId)
  const before = (await store.toolsOf(ctx, siteId)).find(({ name }) => name === given.name)
  if (before && before.lent > given.count) refuse('SiteToolLent')
  await store.putTool(ctx, { siteId, county: site.county }, given)
  await noteChange(ctx, site, 'tools', { [given.name]: before?.count }, { [given.name]: given.count })
  return done
}

export async function lendTool(ctx: Ctx, siteId: string, given: { toolId: string; borrowerName: string }) {
  const site = await siteToChange(ctx, siteId)
  const hours = standing(ctx, 'site.loanHours', site.county)?.value ?? refuse('NoPolicyInForce')
  const tool = (await store.takeTool(ctx, siteId, given.toolId)) ?? refuse('SiteToolAllLent')
  const loan = { id: ctx.newId(), ...given, lentAt: ctx.now, dueAt: new Date(ctx.now.getTime() + hours * hourMs) }
  await store.insertLoan(ctx, { siteId, county: site.county }, loan)
  ctx.audit({ subjectKind: 'site', subjectId: siteId, act: 'lend', county: site.county, data: { loanId: loan.id } })
  return loanView(ctx, { ...loan, toolName: tool.name })
}

export async function returnTool(
  ctx: Ctx,
  siteId: string,
  loanId: string,
  back: { whole: boolean; note: string | null },
) {
  const site = await siteToChange(ctx, siteId)
  if (!(await store.endLoan(ctx, siteId, loanId, back))) refuse('NotFound')
  ctx.audit({
    subjectKind: 'site',
    subjectId: siteId,
    act: 'takeBack',
    county: site.county,
    data: { loanId, whole: back.whole },
  })
  return done
}

/** Keeps a file of a site. Refuses FileUnreadable for anything but PDF, JPEG and PNG. */
export async function keepSiteFile(
  ctx: Ctx,
  site: { id: string; county: string },
  given: { kind: SiteFileKind; title: string; file: string },
): Promise<FileRow> {
  const { staffId } = requireStaff(ctx.actor)
  const bytes = Buffer.from(given.file, 'base64')
  const mediaType = mediaTypeOf(bytes)
  if (mediaType === undefined) {
    const message = '只收 PDF、JPG 和 PNG 文件,请另存成其中一种再传'
    return refuse('FileUnreadable', { problems: [{ path: 'file', code: 'kind', message }] })
  }
  const sha256 = await ctx.deps.objects.put(bytes)
  const { kind, title } = given
  const row = { id: ctx.newId(), kind, title, sha256, bytes: bytes.length, mediaType, recordedAt: ctx.now }
  await insertFile(ctx, { siteId: site.id, county: site.county }, row, staffId)
  return row
}

export async function addSiteFile(
  ctx: Ctx,
  siteId: string,
  given: { kind: SiteFileKind; title: string; file: string },
) {
  const site = await siteInReach(ctx, siteId)
  const row = await keepSiteFile(ctx, site, given)
  await noteChange(ctx, site, 'files', {}, { [given.title]: `新增,${Math.ceil(row.bytes / 1024)}KB` })
  return fileView(row)
}

export async function readSiteFileBytes(ctx: Ctx, siteId: string, fileId: string) {
  await siteInReach(ctx, siteId)
  const row = (await findFile(ctx, siteId, fileId)) ?? refuse('NotFound')
  return { file: await ctx.deps.objects.get(row.sha256), mediaType: row.mediaType, fileName: row.title }
}

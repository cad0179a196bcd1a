import type { ToolKind } from '@linggong/contract'
import { sqlState } from '../../kernel/errors.ts'
import type { Ctx } from '../../kernel/context.ts'

/** True where another row stands in the way (unique key or exclusion). */
export const isTaken = (error: unknown): boolean => ['23505', '23P01'].includes(sqlState(error) ?? '')
/** True where a row breaks a check of the table. */
export const isChecked = (error: unknown): boolean => sqlState(error) === '23514'

type Whose = { siteId: string; county: string }

export type ZoneRow = { zone: string; areaSquareMeters: number | null; note: string | null }
export type TimetableRow = { zone: string; days: number[]; from: string; to: string }
export type DeskRow = { kind: string; name: string; hoursNote: string | null; since: string }
export type EquipmentRow = {
  item: string
  count: number
  working: boolean
  adjustedReason: string | null
  note: string | null
  checkedOn: string
}
export type SafetyRow = { item: string; checkedOn: string; passed: boolean; note: string | null; nextDueOn: string }
export type StaffRow = {
  id: string
  name: string
  duty: string
  fullTime: boolean
  source: string
  publiclyFunded: boolean
  idNumberEnc: Buffer
  since: string
  until: string | null
}
export type ServiceRow = { service: string; guide: string; bring: string | null; takes: string | null }
export type ToolRow = { id: string; kind: ToolKind; name: string; count: number; lent: number }
export type LoanRow = { id: string; toolId: string; toolName: string; borrowerName: string; lentAt: Date; dueAt: Date }

export const zonesOf = (ctx: Ctx, siteId: string) =>
  ctx.tx.query<ZoneRow>(
    `select zone, area_square_meters as "areaSquareMeters", note from site_zones where site_id = $1 order by zone`,
    [siteId],
  )
export const timetableOf = (ctx: Ctx, siteId: string) =>
  ctx.tx.query<TimetableRow>(
    `select zone, days, from_time as "from", to_time as "to" from site_timetable where site_id = $1
     order by zone, days, from_time`,
    [siteId],
  )
export const desksOf = (ctx: Ctx, siteId: string) =>
  ctx.tx.query<DeskRow>(
    `select kind, name, hours_note as "hoursNote", since from site_partner_desks
     where site_id = $1 and until is null order by kind, name`,
    [siteId],
  )
export const equipmentOf = (ctx: Ctx, siteId: string) =>
  ctx.tx.query<EquipmentRow>(
    `select item, count, working, adjusted_reason as "adjustedReason", note, checked_on as "checkedOn"
     from site_equipment where site_id = $1`,
    [siteId],
  )
/** The last check of each item. */
export const safetyOf = (ctx: Ctx, siteId: string) =>
  ctx.tx.query<SafetyRow>(
    `select distinct on (item) item, checked_on as "checkedOn", passed, note, next_due_on as "nextDueOn"
     from site_safety_checks where site_id = $1 order by item, checked_on desc, id desc`,
    [siteId],
  )
/** Who works there, those who left last. */
export const staffOf = (ctx: Ctx, siteId: string) =>
  ctx.tx.query<StaffRow>(
    `select id, name, duty, full_time as "fullTime", source, publicly_funded as "publiclyFunded",
       id_number_enc as "idNumberEnc", since, until
     from site_staff where site_id = $1 order by until desc nulls first, since, id`,
    [siteId],
  )
export const servicesOf = (ctx: Ctx, siteIds: readonly string[]) =>
  ctx.tx.query<ServiceRow & { siteId: string }>(
    `select site_id as "siteId", service, guide, bring, takes from site_services where site_id = any ($1::uuid[])
     order by site_id, service`,
    [siteIds],
  )
export const toolsOf = (ctx: Ctx, siteId: string) =>
  ctx.tx.query<ToolRow>(
    'select id, kind, name, count, lent from site_tools where site_id = $1 order by kind desc, name',
    [siteId],
  )
const loanColumns = `l.id, l.tool_id as "toolId", t.name as "toolName", l.borrower_name as "borrowerName",
  l.lent_at as "lentAt", l.due_at as "dueAt"`
export const loansOut = (ctx: Ctx, siteId: string) =>
  ctx.tx.query<LoanRow>(
    `select ${loanColumns} from site_loans l join site_tools t on t.id = l.tool_id
     where l.site_id = $1 and l.returned_at is null order by l.due_at, l.id`,
    [siteId],
  )

/** What the list shows beside each site, for all of a page at once. */
export const countsOf = (ctx: Ctx, siteIds: readonly string[], today: string) =>
  ctx.tx.query<{ siteId: string; staff: number; overdueSafety: number }>(
    `select s.id as "siteId",
       (select count(*)::int from site_staff w where w.site_id = s.id and w.since <= $2 and (w.until is null or w.until >= $2)) as staff,
       (select count(*)::int from (select distinct on (item) item, next_due_on, passed from site_safety_checks c
          where c.site_id = s.id order by item, checked_on desc, id desc) last
        where not last.passed or last.next_due_on < $2) as "overdueSafety"
     from unnest($1::uuid[]) as s (id)`,
    [siteIds, today],
  )

export async function replaceZones(
  ctx: Ctx,
  site: Whose,
  given: { zones: ZoneRow[]; timetable: TimetableRow[]; partnerDesks: DeskRow[] },
): Promise<void> {
  for (const table of ['site_zones', 'site_timetable', 'site_partner_desks'])
    await ctx.tx.query(`delete from ${table} where site_id = $1`, [site.siteId])
  const own = { site_id: site.siteId, county: site.county }
  await insertRows(
    ctx,
    'site_zones',
    given.zones.map((one) => ({
      ...own,
      id: ctx.newId(),
      zone: one.zone,
      area_square_meters: one.areaSquareMeters,
      note: one.note,
    })),
  )
  await insertRows(
    ctx,
    'site_timetable',
    given.timetable.map((one) => ({
      ...own,
      id: ctx.newId(),
      zone: one.zone,
      days: one.days,
      from_time: one.from,
      to_time: one.to,
    })),
  )
  await insertRows(
    ctx,
    'site_partner_desks',
    given.partnerDesks.map((one) => ({
      ...own,
      id: ctx.newId(),
      kind: one.kind,
      name: one.name,
      hours_note: one.hoursNote,
      since: one.since,
    })),
  )
}

type SectionTable =
  | 'site_zones'
  | 'site_timetable'
  | 'site_partner_desks'
  | 'site_equipment'
  | 'site_services'
  | 'site_safety_checks'

/** All rows in one statement; columns are those of the first. */
async function insertRows(ctx: Ctx, table: SectionTable, rows: ReadonlyArray<Record<string, unknown>>): Promise<void> {
  const [first] = rows
  if (!first) return
  const columns = Object.keys(first).join(', ')
  await ctx.tx.query(
    `insert into ${table} (${columns}) select ${columns} from jsonb_populate_recordset(null::${table}, $1::jsonb)`,
    [JSON.stringify(rows)],
  )
}

export async function replaceEquipment(ctx: Ctx, site: Whose, rows: readonly EquipmentRow[]): Promise<void> {
  await ctx.tx.query('delete from site_equipment where site_id = $1', [site.siteId])
  await insertRows(
    ctx,
    'site_equipment',
    rows.map((one) => ({
      id: ctx.newId(),
      site_id: site.siteId,
      county: site.county,
      item: one.item,
      count: one.count,
      working: one.working,
      adjusted_reason: one.adjustedReason,
      note: one.note,
      checked_on: one.checkedOn,
    })),
  )
}

export async function replaceServices(ctx: Ctx, site: Whose, rows: readonly ServiceRow[]): Promise<void> {
  await ctx.tx.query('delete from site_services where site_id = $1', [site.siteId])
  await insertRows(
    ctx,
    'site_services',
    rows.map((one) => ({ id: ctx.newId(), site_id: site.siteId, county: site.county, ...one })),
  )
}

export async function insertSafety(ctx: Ctx, site: Whose, rows: readonly SafetyRow[], by: string): Promise<void> {
  await insertRows(
    ctx,
    'site_safety_checks',
    rows.map((one) => ({
      id: ctx.newId(),
      site_id: site.siteId,
      county: site.county,
      item: one.item,
      checked_on: one.checkedOn,
      passed: one.passed,
      note: one.note,
      next_due_on: one.nextDueOn,
      checked_by: by,
      recorded_at: ctx.now,
    })),
  )
}

export async function insertStaff(
  ctx: Ctx,
  site: Whose,
  one: Omit<StaffRow, 'until'> & { idNumberIndex: Buffer },
): Promise<void> {
  await ctx.tx.query(
    `insert into site_staff (id, site_id, county, name, duty, full_time, source, publicly_funded, id_number_enc,
       id_number_index, since, created_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [
      one.id,
      site.siteId,
      site.county,
      one.name,
      one.duty,
      one.fullTime,
      one.source,
      one.publiclyFunded,
      one.idNumberEnc,
      one.idNumberIndex,
      one.since,
      ctx.now,
    ],
  )
}

/** Undefined when nobody of this id works there. */
export async function endStaff(
  ctx: Ctx,
  siteId: string,
  id: string,
  until: string,
): Promise<{ since: string } | undefined> {
  const [row] = await ctx.tx.query<{ since: string }>(
    'update site_staff set until = $3 where id = $1 and site_id = $2 and until is null returning since',
    [id, siteId, until],
  )
  return row
}

export async function putTool(
  ctx: Ctx,
  site: Whose,
  one: { kind: ToolKind; name: string; count: number },
): Promise<void> {
  await ctx.tx.query(
    `insert into site_tools (id, site_id, county, kind, name, count) values ($1, $2, $3, $4, $5, $6)
     on conflict (site_id, name) do update set kind = excluded.kind, count = excluded.count`,
    [ctx.newId(), site.siteId, site.county, one.kind, one.name, one.count],
  )
}

/** One more is out; undefined when all are, or there is no such tool here. */
export async function takeTool(ctx: Ctx, siteId: string, toolId: string): Promise<{ name: string } | undefined> {
  const [row] = await ctx.tx.query<{ name: string }>(
    'update site_tools set lent = lent + 1 where id = $1 and site_id = $2 and lent < count returning name',
    [toolId, siteId],
  )
  return row
}

export async function insertLoan(ctx: Ctx, site: Whose, loan: Omit<LoanRow, 'toolName'>): Promise<void> {
  await ctx.tx.query(
    `insert into site_loans (id, tool_id, site_id, county, borrower_name, lent_at, due_at)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [loan.id, loan.toolId, site.siteId, site.county, loan.borrowerName, loan.lentAt, loan.dueAt],
  )
}

/** False when it is not out (any more). */
export async function endLoan(
  ctx: Ctx,
  siteId: string,
  loanId: string,
  back: { whole: boolean; note: string | null },
): Promise<boolean> {
  const rows = await ctx.tx.query(
    `with back as (update site_loans set returned_at = $3, whole = $4, note = $5
       where id = $1 and site_id = $2 and returned_at is null returning tool_id)
     update site_tools t set lent = lent - 1 from back where t.id = back.tool_id returning t.id`,
    [loanId, siteId, ctx.now, back.whole, back.note],
  )
  return rows.length > 0
}

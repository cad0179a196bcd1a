import type { Ctx } from '../../kernel/context.ts'
import { findableText, lexemesOf, wordsVersion } from './words.ts'
import type { FillMode, PartialTerms, Span } from './types.ts'

/** A row of the public board: one shift that can be looked for. Never anything about a natural person. */
export type BoardRow = {
  shift_id: string
  posting_id: string
  employer_id: string
  employer_name: string
  employer_kind: string
  /** The verification holds now; one that has lapsed stays on the board without the badge. */
  employer_verified: boolean
  actual_employer_name: string | null
  county: string
  town: string | null
  site_id: string | null
  lat: number
  lng: number
  place_name: string
  occupation_code: string
  occupation_name: string
  title: string
  pay_method: 'hourly' | 'daily' | 'piece' | 'lumpSum'
  amount_fen: number
  piece_unit: string | null
  hourly_fen: number | null
  settlement_cycle: 'perShift' | 'weekly' | 'fortnightly' | 'onCompletion' | 'monthly'
  meals: boolean
  lodging: boolean
  escrow: boolean
  /** The terms name an insurance. */
  insured: boolean
  /** Certificates the employer asks for, beside those the law does. */
  qualifications: string[]
  fill_mode: FillMode
  span: Span
  shift_count: number
  starts_at: Date
  ends_at: Date
  starts_on: string
  last_ends_at: Date
  headcount: number
  open_places: number
  published_at: Date
  open_until: Date
}

const columns = [
  'shift_id',
  'posting_id',
  'employer_id',
  'employer_name',
  'employer_kind',
  'employer_verified',
  'actual_employer_name',
  'county',
  'town',
  'site_id',
  'lat',
  'lng',
  'place_name',
  'occupation_code',
  'occupation_name',
  'title',
  'pay_method',
  'amount_fen',
  'piece_unit',
  'hourly_fen',
  'settlement_cycle',
  'meals',
  'lodging',
  'escrow',
  'insured',
  'qualifications',
  'fill_mode',
  'span',
  'shift_count',
  'starts_at',
  'ends_at',
  'starts_on',
  'last_ends_at',
  'headcount',
  'open_places',
  'published_at',
  'open_until',
] as const satisfies ReadonlyArray<keyof BoardRow>

/** Columns of the board in COPY order, for the seed: those of the row, then its words. */
export const boardColumns = [...columns, 'search', 'dictionary_version'] as const

export async function putOnBoard(ctx: Ctx, rows: readonly BoardRow[], text: string): Promise<void> {
  const list = columns.join(', ')
  await ctx.tx.named(
    'postings-put-on-board',
    `insert into posting_board (${list}, search, dictionary_version)
     select ${columns.map((column) => `r.${column}`).join(', ')}, array_to_tsvector($2::text[]), $3
     from jsonb_populate_recordset(null::posting_board, $1::jsonb) r
     on conflict (shift_id) do nothing`,
    [JSON.stringify(rows), lexemesOf(text), wordsVersion()],
  )
}

export async function takeOffBoard(ctx: Ctx, postingId: string): Promise<void> {
  await ctx.tx.query('delete from posting_board where posting_id = $1', [postingId])
}

/** Writes how many places are open, where that has changed. */
export async function setOpenPlaces(ctx: Ctx, rows: ReadonlyArray<{ shiftId: string; open: number }>): Promise<void> {
  await ctx.tx.query(
    `update posting_board b set open_places = p.open
     from unnest($1::uuid[], $2::int[]) as p (shift_id, open)
     where b.shift_id = p.shift_id and b.open_places <> p.open`,
    [rows.map((row) => row.shiftId), rows.map((row) => row.open)],
  )
}

/** These shifts have no open place; a posting taken as a whole is full when one of its shifts is. */
export async function setFull(ctx: Ctx, shiftIds: readonly string[]): Promise<void> {
  await ctx.tx.named(
    'postings-board-full',
    `update posting_board set open_places = 0
     where posting_id in (select posting_id from shifts where id = any ($1::uuid[]))
       and (shift_id = any ($1::uuid[]) or span = 'wholeJob')`,
    [shiftIds],
  )
}

/** Board rows of the postings these shifts belong to, locked, so that places read after this are fresh. */
export async function lockBoardAround(ctx: Ctx, shiftIds: readonly string[]): Promise<BoardRow[]> {
  return ctx.tx.query<BoardRow>(
    `select ${columns.join(', ')} from posting_board
     where posting_id in (select posting_id from shifts where id = any ($1::uuid[])) order by shift_id for update`,
    [shiftIds],
  )
}

export async function boardOf(ctx: Ctx, postingId: string): Promise<BoardRow[]> {
  return ctx.tx.query<BoardRow>(
    `select ${columns.join(', ')} from posting_board where posting_id = $1 order by starts_at`,
    [postingId],
  )
}

export type BoardFilter = {
  now: Date
  county?: string | undefined
  town?: string | undefined
  at?: { lat: number; lng: number } | undefined
  radiusMeters?: number | undefined
  fromDay?: string | undefined
  toDay?: string | undefined
  occupationCode?: string | undefined
  minHourlyFen?: number | undefined
  payMethod?: string | undefined
  settlementCycle?: string | undefined
  meals?: boolean | undefined
  lodging?: boolean | undefined
  escrow?: boolean | undefined
  fillMode?: string | undefined
  employerId?: string | undefined
  shiftId?: string | undefined
  /** Text of a tsquery. */
  words?: string | undefined
}

export type BoardSort = 'newest' | 'soonest' | 'nearest' | 'pay'
export type BoardCursor = { value: number; id: string }
export type BoardFound = BoardRow & { distance_m: number | null; sort_value: number }

const earthRadiusMeters = 6_371_008.8

/** Collects conditions with numbered parameters. */
function conditions() {
  const texts: string[] = []
  const values: unknown[] = []
  const bind = (value: unknown) => `$${values.push(value)}`
  return {
    texts,
    values,
    bind,
    add: (make: (bind: (value: unknown) => string) => string) => void texts.push(make(bind)),
  }
}

type Conditions = ReturnType<typeof conditions>

function distanceText(where: Conditions, at: { lat: number; lng: number }): string {
  const lat = `${where.bind(at.lat)}::float8`
  const lng = `${where.bind(at.lng)}::float8`
  return `(2 * ${earthRadiusMeters} * asin(least(1, sqrt(power(sin(radians(lat - ${lat}) / 2), 2)
    + cos(radians(${lat})) * cos(radians(lat)) * power(sin(radians(lng - ${lng}) / 2), 2)))))`
}

/** A box that holds the whole circle, for the index; the circle decides. */
function addRadius(where: Conditions, at: { lat: number; lng: number }, radiusMeters: number, distance: string): void {
  const dLat = (radiusMeters / 111_000) * 1.01
  const dLng = dLat / Math.max(0.01, Math.cos(((Math.abs(at.lat) + dLat) * Math.PI) / 180))
  where.add((bind) => `lat between ${bind(at.lat - dLat)} and ${bind(at.lat + dLat)}`)
  where.add((bind) => `lng between ${bind(at.lng - dLng)} and ${bind(at.lng + dLng)}`)
  where.add((bind) => `${distance} <= ${bind(radiusMeters)}`)
}

function addFilter(where: Conditions, filter: BoardFilter): void {
  where.texts.push('not filled')
  where.add((bind) => `open_until > ${bind(filter.now)}`)
  const equal = [
    ['county', filter.county],
    ['occupation_code', filter.occupationCode],
    ['pay_method', filter.payMethod],
    ['settlement_cycle', filter.settlementCycle],
    ['meals', filter.meals],
    ['lodging', filter.lodging],
    ['escrow', filter.escrow],
    ['fill_mode', filter.fillMode],
    ['employer_id', filter.employerId],
    ['shift_id', filter.shiftId],
  ] as const
  for (const [column, value] of equal) if (value !== undefined) where.add((bind) => `${column} = ${bind(value)}`)
  // A village lies in its town: the code of a town begins the codes of its villages.
  if (filter.town !== undefined) where.add((bind) => `town like ${bind(`${filter.town}%`)}`)
  if (filter.fromDay !== undefined) where.add((bind) => `starts_on >= ${bind(filter.fromDay)}`)
  if (filter.toDay !== undefined) where.add((bind) => `starts_on <= ${bind(filter.toDay)}`)
  if (filter.minHourlyFen !== undefined) where.add((bind) => `hourly_fen >= ${bind(filter.minHourlyFen)}`)
  if (filter.words !== undefined) where.add((bind) => `search @@ ${bind(filter.words)}::tsquery`)
}

const millis = (column: string) => `(extract(epoch from ${column}) * 1000)`
const instantOf = (value: number) => new Date(value)

function orderOf(sort: BoardSort, distance: string | null) {
  if (sort === 'soonest') return { key: 'starts_at', value: millis('starts_at'), down: false, read: instantOf }
  if (sort === 'pay')
    return { key: 'coalesce(hourly_fen, -1)', value: 'coalesce(hourly_fen, -1)', down: true, read: Number }
  if (sort === 'nearest' && distance) return { key: distance, value: distance, down: false, read: Number }
  return { key: 'published_at', value: millis('published_at'), down: true, read: instantOf }
}

/** Open shifts that fit, in the asked order; `after` is the last row of the page before. */
export async function searchBoard(
  ctx: Ctx,
  filter: BoardFilter,
  page: { sort: BoardSort; after?: BoardCursor | undefined; limit: number },
): Promise<BoardFound[]> {
  const where = conditions()
  const distance = filter.at ? distanceText(where, filter.at) : null
  addFilter(where, filter)
  if (filter.at && distance && filter.radiusMeters !== undefined)
    addRadius(where, filter.at, filter.radiusMeters, distance)
  const order = orderOf(page.sort, distance)
  const { after } = page
  if (after) {
    where.add(
      (bind) =>
        `(${order.key}, shift_id) ${order.down ? '<' : '>'} (${bind(order.read(after.value))}, ${bind(after.id)}::uuid)`,
    )
  }
  const direction = order.down ? 'desc' : 'asc'
  return ctx.tx.query<BoardFound>(
    `select ${columns.join(', ')}, ${distance ?? 'null'}::float8 as distance_m, ${order.value}::float8 as sort_value
     from posting_board where ${where.texts.join(' and ')}
     order by ${order.key} ${direction}, shift_id ${direction} limit ${where.bind(page.limit)}`,
    where.values,
  )
}

/** Whether any open shift of the city holds all these words: only then are all of them asked for. */
export async function anyWithWords(ctx: Ctx, words: string): Promise<boolean> {
  const rows = await ctx.tx.query(
    'select 1 as found from posting_board where not filled and open_until > $2 and search @@ $1::tsquery limit 1',
    [words, ctx.now],
  )
  return rows.length > 0
}

/** Cuts rows again that an older dictionary has cut; returns how many. */
export async function reindexStale(ctx: Ctx, limit: number): Promise<number> {
  const rows = await ctx.tx.query<{
    posting_id: string
    terms: PartialTerms
    employer_name: string
    actual_employer_name: string | null
  }>(
    `select b.posting_id, b.employer_name, b.actual_employer_name, p.terms from posting_board b
     join postings p on p.id = b.posting_id
     where b.dictionary_version <> $1 order by b.posting_id limit $2`,
    [wordsVersion(), limit],
  )
  for (const row of rows) {
    const text = findableText({
      terms: row.terms,
      employerName: row.employer_name,
      actualEmployerName: row.actual_employer_name,
    })
    await ctx.tx.query(
      'update posting_board set search = array_to_tsvector($2::text[]), dictionary_version = $3 where posting_id = $1',
      [row.posting_id, lexemesOf(text), wordsVersion()],
    )
  }
  return rows.length
}

/** Whether the employer's verification holds, where that has changed. */
export async function showVerified(ctx: Ctx, employerId: string, verified: boolean): Promise<void> {
  await ctx.tx.query(
    `update posting_board set employer_verified = $2 where employer_id = $1 and employer_verified <> $2`,
    [employerId, verified],
  )
}

/** Open work by county (reporting unit): how many entries of the board, how many open places in them. */
export async function countByCounty(ctx: Ctx): Promise<Array<{ county: string; jobs: number; open_places: number }>> {
  return ctx.tx.query(
    `select county, count(*)::int as jobs, sum(open_places)::int as open_places from posting_board
     where not filled and open_until > $1 group by county order by county`,
    [ctx.now],
  )
}

/** The wages have arrived: only now does the board say that they are set aside (工资已托管). */
export async function showEscrow(ctx: Ctx, postingId: string): Promise<void> {
  await ctx.tx.query('update posting_board set escrow = true where posting_id = $1', [postingId])
}

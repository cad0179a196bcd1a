import { reportingUnits } from '@linggong/reference'
import { businessDay } from '../../../kernel/clock.ts'
import type { Ctx } from '../../../kernel/context.ts'
import { refuse } from '../../../kernel/errors.ts'
import { cursorText, readCursor } from '../paging.ts'
import { anyWithWords, countByCounty, searchBoard, type BoardFilter, type BoardSort } from '../store-board.ts'
import { toBoardView } from '../view.ts'
import { wordsQuery } from '../words.ts'

type Flag = 'true' | 'false' | undefined

export type BoardQuery = {
  q?: string | undefined
  county?: string | undefined
  town?: string | undefined
  lat?: number | undefined
  lng?: number | undefined
  radiusMeters?: number | undefined
  when?: 'today' | 'tomorrow' | undefined
  fromDay?: string | undefined
  toDay?: string | undefined
  occupationCode?: string | undefined
  minHourlyFen?: number | undefined
  payMethod?: string | undefined
  settlementCycle?: string | undefined
  meals?: Flag
  lodging?: Flag
  escrow?: Flag
  fillMode?: string | undefined
  employerId?: string | undefined
  sort: BoardSort
  after?: string | undefined
  limit: number
}

const flag = (value: Flag) => (value === undefined ? undefined : value === 'true')

function daysOf(ctx: Ctx, query: BoardQuery): { fromDay?: string | undefined; toDay?: string | undefined } {
  if (query.when === undefined) return { fromDay: query.fromDay, toDay: query.toDay }
  const day = businessDay(new Date(ctx.now.getTime() + (query.when === 'tomorrow' ? 86_400_000 : 0)))
  return { fromDay: day, toDay: day }
}

function positionOf(query: BoardQuery): { lat: number; lng: number } | undefined {
  const { lat, lng } = query
  if (lat !== undefined && lng !== undefined) return { lat, lng }
  if (lat !== undefined || lng !== undefined || query.radiusMeters !== undefined || query.sort === 'nearest') {
    refuse('InputInvalid', {
      problems: [
        { path: 'query.lat', code: 'positionMissing', message: '按远近找活要先打开定位,或者在地图上选一个地方' },
      ],
    })
  }
  return undefined
}

/**
 * All words are asked for when any open shift of the city holds them all, whatever the other filters
 * say; else any of them. The choice must not hang on the filters, or a larger radius could find fewer.
 */
async function wordsOf(ctx: Ctx, q: string | undefined): Promise<{ words?: string; loosened: boolean }> {
  const all = q ? wordsQuery(q, 'all') : undefined
  const any = q ? wordsQuery(q, 'any') : undefined
  if (all === undefined || any === undefined) return { loosened: false }
  return (await anyWithWords(ctx, all)) ? { words: all, loosened: false } : { words: any, loosened: true }
}

function applied(query: BoardQuery, days: { fromDay?: string | undefined; toDay?: string | undefined }) {
  const { after: _after, limit: _limit, when: _when, ...shown } = { ...query, ...days }
  return Object.fromEntries(
    Object.entries(shown).filter(
      (entry): entry is [string, string | number] => entry[1] !== undefined && entry[1] !== '',
    ),
  )
}

/** Open work by county, for the map. */
export async function countBoard(ctx: Ctx) {
  const counted = new Map((await countByCounty(ctx)).map((row) => [row.county, row]))
  const items = reportingUnits().map(({ code, name }) => {
    const row = counted.get(code)
    return { county: code, name, jobs: row?.jobs ?? 0, openPlaces: row?.open_places ?? 0 }
  })
  return { items }
}

/** Open shifts that fit the question, a page at a time. Refuses InputInvalid. */
export async function searchShifts(ctx: Ctx, query: BoardQuery) {
  const at = positionOf(query)
  const days = daysOf(ctx, query)
  const cursor = readCursor(query.after)
  const { words, loosened } = await wordsOf(ctx, query.q)
  const filter: BoardFilter = {
    ...query,
    ...days,
    now: ctx.now,
    at,
    meals: flag(query.meals),
    lodging: flag(query.lodging),
    escrow: flag(query.escrow),
    words,
  }
  if (cursor && cursor.mark !== query.sort) {
    refuse('InputInvalid', { problems: [{ path: 'query.after', code: 'otherSort', message: '换了排序,请从头看起' }] })
  }
  const found = await searchBoard(ctx, filter, { sort: query.sort, after: cursor, limit: query.limit + 1 })
  const items = found.slice(0, query.limit)
  const last = items.at(-1)
  return {
    items: items.map(toBoardView),
    next:
      found.length > query.limit && last
        ? cursorText({ value: last.sort_value, id: last.shift_id, mark: query.sort })
        : null,
    loosened,
    applied: applied(query, days),
  }
}

import type { Ctx, Deps } from '../../apps/api/src/kernel/context.ts'
import { withinOf } from '../lib/grab-field.ts'
import { until, type Phones } from './phones.ts'
import type { Published } from './publish.ts'

export type OfferOf = { delivery: string; posting: string }

export async function firstOffers(
  deps: Deps,
  phones: Phones,
  published: readonly Published[],
): Promise<Array<number | null>> {
  const rows = await withinOf(deps)((ctx: Ctx) =>
    ctx.tx.query<OfferOf>(
      `select d.id as delivery, o.posting_id as posting from offers o join notices n on n.subject_id = o.id
         and n.kind = 'offerMade.worker' join notice_deliveries d on d.notice_id = n.id
       where o.posting_id = any ($1::uuid[])`,
      [published.map(({ postingId }) => postingId)],
    ),
  )
  const first = new Map<string, number>()
  for (const { delivery, posting } of rows) {
    const at = phones.at.get(delivery)
    if (at !== undefined) first.set(posting, Math.min(at, first.get(posting) ?? Infinity))
  }
  return published.map(({ postingId, began }) => {
    const at = first.get(postingId)
    return at === undefined ? null : at - began
  })
}

export function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return Math.round(sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? NaN)
}

export async function waitForOffers(deps: Deps, phones: Phones, published: readonly Published[], seconds: number) {
  await until('first offers', seconds, async () => {
    const waits = await firstOffers(deps, phones, published)
    return waits.every((wait) => wait !== null)
  }).catch((error: Error) => console.log(error.message))
  return firstOffers(deps, phones, published)
}

export type ReaderRow = {
  fence: number
  pid: number
  workers: number
  loaded: number
  waiting: number
  parts: Record<string, number>
}
export const reader = async (deps: Deps): Promise<ReaderRow | undefined> => {
  const [row] = await deps.db.named<ReaderRow>(
    'bench-reader',
    `select fence, (status->>'pid')::int as pid, (status->>'workers')::int as workers,
       (status->>'loadedMs')::int as loaded, (status->>'waiting')::int as waiting, status->'loadParts' as parts from outbox_readers where name = 'dispatch'`,
  )
  return row
}

export async function proof(deps: Deps): Promise<{ overfilled: number; doubledOffers: number; engagements: number }> {
  const [row] = await withinOf(deps)((ctx) =>
    ctx.tx.query<{ overfilled: number; doubled: number; engagements: number }>(
      `select (select count(*)::int from (select c.shift_id from shift_capacities c
           left join engagements e on e.shift_id = c.shift_id and e.live
           group by c.shift_id, c.headcount, c.taken having count(e.id) > c.headcount or count(e.id) <> c.taken) x) as overfilled,
         (select count(*)::int from (select shift_id, worker_id from offers where fence is not null
           group by shift_id, worker_id, wave having count(*) > 1) y) as doubled,
         (select count(*)::int from engagements where live) as engagements`,
    ),
  )
  return { overfilled: row!.overfilled, doubledOffers: row!.doubled, engagements: row!.engagements }
}

/** When the owner of this fence wrote its first offer, in milliseconds by the platform's clock; NaN for none. */
export async function firstOfferOf(deps: Deps, fence: number): Promise<number> {
  const [row] = await withinOf(deps)((ctx) =>
    ctx.tx.query<{ at: Date | null }>('select min(made_at) as at from offers where fence = $1', [fence]),
  )
  return row?.at?.getTime() ?? NaN
}

/** Where the time of a load went, largest first. */
export const loadWords = (parts: Record<string, number>): string =>
  Object.entries(parts)
    .sort(([, a], [, b]) => b - a)
    .map(([name, ms]) => `${name} ${ms}`)
    .join(', ')

import type { Ctx, Deps } from '../../apps/api/src/kernel/context.ts'
import { withinOf } from '../lib/grab-field.ts'
import { until, type Phones } from './phones.ts'
import type { Published } from './publish.ts'

type OfferOf = { delivery: string; posting: string }

/** When the first offer of each posting stood on a phone. Looks at each message once, by its key: it shares the machine. */
export class FirstOffers {
  readonly #deps: Deps
  readonly #phones: Phones
  readonly #at = new Map<string, number>()
  #seen = 0

  constructor(deps: Deps, phones: Phones) {
    this.#deps = deps
    this.#phones = phones
  }

  async #look(): Promise<void> {
    const fresh = this.#phones.sms.slice(this.#seen)
    this.#seen += fresh.length
    if (fresh.length === 0) return
    const rows = await withinOf(this.#deps)((ctx: Ctx) =>
      ctx.tx.query<OfferOf>(
        `select d.id as delivery, (select o.posting_id from notices n join offers o on o.id = n.subject_id
           where n.id = d.notice_id) as posting from notice_deliveries d where d.id = any ($1::uuid[])`,
        [fresh.map(({ outId }) => outId)],
      ),
    )
    for (const { delivery, posting } of rows) {
      const at = this.#phones.at.get(delivery) ?? Infinity
      this.#at.set(posting, Math.min(at, this.#at.get(posting) ?? Infinity))
    }
  }

  /** Milliseconds from the request of each posting; null where none has come within the time. */
  async waits(published: readonly Published[], seconds: number): Promise<Array<number | null>> {
    await until('first offers', seconds, async () => {
      await this.#look()
      return published.every(({ postingId }) => this.#at.has(postingId))
    }).catch((error: Error) => console.log(error.message))
    return published.map(({ postingId, began }) => {
      const at = this.#at.get(postingId)
      return at === undefined ? null : at - began
    })
  }
}

/** What the database knows of a posting that has not reached a phone, for whoever reads the bench. */
export const whatHappenedTo = (deps: Deps, postingId: string) =>
  withinOf(deps)((ctx) =>
    ctx.tx.query(
      `select p.state, (select name from outbox where subject_id = p.id and name = 'postingPublished') as event,
         c.taken, c.headcount, o.state as offer, o.made_at, n.kind as notice, d.channel, d.state as delivery
       from postings p join shifts s on s.posting_id = p.id left join shift_capacities c on c.shift_id = s.id
         left join offers o on o.shift_id = s.id left join notices n on n.subject_id = o.id
         left join notice_deliveries d on d.notice_id = n.id
       where p.id = $1 order by o.made_at limit 10`,
      [postingId],
    ),
  )

export function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return Math.round(sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? NaN)
}

export type ReaderRow = {
  fence: number
  pid: number
  workers: number
  loaded: number
  waiting: number
  expecting: number
  parts: Record<string, number>
}
export const reader = async (deps: Deps): Promise<ReaderRow | undefined> => {
  const [row] = await deps.db.named<ReaderRow>(
    'bench-reader',
    `select fence, (status->>'pid')::int as pid, (status->>'workers')::int as workers,
       (status->>'loadedMs')::int as loaded, (status->>'waiting')::int as waiting,
       (status->'expecting'->>'planned')::int as expecting, status->'loadParts' as parts from outbox_readers where name = 'dispatch'`,
  )
  return row
}

export async function proof(
  deps: Deps,
): Promise<{ overfilled: number; doubledOffers: number; engagements: number; offers: number }> {
  const [row] = await withinOf(deps)((ctx) =>
    ctx.tx.query<{ overfilled: number; doubled: number; engagements: number; offers: number }>(
      `select (select count(*)::int from (select c.shift_id from shift_capacities c
           left join engagements e on e.shift_id = c.shift_id and e.live
           group by c.shift_id, c.headcount, c.taken having count(e.id) > c.headcount or count(e.id) <> c.taken) x) as overfilled,
         (select count(*)::int from (select shift_id, worker_id from offers where fence is not null
           group by shift_id, worker_id, wave having count(*) > 1) y) as doubled,
         (select count(*)::int from offers where fence is not null) as offers,
         (select count(*)::int from engagements where live) as engagements`,
    ),
  )
  const { overfilled, doubled, engagements, offers } = row!
  return { overfilled, doubledOffers: doubled, engagements, offers }
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

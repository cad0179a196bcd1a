import type { Ctx, Deps } from '../../apps/api/src/kernel/context.ts'
import { withinOf } from '../lib/grab-field.ts'
import type { Phones } from './phones.ts'
import { quantile } from './proof.ts'
import type { Published } from './publish.ts'

/** Where the time of a first offer goes, in milliseconds, one figure a posting. */
export type Parts = { answer: number[]; decide: number[]; tell: number[]; arrive: number[] }

type Row = { delivery: string; posting: string; made: Date; told: Date }

/**
 * From the request to its answer; then until the dispatcher begins to write the offer; until the worker role begins to
 * tell it; until the message stands in the sandbox's journal. Only postings with a first offer.
 */
export async function parts(
  deps: Deps,
  clock: { offsetMs: number },
  phones: Phones,
  published: readonly Published[],
): Promise<Parts> {
  const rows = await withinOf(deps)((ctx: Ctx) =>
    ctx.tx.query<Row>(
      `select d.id as delivery, o.posting_id as posting, o.made_at as made, n.at as told
       from offers o join notices n on n.subject_id = o.id and n.kind = 'offerMade.worker'
         join notice_deliveries d on d.notice_id = n.id
       where o.posting_id = any ($1::uuid[]) order by o.made_at, o.id`,
      [published.map(({ postingId }) => postingId)],
    ),
  )
  const first = new Map<string, Row>()
  for (const row of rows) if (phones.at.has(row.delivery) && !first.has(row.posting)) first.set(row.posting, row)
  // The platform's times are dates of its moved clock, ours count from the start of this process.
  const ahead = Date.now() - performance.now() + clock.offsetMs
  const found: Parts = { answer: [], decide: [], tell: [], arrive: [] }
  for (const { postingId, began, answered } of published) {
    const row = first.get(postingId)
    if (!row) continue
    found.answer.push(answered - began)
    found.decide.push(row.made.getTime() - ahead - answered)
    found.tell.push(row.told.getTime() - row.made.getTime())
    found.arrive.push(phones.at.get(row.delivery)! - (row.told.getTime() - ahead))
  }
  return found
}

const words: Record<keyof Parts, string> = {
  answer: 'answer over HTTP',
  decide: 'heard and decided',
  tell: 'written, heard by the worker role',
  arrive: 'told, sent, in the sandbox',
}

export function partWords(found: Parts): string {
  return (Object.keys(words) as Array<keyof Parts>)
    .map((name) => `${words[name]} p50 ${quantile(found[name], 0.5)} p99 ${quantile(found[name], 0.99)} ms`)
    .join('; ')
}

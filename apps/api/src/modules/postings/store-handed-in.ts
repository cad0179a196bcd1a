import type { PostingState } from '@linggong/contract'
import type { Ctx } from '../../kernel/context.ts'
import { toPosting, type PostingRow } from './store.ts'
import type { Posting } from './types.ts'

/**
 * Postings handed in to these counties or sites, newest first; `words` stand in the title or the
 * name of the place.
 */
export async function listHandedIn(
  ctx: Ctx,
  wanted: {
    column: 'county' | 'site_id'
    ids: readonly string[]
    after: string | undefined
    limit: number
    state: PostingState | undefined
    words: string | undefined
  },
): Promise<Posting[]> {
  const own = wanted.column === 'county' ? 'county = any ($1::text[])' : 'site_id = any ($1::uuid[])'
  const pattern = wanted.words === undefined ? null : `%${wanted.words.replaceAll(/[\\\\%_]/g, '\\\\$&')}%`
  const rows = await ctx.tx.query<PostingRow>(
    `select * from postings where ${own} and submitted_at is not null
       and ($2::uuid is null or id < $2) and ($3::text is null or state = $3)
       and ($4::text is null or terms->>'title' ilike $4 or terms->>'placeName' ilike $4)
     order by id desc limit $5`,
    [wanted.ids, wanted.after ?? null, wanted.state ?? null, pattern, wanted.limit],
  )
  return rows.map(toPosting)
}

import type { RatingAbout } from '@linggong/contract'
import type { Ctx } from '../../kernel/context.ts'
import type { Side } from './rules.ts'

export type RatingRow = {
  id: string
  engagement_id: string
  employer_id: string
  worker_id: string
  county: string
  by_side: Side
  about: RatingAbout
  site_id: string | null
  stars: number
  tags: string[]
  words: string | null
  given_at: Date
  shown_at: Date | null
}

export type NewRating = {
  id: string
  engagementId: string
  postingId: string
  employerId: string
  workerId: string
  county: string
  bySide: Side
  about: RatingAbout
  siteId: string | null
  stars: number
  tags: readonly string[]
  words: string | null
  givenBy: string
}

/** Undefined when this side has rated already. */
export async function insertRating(ctx: Ctx, rating: NewRating): Promise<RatingRow | undefined> {
  const [row] = await ctx.tx.query<RatingRow>(
    `insert into ratings (id, engagement_id, posting_id, employer_id, worker_id, county, by_side, about, site_id, stars,
       tags, words, given_by, given_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
     on conflict (engagement_id, by_side, about) do nothing returning *`,
    [
      rating.id,
      rating.engagementId,
      rating.postingId,
      rating.employerId,
      rating.workerId,
      rating.county,
      rating.bySide,
      rating.about,
      rating.siteId,
      rating.stars,
      rating.tags,
      rating.words,
      rating.givenBy,
      ctx.now,
    ],
  )
  return row
}

/** Ratings of an engagement the scope may see: own ones, and shown ones. */
export function findRatings(ctx: Ctx, engagementId: string): Promise<RatingRow[]> {
  return ctx.tx.query<RatingRow>('select * from ratings where engagement_id = $1 order by given_at, id', [engagementId])
}

/** Shows what is not shown yet; returns those. */
export function showRatings(ctx: Ctx, engagementId: string): Promise<RatingRow[]> {
  return ctx.tx.query<RatingRow>(
    'update ratings set shown_at = $2 where engagement_id = $1 and shown_at is null returning *',
    [engagementId, ctx.now],
  )
}

export async function addToTotal(ctx: Ctx, subjectId: string, about: RatingAbout, stars: number): Promise<void> {
  await ctx.tx.query(
    `insert into rating_totals (subject_id, about, ratings, stars) values ($1, $2, 1, $3)
     on conflict (subject_id) do update set ratings = rating_totals.ratings + 1, stars = rating_totals.stars + excluded.stars`,
    [subjectId, about, stars],
  )
}

export async function readTotal(ctx: Ctx, subjectId: string): Promise<{ ratings: number; stars: number }> {
  const [row] = await ctx.tx.query<{ ratings: number; stars: number }>(
    'select ratings, stars from rating_totals where subject_id = $1',
    [subjectId],
  )
  return row ?? { ratings: 0, stars: 0 }
}

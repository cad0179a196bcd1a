import type { CockpitAge, CockpitFigure } from '@linggong/contract'
import type { Ctx } from '../../kernel/context.ts'
import { staffMatters } from '../insights/index.ts'
import type { Asked, Place } from './rules.ts'
import { ownSources, queueOf } from './sources.ts'

/** What is asked for: `counties` and `siteIds` are those of the asking one, so that row-level security only confirms. */
export type Question = {
  figures: readonly CockpitFigure[]
  counties: readonly string[]
  siteIds: readonly string[]
  today: string
  soonUntil: Date
  asked: Asked
}

export const sitesInReach = (ctx: Ctx, counties: readonly string[], siteIds: readonly string[]) =>
  ctx.tx.query<{ id: string; county: string }>(
    'select id, county from sites where county = any ($1::text[]) or id = any ($2::uuid[])',
    [counties, siteIds],
  )

/**
 * All matters of these figures with their age. What an office may act on because the site let its time pass is counted
 * there alone; a site without an office's reach sees it as its own.
 */
function aged(figures: readonly CockpitFigure[]): string {
  const queues = [...new Set(figures.flatMap((one) => queueOf[one] ?? []))]
  const own = figures.flatMap((one) => ownSources[one] ?? [])
  const fromToDos = `
  select kind as figure, subject_kind, subject_id::text as subject_id, title, county, site_id, since, due_at,
    null::jsonb as facts, true as shown
  from (${staffMatters(queues)}) m`
  const matters = [...(queues.length > 0 ? [fromToDos] : []), ...own].join('\n  union all')
  return `select m.*, case when due_at is null then 'noLimit' when due_at < $1::timestamptz then 'late'
      when due_at < $6::timestamptz then 'soon' else 'inTime' end as age
    from (${matters}) m
    where figure = any ($8::text[]) and $4::uuid is null and $5::date is not null and $7::jsonb is not null
      and $2::text[] is not null and $3::uuid[] is not null
      and not (figure in ('assessmentToSelfAssess', 'improvementToReport') and due_at <= $1 and cardinality($2::text[]) > 0)`
}

const valuesOf = (ctx: Ctx, { counties, siteIds, today, soonUntil, asked, figures }: Question) => [
  ctx.now,
  counties,
  siteIds,
  null,
  today,
  soonUntil,
  JSON.stringify(asked),
  figures,
]

export type Counted = {
  figure: CockpitFigure
  county: string
  count: number
  late: number
  soon: number
  inTime: number
  noLimit: number
  oldest: Date | null
  earliest: Date | null
}

/** By figure and county, in one statement. A row with count 0: looked at, and nothing found. */
export async function countMatters(ctx: Ctx, question: Question): Promise<Counted[]> {
  if (question.figures.length === 0) return []
  const of = (age: CockpitAge) => `count(*) filter (where shown and age = '${age}')::int`
  return ctx.tx.query<Counted>(
    `select figure, county, count(*) filter (where shown)::int as count, ${of('late')} as late, ${of('soon')} as soon,
       ${of('inTime')} as "inTime", ${of('noLimit')} as "noLimit", min(since) filter (where shown) as oldest,
       min(due_at) filter (where shown) as earliest
     from (${aged(question.figures)}) a group by figure, county`,
    valuesOf(ctx, question),
  )
}

export type MatterRow = {
  figure: CockpitFigure
  subject_kind: string
  subject_id: string
  title: string | null
  county: string
  site_id: string | null
  site_name: string | null
  since: Date | null
  due_at: Date | null
  facts: Record<string, number | string | null> | null
  age: CockpitAge
  key: string
}

/** Rows by the same conditions, what is due first first, without a time limit last. */
export async function listMatters(
  ctx: Ctx,
  question: Question,
  page: { age?: CockpitAge | undefined; after?: Place | undefined; limit: number },
): Promise<MatterRow[]> {
  if (question.figures.length === 0) return []
  const never = '9999-12-31T00:00:00Z'
  const after = page.after && (page.after.dueMs === null ? never : new Date(page.after.dueMs))
  return ctx.tx.query<MatterRow>(
    `select k.figure, k.subject_kind, k.subject_id, k.title, k.county, k.site_id, k.since, k.due_at, k.age, k.key,
       s.name as site_name, coalesce(k.facts, jsonb_build_object('words', f.words)) as facts
     from (
       select a.*, coalesce(due_at, timestamptz '${never}') as due, figure || ' ' || subject_id || ' ' || county || ' ' ||
         row_number() over (partition by figure, subject_id, county order by since, title) as key
       from (${aged(question.figures)}) a where shown and ($9::text is null or age = $9)) k
       left join sites s on s.id = k.site_id
       left join referral_flags f on f.id = case when k.figure = 'referralFlagOpen' then k.subject_id::uuid end
     where $10::timestamptz is null or (k.due, k.key collate "C") > ($10, $11::text collate "C")
     order by k.due, k.key collate "C" limit $12`,
    [...valuesOf(ctx, question), page.age ?? null, after ?? null, page.after?.key ?? null, page.limit],
  )
}

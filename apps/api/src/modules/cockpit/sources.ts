import type { CockpitFigure } from '@linggong/contract'
import type { StaffQueue } from '../insights/index.ts'

/**
 * Where the rows of each figure come from. Either the queue of the to-do home that holds them (the same rows, so that the
 * two never tell different numbers), or a query of its own with the columns figure, subject_kind, subject_id, title, county,
 * site_id, since, due_at, facts, shown. Rows that are not `shown` were compared and found ordinary: where there is none at
 * all, nothing can be said.
 *
 * $1 the present, $2 counties, $3 sites, $5 the business day, $7 what the policy says (`Asked` in rules.ts).
 */
export const queueOf: Partial<Record<CockpitFigure, StaffQueue>> = {
  serviceToEvaluate: 'service',
  serviceToDecide: 'service',
  serviceToExit: 'service',
  serviceToAnswer: 'serviceOwn',
  serviceAtFinance: 'serviceFinance',
  reviewBefore: 'review',
  reviewAfterwards: 'review',
  troubleOpen: 'trouble',
  disputeOpen: 'mediate',
  employerUnverified: 'supervise',
  qualificationToReview: 'qualification',
  arrearsOpen: 'supervise',
  recognitionWaiting: 'recognition',
  recognitionToSupplement: 'recognitionOwn',
  recognitionAppealed: 'recognitionCity',
  recognitionToRecord: 'recognitionCity',
  subsidyWaiting: 'subsidy',
  subsidyAtFinance: 'subsidyFinance',
  assessmentToSelfAssess: 'assessmentOwn',
  assessmentToScore: 'assessment',
  assessmentToCheck: 'assessmentCity',
  assessmentToPublish: 'assessment',
  improvementToReport: 'assessmentOwn',
  improvementToCheck: 'assessment',
  referralAnswered: 'referral',
  referralAsked: 'referralOwn',
  referralFlagOpen: 'referral',
  siteSafetyDue: 'safety',
}

const said = (name: string, type: string): string => `($7::jsonb->>'${name}')::${type}`
const lookback = `$5::date - ${said('lookbackDays', 'int')}`
const atRest = (day: string): string => `exists (select from site_closures c where c.site_id = s.id
      and ${day} between c.from_day and c.to_day and c.cancelled_at is null)`
const ofSite = 's.name as title, s.county, s.id as site_id'

export const ownSources: Partial<Record<CockpitFigure, string>> = {
  reportToSign: `
  select 'reportToSign' as figure, 'quarterlyReport' as subject_kind, q.quarter as subject_id, q.label as title, c.county,
    null::uuid as site_id, q.since, q.due_at, null::jsonb as facts, true as shown
  from jsonb_to_recordset($7::jsonb->'reports') as q (quarter text, label text, since timestamptz, due_at timestamptz)
    cross join unnest($2::text[]) as c (county)
  where not exists (select from quarterly_reports r where r.county = c.county and r.quarter = q.quarter
    and r.signed_at is not null)`,
  siteShut: `
  select 'siteShut' as figure, 'site' as subject_kind, s.id::text as subject_id, ${ofSite}, o.at as since, o.at as due_at,
    jsonb_build_object('from', o.from_time) as facts, true as shown
  from sites s cross join lateral (
    select min(h->>'from') as from_time, max(($5::date + (h->>'to')::time) at time zone 'Asia/Shanghai') as until,
      min(($5::date + (h->>'from')::time + make_interval(mins => ${said('graceMinutes', 'int')})) at time zone 'Asia/Shanghai') as at
    from jsonb_array_elements(s.hours) h where h->'days' @> to_jsonb(extract(isodow from $5::date)::int)) o
  where s.id = any ($3::uuid[]) and s.state = 'open' and s.opened_on <= $5::date and o.at <= $1 and o.until > $1
    and not exists (select from site_days d where d.site_id = s.id and d.day = $5::date) and not ${atRest('$5::date')}`,
  // Sets of days taken from one another, each read once, rather than a question per site and day.
  siteNoLog: `
  select 'siteNoLog' as figure, 'site' as subject_kind, s.id::text as subject_id, ${ofSite},
    g.first::timestamp at time zone 'Asia/Shanghai' as since, null::timestamptz as due_at,
    jsonb_build_object('days', g.days, 'of', ${said('lookbackDays', 'int')}) as facts, true as shown
  from (select site_id, min(day) as first, count(*) as days from (
      select w.id as site_id, day::date as day
      from (select id, opened_on, array(select d::int from jsonb_array_elements(hours) h,
            jsonb_array_elements_text(h->'days') d) as weekdays
          from sites where id = any ($3::uuid[]) and state = 'open') w
        cross join lateral generate_series(greatest(w.opened_on, ${lookback})::timestamp, $5::date - interval '1 day',
          interval '1 day') day
      where extract(isodow from day)::int = any (w.weekdays)
      except
      select site_id, day from site_days where site_id = any ($3::uuid[]) and day >= ${lookback} and day < $5::date
      except
      select site_id, day::date from site_closures cross join lateral generate_series(
        greatest(from_day, ${lookback})::timestamp, least(to_day, $5::date - 1)::timestamp, interval '1 day') day
      where site_id = any ($3::uuid[]) and cancelled_at is null) missing
    group by site_id having count(*) >= ${said('missingDays', 'int')}) g
    join sites s on s.id = g.site_id`,
  visitorsJump: `
  select 'visitorsJump' as figure, 'site' as subject_kind, s.id::text as subject_id, ${ofSite},
    ($5::date - ${said('recentDays', 'int')})::timestamp at time zone 'Asia/Shanghai' as since, null::timestamptz as due_at,
    jsonb_build_object('recent', round(v.recent, 1), 'before', round(v.before, 1)) as facts,
    greatest(v.recent, v.before) >= ${said('minimumPerDay', 'numeric')}
      and greatest(v.recent, v.before) >= ${said('factor', 'numeric')} * least(v.recent, v.before) as shown
  from (select site_id, avg(visitors) filter (where day >= $5::date - ${said('recentDays', 'int')}) as recent,
      avg(visitors) filter (where day < $5::date - ${said('recentDays', 'int')}) as before
    from site_days where site_id = any ($3::uuid[]) and visitors is not null
      and day between $5::date - ${said('recentDays', 'int')} - ${said('beforeDays', 'int')} and $5::date - 1
    group by site_id
    having count(*) filter (where day >= $5::date - ${said('recentDays', 'int')}) >= ${said('visitorRecentDays', 'int')}
      and count(*) filter (where day < $5::date - ${said('recentDays', 'int')}) >= ${said('visitorBeforeDays', 'int')}) v
    join sites s on s.id = v.site_id where s.state = 'open'`,
  referralsJump: `
  select 'referralsJump' as figure, 'site' as subject_kind, s.id::text as subject_id, ${ofSite},
    (r.until - ${said('recentDays', 'int')})::timestamp at time zone 'Asia/Shanghai' as since, null::timestamptz as due_at,
    jsonb_build_object('recent', r.recent, 'before', round(r.before, 1)) as facts,
    greatest(r.recent, r.before) >= ${said('minimumReferrals', 'numeric')}
      and greatest(r.recent, r.before) >= ${said('factor', 'numeric')} * least(r.recent, r.before) as shown
  from (select site_id, w.until, count(*) filter (where worked_on >= w.until - ${said('recentDays', 'int')}) as recent,
      count(*) filter (where worked_on < w.until - ${said('recentDays', 'int')})
        * ${said('recentDays', 'numeric')} / ${said('beforeDays', 'numeric')} as before
    from referrals, (select $5::date - ${said('referralLagDays', 'int')} as until) w
    where site_id = any ($3::uuid[]) and counted and county in (select county from sites where id = any ($3::uuid[]))
      and worked_on >= $5::date - ${said('referralLagDays', 'int')} - ${said('recentDays', 'int')} - ${said('beforeDays', 'int')}
      and worked_on < $5::date - ${said('referralLagDays', 'int')}
    group by site_id, w.until) r
    join sites s on s.id = r.site_id
  where s.state = 'open' and s.opened_on <= $5::date - ${said('recentDays', 'int')} - ${said('beforeDays', 'int')}`,
  appropriationLow: `
  select 'appropriationLow' as figure, 'appropriation' as subject_kind, a.id::text as subject_id, a.document_number as title,
    a.county, null::uuid as site_id, a.recorded_at as since, null::timestamptz as due_at,
    jsonb_build_object('amountFen', a.amount_fen, 'leftFen', a.amount_fen - a.committed_fen - a.carried_out_fen) as facts,
    a.committed_fen * 10000 >= a.amount_fen * ${said('appropriationBasisPoints', 'bigint')} as shown
  from appropriations a where a.county = any ($2::text[]) and a.year = extract(year from $5::date)`,
  staffShort: `
  select 'staffShort' as figure, 'site' as subject_kind, s.id::text as subject_id, ${ofSite}, null::timestamptz as since,
    null::timestamptz as due_at, jsonb_build_object('staff', p.n, 'minimum', ($7::jsonb->'minimumStaff'->>s.kind)::int) as facts,
    true as shown
  from sites s cross join lateral (select count(*)::int as n from site_staff p where p.site_id = s.id and p.since <= $5::date
    and (p.until is null or p.until >= $5::date)) p
  where s.id = any ($3::uuid[]) and s.state = 'open' and s.understaffed_reason is null
    and p.n < ($7::jsonb->'minimumStaff'->>s.kind)::int`,
  venueEnded: `
  select 'venueEnded' as figure, 'site' as subject_kind, s.id::text as subject_id, ${ofSite},
    (s.venue_until + 1)::timestamp at time zone 'Asia/Shanghai' as since, null::timestamptz as due_at,
    jsonb_build_object('until', s.venue_until) as facts, true as shown
  from sites s where s.id = any ($3::uuid[]) and s.state = 'open' and s.venue_until < $5::date`,
  contractSiteShut: `
  select 'contractSiteShut' as figure, 'site' as subject_kind, s.id::text as subject_id, ${ofSite}, s.state_since as since,
    null::timestamptz as due_at, jsonb_build_object('contract', p.contract_number, 'until', p.ends_on, 'state', s.state) as facts,
    true as shown
  from purchased_services p join sites s on s.id = p.site_id
  where p.site_id = any ($3::uuid[]) and p.starts_on <= $5::date and coalesce(p.ended_on, p.ends_on) >= $5::date and s.state <> 'open'`,
}

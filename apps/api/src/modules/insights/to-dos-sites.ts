/** Days begin and end at midnight in Ningde. */
const startOf = (day: string) => `${day}::timestamp at time zone 'Asia/Shanghai'`
const endOf = (day: string) => startOf(`(${day} + 1)`)

/**
 * What waits in procedures about sites. $2 counties, $3 sites. After what the to-do home shows: where it belongs and since
 * when it stands as it does, for the cockpit.
 */
export const siteQueues = {
  recognition: `
  select 'recognitionWaiting' as kind, null::uuid as employer_id, 'recognition' as subject_kind, r.id as subject_id,
    r.site_name as title, ${endOf('r.due_on')} as due_at, r.county, r.site_id, r.state_since as since
  from recognitions r where r.county = any ($2::text[]) and r.state in ('lodged', 'accepted', 'inspected', 'cleared')
  union all
  -- One that is upheld waits for the refusal: no number is given before.
  select 'recognitionObjection', null, 'recognition', r.id, r.site_name,
    case when o.outcome is null then ${endOf('coalesce(o.answer_by, r.notice_to)')} end,
    r.county, r.site_id, ${startOf('o.received_on')}
  from recognitions r join recognition_objections o on o.recognition_id = r.id
    and o.outcome is distinct from 'rejected' and o.received_on >= r.notice_from
  where r.county = any ($2::text[]) and r.state = 'inNotice'`,
  recognitionOwn: `
  select 'recognitionToSupplement' as kind, null::uuid as employer_id, 'recognition' as subject_kind, r.id as subject_id,
    r.site_name as title, ${endOf('r.due_on')} as due_at, r.county, r.site_id, r.state_since as since
  from recognitions r where r.site_id = any ($3::uuid[]) and r.state = 'returned'`,
  recognitionCity: `
  select 'recognitionAppealed' as kind, null::uuid as employer_id, 'recognition' as subject_kind, r.id as subject_id,
    r.site_name as title, ${endOf('r.due_on')} as due_at, r.county, r.site_id, ${startOf('r.appealed_on')} as since
  from recognitions r where r.county = any ($2::text[]) and r.appealed_on is not null and r.appeal_outcome is null
  union all
  select 'recognitionToRecord', null, 'recognition', r.id, r.site_name, null, r.county, r.site_id, r.state_since
  from recognitions r where r.county = any ($2::text[]) and r.state = 'recognised' and r.city_recorded_on is null`,
  subsidy: `
  select 'subsidyWaiting' as kind, null::uuid as employer_id, 'subsidy' as subject_kind, u.id as subject_id,
    s.name as title, null::timestamptz as due_at, u.county, u.site_id, u.state_since as since
  from subsidies u join sites s on s.id = u.site_id
  where u.county = any ($2::text[]) and u.state in ('lodged', 'handled', 'checked', 'confirmed', 'paid')
  union all
  -- One that is upheld waits for the refusal: no money goes on before.
  select 'subsidyObjection', null, 'subsidy', u.id, s.name, case when o.outcome is null then ${endOf('o.answer_by')} end,
    u.county, u.site_id, ${startOf('o.received_on')}
  from subsidies u join sites s on s.id = u.site_id
    join subsidy_objections o on o.subsidy_id = u.id and o.outcome is distinct from 'rejected'
  where u.county = any ($2::text[]) and u.state = 'inNotice'`,
  subsidyFinance: `
  select 'subsidyAtFinance' as kind, null::uuid as employer_id, 'subsidy' as subject_kind, u.id as subject_id,
    s.name as title, null::timestamptz as due_at, u.county, u.site_id, u.state_since as since
  from subsidies u join sites s on s.id = u.site_id
  where u.county = any ($2::text[]) and u.state in ('approved', 'cleared')`,
  assessmentOwn: `
  select 'assessmentToSelfAssess' as kind, null::uuid as employer_id, 'assessment' as subject_kind, a.id as subject_id,
    a.site_name as title, ${endOf('a.due_on')} as due_at, a.county, a.site_id, a.state_since as since
  from assessments a where a.site_id = any ($3::uuid[]) and a.state = 'opened'
  union all
  select 'improvementToReport', null, 'assessment', i.assessment_id, i.site_name, ${endOf('i.due_on')}, i.county, i.site_id, i.state_since
  from improvements i where i.site_id = any ($3::uuid[]) and i.state = 'ordered'`,
  assessment: `
  select 'assessmentToScore' as kind, null::uuid as employer_id, 'assessment' as subject_kind, a.id as subject_id,
    a.site_name as title, ${endOf('a.due_on')} as due_at, a.county, a.site_id, a.state_since as since
  from assessments a where a.county = any ($2::text[])
    and (a.state = 'selfAssessed' or (a.state = 'opened' and ${endOf('a.due_on')} <= $1::timestamptz))
  union all
  select 'assessmentToPublish', null, 'assessment', a.id, a.site_name, null, a.county, a.site_id, a.state_since
  from assessments a where a.county = any ($2::text[]) and a.state = 'checked'
  union all
  select 'objectionToDecide', null, 'assessment', a.id, a.site_name, ${endOf('coalesce(o.answer_by, a.notice_to)')},
    a.county, a.site_id, ${startOf('o.received_on')}
  from assessments a join assessment_objections o on o.assessment_id = a.id and o.outcome is null
  where a.county = any ($2::text[]) and a.state = 'inNotice'
  union all
  select 'improvementToCheck', null, 'assessment', i.assessment_id, i.site_name, ${endOf('i.due_on')}, i.county, i.site_id, i.state_since
  from improvements i where i.county = any ($2::text[])
    and (i.state = 'reported' or (i.state = 'ordered' and ${endOf('i.due_on')} <= $1::timestamptz))`,
  assessmentCity: `
  select 'assessmentToCheck' as kind, null::uuid as employer_id, 'assessment' as subject_kind, a.id as subject_id,
    a.site_name as title, null::timestamptz as due_at, a.county, a.site_id, a.state_since as since
  from assessments a where a.county = any ($2::text[]) and a.state = 'scored'`,
  // The next period is counted in months from the first day, as periodsOf in the purchasing module does.
  service: `
  select 'serviceToEvaluate' as kind, null::uuid as employer_id, 'serviceContract' as subject_kind, c.id as subject_id,
    s.name as title, ${endOf('c.evaluate_by')} as due_at, c.county, c.site_id, ${endOf('n.until')} as since
  from service_contracts c join purchased_services p on p.id = c.id join sites s on s.id = c.site_id
    cross join lateral (select count(*)::int as done from service_evaluations where service_id = c.id) e
    cross join lateral (select coalesce(p.ended_on, p.ends_on) as last,
      (p.starts_on + make_interval(months => c.period_months * e.done))::date as begins) d
    cross join lateral (select least(d.last,
      (p.starts_on + make_interval(months => c.period_months * (e.done + 1)))::date - 1) as until) n
  where c.county = any ($2::text[]) and d.begins <= d.last and ${endOf('n.until')} <= $1::timestamptz
  union all
  select 'serviceToDecide', null, 'serviceContract', e.service_id, e.site_name, ${endOf('e.decide_by')}, e.county, e.site_id,
    case e.state when 'objected' then e.state_since else ${endOf('e.object_by')} end
  from service_evaluations e where e.county = any ($2::text[])
    and (e.state = 'objected' or (e.state = 'opened' and ${endOf('e.object_by')} <= $1::timestamptz))
  union all
  select 'serviceToExit', null, 'serviceContract', c.id, s.name, null, c.county, c.site_id, l.state_since
  from service_contracts c join purchased_services p on p.id = c.id join sites s on s.id = c.site_id
    cross join lateral (select passed, state_since from service_evaluations
      where service_id = c.id and state not in ('opened', 'objected') order by period desc limit 1) l
  where c.county = any ($2::text[]) and c.state = 'running' and l.passed is false
    and ${endOf('p.ends_on')} > $1::timestamptz`,
  serviceOwn: `
  select 'serviceToAnswer' as kind, null::uuid as employer_id, 'serviceContract' as subject_kind, e.service_id as subject_id,
    e.site_name as title, ${endOf('e.object_by')} as due_at, e.county, e.site_id, e.state_since as since
  from service_evaluations e where e.site_id = any ($3::uuid[]) and e.state = 'opened'
    and ${endOf('e.object_by')} > $1::timestamptz`,
  serviceFinance: `
  select 'serviceAtFinance' as kind, null::uuid as employer_id, 'serviceContract' as subject_kind, e.service_id as subject_id,
    e.site_name as title, null::timestamptz as due_at, e.county, e.site_id, e.state_since as since
  from service_evaluations e where e.county = any ($2::text[])
    and (e.state = 'confirmed' or (e.state = 'decided' and e.amount_fen > 0))`,
  referral: `
  select 'referralFlagOpen' as kind, null::uuid as employer_id, 'referralFlag' as subject_kind, f.id as subject_id,
    s.name as title, null::timestamptz as due_at, f.county, f.site_id, f.found_at as since
  from referral_flags f join sites s on s.id = f.site_id where f.county = any ($2::text[]) and f.decision is null
  union all
  select 'referralAnswered', null, 'referral', r.id, r.title, null, r.county, r.site_id, r.answered_at
  from referrals r where r.county = any ($2::text[]) and r.decision = 'ask' and r.answer is not null`,
  referralOwn: `
  select 'referralAsked' as kind, null::uuid as employer_id, 'referral' as subject_kind, r.id as subject_id,
    r.title, null::timestamptz as due_at, r.county, r.site_id, r.decided_at as since
  from referrals r where r.site_id = any ($3::uuid[]) and r.decision = 'ask' and r.answer is null`,
  // $5: { quarter, label, overAt, dueAt } of the quarter behind, null without a policy. Counties whose report nobody has
  // signed yet; one that is not there has an id made of its county and quarter, the same each time.
  report: `
  select 'reportDue' as kind, null::uuid as employer_id, 'quarterlyReport' as subject_kind,
    coalesce(q.id, overlay(overlay(md5(c.county || ($5::jsonb->>'quarter')) placing '7' from 13) placing '8' from 17)::uuid)
      as subject_id, $5::jsonb->>'label' as title,
    -- One that is reported anew has been reported: its time limit is kept.
    case when coalesce(q.revision, 1) = 1 then ($5::jsonb->>'dueAt')::timestamptz end as due_at, c.county, null::uuid as site_id,
    coalesce(q.state_since, ($5::jsonb->>'overAt')::timestamptz) as since
  from unnest($2::text[]) as c (county)
    left join quarterly_reports q on q.county = c.county and q.quarter = $5::jsonb->>'quarter' and q.state <> 'replaced'
  where $5::jsonb is not null and q.signed_at is null`,
  safety: `
  select 'siteSafetyDue' as kind, null::uuid as employer_id, 'site' as subject_kind, s.id as subject_id,
    s.name as title, min(${endOf('c.next_due_on')}) as due_at, s.county, s.id as site_id,
    min(${endOf('c.next_due_on')}) as since
  from sites s join lateral (select distinct on (item) item, next_due_on from site_safety_checks
    where site_id = s.id order by item, checked_on desc, id desc) c on true
  where (s.county = any ($2::text[]) or s.id = any ($3::uuid[])) and s.state = 'open'
    and ${endOf('c.next_due_on')} <= $1::timestamptz group by s.id, s.name`,
} as const

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadPolicy, minimumWage, screenPosting } from '@linggong/policy'
import { isReservedIdNumber, isReservedPhone, occupationByCode } from '@linggong/reference'
import {
  assessmentLifecycle,
  improvementLifecycle,
  recognitionLifecycle,
  serviceEvaluationLifecycle,
  subsidyLifecycle,
} from '@linggong/contract'
import type { WorkTerms } from '@linggong/contract/work-terms.ts'
import type pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../test/database.ts'
import { policyPacks } from '../compose.ts'
import { businessDay } from '../kernel/clock.ts'
import { createKeyring, newKey, parseKeys } from '../kernel/crypto/keyring.ts'
import { missingFields } from '../modules/postings/rules.ts'
import { programmeReplay } from '../modules/programmes/index.ts'
import { dailyFen, hourlyFen } from '../modules/postings/rules-pay.ts'
import { sampleAccountLines } from '../supervisor/accounts.ts'
import { connectOwner } from './connection.ts'
import { seed, type Seeded, type SeedOptions } from './seed.ts'
import { problemsOf } from './prove.ts'
import { smallPlan } from './small.ts'

const policy = loadPolicy(policyPacks)
const keys = { field: newKey('t1'), index: newKey('t1') }
const today = '2026-11-23'

function leastHourlyFen(county: string, day: string): number {
  const minimum = minimumWage(policy, county, day)
  if (minimum.status !== 'inForce') throw new Error(minimum.messageZh)
  return minimum.hourlyFen
}

type Seeding = { database: TestDatabase; dataDir: string; client: pg.Client; seeded: Seeded; options: SeedOptions }
const open: Seeding[] = []

async function seedOne(): Promise<Seeding> {
  const database = await createTestDatabase()
  const dataDir = await mkdtemp(join(tmpdir(), 'linggong-seed-'))
  const options: SeedOptions = {
    ownerUrl: database.ownerUrl,
    schema: database.schema,
    dataDir,
    scale: 'small',
    frame: {
      policy,
      keyring: createKeyring(parseKeys(keys.field), parseKeys(keys.index)),
      today,
      now: new Date(`${today}T07:00:00+08:00`),
    },
    say: () => undefined,
    monotonicMs: () => 0,
  }
  const seeded = await seed(options)
  const one = { database, dataDir, seeded, options, client: await connectOwner(database.ownerUrl, database.schema) }
  open.push(one)
  return one
}

let first: Seeding
beforeAll(async () => {
  first = await seedOne()
})
afterAll(async () => {
  for (const one of open) {
    await one.client.end()
    await one.database.drop()
    await rm(one.dataDir, { recursive: true, force: true })
  }
})

async function rowsOf<R extends pg.QueryResultRow>(text: string, values: unknown[] = []): Promise<R[]> {
  return (await first.client.query<R>(text, values)).rows
}

describe('the first seed', () => {
  test('holds what was planned, and everything that must be zero is', () => {
    const proof = first.seeded.proof
    expect(proof && problemsOf(proof)).toEqual([])
    expect(proof?.counts).toMatchObject({
      sites: 38,
      workers: smallPlan.workers,
      employers: smallPlan.employers,
      postings: smallPlan.postings + smallPlan.open + smallPlan.waiting,
      openPostings: smallPlan.open,
      paidEngagements: smallPlan.paid,
      wages: smallPlan.paid,
    })
  })

  test('has a market in each of the ten units, employers of each kind, workers of all ages', async () => {
    const markets = await rowsOf<{ county: string; name: string }>(
      `select county, name from sites where kind = 'market'`,
    )
    expect(new Set(markets.map((one) => one.county)).size).toBe(10)
    expect(markets.every((one) => one.name.endsWith('零工市场'))).toBe(true)
    const kinds = await rowsOf<{ kind: string }>('select distinct kind from employers')
    expect(kinds.map((one) => one.kind).toSorted()).toEqual([
      'company',
      'cooperative',
      'household',
      'publicBody',
      'soleTrader',
      'villageCollective',
    ])
    const ages = await rowsOf<{ young: number; old: number; children: number }>(
      `select count(*) filter (where birth_date > date '${today}' - interval '30 years')::int as young,
         count(*) filter (where birth_date < date '${today}' - interval '50 years')::int as old,
         count(*) filter (where birth_date > date '${today}' - interval '18 years')::int as children
       from persons p join workers w on w.person_id = p.id`,
    )
    expect(ages[0]?.young).toBeGreaterThan(30)
    expect(ages[0]?.old).toBeGreaterThan(120)
    expect(ages[0]?.children).toBe(0)
  })

  test('names nobody twice in a unit, and some share a phone', async () => {
    const names = await rowsOf<{ count: string }>(
      'select 1 as count from persons p join workers w on w.person_id = p.id group by w.county, p.name having count(*) > 1',
    )
    expect(names).toEqual([])
    const shared = await rowsOf<{ people: number }>(
      'select count(*)::int as people from persons where phone_index is not null group by phone_index having count(*) > 1',
    )
    expect(shared.length).toBeGreaterThan(5)
  })

  test('uses reserved numbers alone', async () => {
    const people = await rowsOf<{ id_number_enc: Buffer; phone_enc: Buffer }>(
      'select id_number_enc, phone_enc from persons',
    )
    const { keyring } = first.options.frame
    for (const person of people) {
      expect(isReservedIdNumber(keyring.decrypt('persons.id_number', person.id_number_enc))).toBe(true)
      expect(isReservedPhone(keyring.decrypt('persons.phone', person.phone_enc))).toBe(true)
    }
  })
})

type OpenPosting = {
  id: string
  county: string
  state: string
  terms: WorkTerms
  fill_mode: 'grab'
  span: 'eachShift' | 'wholeJob'
  shifts: Array<{ startsAt: string; endsAt: string; headcount: number }>
}

async function openPostings(): Promise<OpenPosting[]> {
  return rowsOf<OpenPosting>(
    `select p.id, p.county, p.state, p.terms, p.fill_mode, p.span,
       (select jsonb_agg(jsonb_build_object('startsAt', starts_at, 'endsAt', ends_at, 'headcount', headcount)) from shifts s where s.posting_id = p.id) as shifts
     from postings p where p.state in ('published', 'inReview')`,
  )
}

const timesOf = (posting: OpenPosting) =>
  posting.shifts.map((shift) => ({
    startsAt: new Date(shift.startsAt),
    endsAt: new Date(shift.endsAt),
    headcount: shift.headcount,
  }))

describe('postings open now', () => {
  test('lack nothing, pay the minimum wage and pass the screening clean', async () => {
    const postings = await openPostings()
    expect(postings.length).toBe(smallPlan.open + smallPlan.waiting)
    for (const posting of postings) {
      const { terms, county, span } = posting
      const shifts = timesOf(posting)
      const missing = missingFields(policy.value('posting.requiredFields', today), {
        terms,
        shifts,
        county,
        siteId: null,
        fillMode: posting.fill_mode,
        span,
        minAge: null,
        maxAge: null,
        ageReason: null,
        actualEmployerName: null,
        hasContactPhone: true,
        wantedUntil: null,
      })
      expect(missing).toEqual([])
      const first = businessDay(shifts[0]?.startsAt ?? new Date(0))
      const hourly = hourlyFen(terms, span, shifts)
      // What piecework brings in an hour cannot be said beforehand.
      expect(hourly ?? Infinity).toBeGreaterThanOrEqual(leastHourlyFen(county, first))
      const { title, description, skills, placeName, address, bring, insurance, contactName } = terms
      const screened = screenPosting(
        policy,
        { title, description, skills, placeName, address, bring: bring ?? '', insurance: insurance ?? '', contactName },
        {
          hourlyPayFen: hourly,
          dailyPayFen: dailyFen(terms, span, shifts),
          occupationForbiddenForMinors: occupationByCode(terms.occupationCode)?.minorsForbidden ?? null,
        },
        first,
        { county },
      )
      expect({ title, description, hits: screened.hits }).toEqual({ title, description, hits: [] })
    }
  })

  test('stand on the board with their places, their signature and their deadline', async () => {
    const wrong = await rowsOf<{ id: string }>(
      `select p.id from postings p where p.state = 'published' and not (
         exists (select from posting_board b where b.posting_id = p.id and not b.filled and b.search <> '')
         and exists (select from posting_signatures s where s.posting_id = p.id and s.voided_at is null)
         and exists (select from due_rows d where d.key = 'postingEnd:' || p.id and d.due_at = p.last_ends_at)
         and not exists (select from shifts s left join shift_capacities c on c.shift_id = s.id
           where s.posting_id = p.id and (c.open is not true or c.taken <> 0 or s.state <> 'open')))`,
    )
    expect(wrong).toEqual([])
  })

  test('of employers who are new promise to set the wages aside', async () => {
    const limit = policy.number('employer.newUntilPaidEngagements', today)
    const wrong = await rowsOf(
      `select p.id from postings p join employers e on e.id = p.employer_id
       where p.state = 'published' and e.paid_engagements < $1 and (p.terms->>'escrow')::boolean is not true`,
      [limit],
    )
    expect(wrong).toEqual([])
  })
})

describe('lapses of history', () => {
  test('cost whoever did not come or cancelled late what the policy says; a sample worker and a sample employer have such a loss', async () => {
    const { rows } = await first.client.query<{
      state: string
      by: string
      name: string
      reason: string
      notice: number | null
      late: boolean | null
      points: number
    }>(
      `select state, ended_by as by, worker_name as name, ended_reason as reason, notice_minutes as notice, late_notice as late,
         standing_points as points from engagements where state in ('noShow', 'cancelled') order by id`,
    )
    const windows = policy.value('cancellation.windows', today)
    const excused = new Set(policy.value('cancellation.excusedReasons', today).map(({ id }) => id))
    for (const { state, by, reason, notice, late, points } of rows) {
      const missed = { late: null, points: policy.number('noShow.standingPoints', today) }
      const fitting = windows
        .filter(({ party, atLeastMinutesBefore }) => party === by && atLeastMinutesBefore <= (notice ?? 0))
        .reduce((best, one) => (one.atLeastMinutesBefore > best.atLeastMinutesBefore ? one : best))
      const cost = excused.has(reason) ? 0 : fitting.standingPoints
      expect({ late, points }).toEqual(state === 'noShow' ? missed : { late: cost > 0, points: cost })
    }
    expect(rows.filter(({ name, points }) => name === '林建国' && points > 0)).toHaveLength(1)
    expect(
      rows.filter(({ state, by, points }) => state === 'cancelled' && by === 'employer' && points > 0),
    ).toHaveLength(1)
  })
})

describe('wages of history', () => {
  test('are never below the minimum wage of their day', async () => {
    const wages = await rowsOf<{ county: string; worked_on: string; minutes: number; gross_fen: number }>(
      'select county, worked_on::text, minutes, gross_fen::int from wages',
    )
    expect(wages.length).toBe(smallPlan.paid)
    for (const wage of wages) {
      const least = leastHourlyFen(wage.county, wage.worked_on)
      expect(wage.gross_fen).toBeGreaterThanOrEqual(Math.ceil((wage.minutes * least) / 60))
    }
  })

  test('stand with contracts whose hash is that of their text', async () => {
    const { canonicalHash } = await import('../modules/contracts/pdf/index.ts')
    const contracts = await rowsOf<{ document: Parameters<typeof canonicalHash>[0]; canonical_sha256: string }>(
      'select document, canonical_sha256 from contracts',
    )
    expect(contracts.length).toBeGreaterThan(100)
    for (const one of contracts) expect(canonicalHash(one.document)).toBe(one.canonical_sha256)
  })
})

test('the sample accounts can be shown and cover the roles', async () => {
  const lines = sampleAccountLines(first.dataDir)
  for (const role of [
    '工人',
    '带班',
    '用工主体(企业)',
    '用工主体(家庭)',
    '用工主体(人力资源机构)',
    '福安市人社',
    '福鼎市人社',
    '市人社局',
    '调解员',
    '审计',
  ]) {
    expect(lines.some((line) => line.includes(role))).toBe(true)
  }
  const crew = await rowsOf(`select 1 from crew_members where state = 'agreed'`)
  expect(crew.length).toBe(12)
})

describe('the programme of sites', () => {
  test('holds recognitions and subsidies in every state, and no more money than was appropriated', async () => {
    const states = async (table: string) =>
      (await rowsOf<{ state: string }>(`select distinct state from ${table} order by 1`)).map(({ state }) => state)
    expect(await states('recognitions')).toEqual(recognitionLifecycle.states.toSorted())
    expect(await states('subsidies')).toEqual(subsidyLifecycle.states.toSorted())
    const wrong = await rowsOf(
      `select a.id from appropriations a left join (
           select appropriation_id, amount_fen, state from subsidies where state <> 'reclaimed'
           union all select appropriation_id, amount_fen, state from service_evaluations) u on u.appropriation_id = a.id
       group by a.id having a.committed_fen <> coalesce(sum(u.amount_fen), 0)
         or a.paid_fen <> coalesce(sum(u.amount_fen) filter (where u.state in ('paid', 'closed')), 0)`,
    )
    expect(wrong).toEqual([])
    const unpaid = await rowsOf(
      `select u.id from subsidies u left join payment_file_lines l on l.subsidy_id = u.id
       where (u.state in ('paid', 'closed', 'reclaimed')) <> (l.id is not null)`,
    )
    expect(unpaid).toEqual([])
  })

  test('keeps records of money as vouchers are kept, and has targets of the fund for all counties but one', async () => {
    const loose = await rowsOf(
      `select id from payment_files where keep_until is null
       union all select id from subsidies where voucher_number is not null and keep_until is null
       union all select id from service_evaluations where state = 'paid' and keep_until is null`,
    )
    expect(loose).toEqual([])
    const planned = await rowsOf(`select county from fund_years where year = 2026 and state = 'planned'`)
    expect(planned).toHaveLength(9)
  })

  test('numbers payment files by county and year as they were made; the next one goes on behind the last', async () => {
    const files = await rowsOf<{ county: string; year: number; number: string }>(
      `select county, extract(year from made_at at time zone 'Asia/Shanghai')::int as year, number
       from payment_files order by made_at, id`,
    )
    for (const [key, own] of Map.groupBy(files, ({ county, year }) => `${county} ${year}`)) {
      const serials = own.map(({ number }) => /^[^〔]+拨〔20\d\d〕(\d+)号$/.exec(number)?.[1])
      expect(serials, key).toEqual(own.map((_file, index) => String(index + 1)))
      const [county, year] = key.split(' ')
      const last = await rowsOf(`select last from payment_file_serials where county = '${county}' and year = ${year}`)
      expect(last, key).toEqual([{ last: own.length }])
    }
  })

  test('lets a public notice run its working days before what comes after it', async () => {
    const short = await rowsOf(
      `select id from subsidies where notice_to < notice_from + 4
       union all select id from recognitions where notice_to < notice_from + 4`,
    )
    expect(short).toEqual([])
  })

  test('revokes a site only long after the city has recorded it', async () => {
    const hasty = await rowsOf(
      `select id from recognitions where state = 'revoked'
         and (city_recorded_on is null or ended_on < city_recorded_on + 150 or ended_on <> state_since::date)`,
    )
    expect(hasty).toEqual([])
  })

  test('has reports of two quarters behind: signed by another than who compiled, late, corrected, one anew, merged', async () => {
    const reports = await rowsOf<Record<string, unknown>>(
      `select quarter, state, count(*)::int as n, count(*) filter (where corrections <> '{}')::int as corrected,
         count(*) filter (where signed_name = compiled_name or compiled_name = '')::int as wrong
       from quarterly_reports group by 1, 2 order by 1, 2`,
    )
    expect(reports).toEqual([
      { quarter: '2026Q2', state: 'replaced', n: 1, corrected: 1, wrong: 0 },
      { quarter: '2026Q2', state: 'signed', n: 10, corrected: 3, wrong: 0 },
      { quarter: '2026Q3', state: 'compiled', n: 1, corrected: 1, wrong: 0 },
      { quarter: '2026Q3', state: 'signed', n: 7, corrected: 2, wrong: 0 },
    ])
    const merged = await rowsOf(
      `select quarter, revision, (select count(*)::int from jsonb_object_keys(parts)) as counties from city_reports order by 1, 2`,
    )
    expect(merged).toEqual([
      { quarter: '2026Q2', revision: 1, counties: 8 },
      { quarter: '2026Q2', revision: 2, counties: 10 },
      { quarter: '2026Q3', revision: 1, counties: 6 },
    ])
    const unaudited = await rowsOf(
      `select q.id from quarterly_reports q where not exists (select from audit_entries a where a.subject_id = q.id)
         and q.revision = 1`,
    )
    expect(unaudited).toEqual([])
  })

  test('stands at the hour it is made: markets have opened, stations open later, the one that fails does not', async () => {
    const open = await rowsOf<{ kind: string; n: number }>(
      `select s.kind, count(*)::int as n from site_days d join sites s on s.id = d.site_id
       where d.day = '${today}' and d.opened_at <= '${today}T07:00:00+08:00' and d.closed_at is null group by 1`,
    )
    expect(open).toEqual([{ kind: 'market', n: 9 }])
  })

  test('holds contracts for purchased services that go well, middling and badly, each period by its records', async () => {
    const periods = await rowsOf<{ number: string; period: number; state: string; passed: boolean; score: number }>(
      `select p.contract_number as number, e.period, e.state, e.passed, e.score::float8 as score
       from service_evaluations e join purchased_services p on p.id = e.service_id where e.county = '350982' order by 1, 2`,
    )
    expect(periods.map(({ number, period, state, passed }) => [number, period, state, passed])).toEqual([
      ['福鼎采〔2026〕1号', 1, 'paid', true],
      ['福鼎采〔2026〕1号', 2, 'paid', true],
      ['福鼎采〔2026〕1号', 3, 'opened', null],
      ['福鼎采〔2026〕2号', 1, 'paid', true],
      ['福鼎采〔2026〕2号', 2, 'decided', true],
      ['福鼎采〔2026〕2号', 3, 'objected', null],
      ['福鼎采〔2026〕3号', 1, 'paid', false],
      ['福鼎采〔2026〕3号', 2, 'paid', false],
    ])
    const [good, , , middling] = periods
    expect(good!.score - middling!.score).toBeGreaterThan(10)
    const states = await rowsOf<{ state: string }>('select distinct state from service_evaluations order by 1')
    expect(states.map(({ state }) => state)).toEqual(serviceEvaluationLifecycle.states.toSorted())
    // The money of a period is that of its reckoning, and only what is paid stands in a file.
    const wrong = await rowsOf(
      `select e.id from service_evaluations e left join payment_file_lines l on l.evaluation_id = e.id
       where (e.state = 'paid') <> (l.id is not null) or l.amount_fen <> e.amount_fen
         or e.amount_fen <> (select sum((part->>'amountFen')::bigint) from jsonb_array_elements(e.reckoning) part)`,
    )
    expect(wrong).toEqual([])
  })

  test('holds assessments and orders to improve in every state; stars come from decided assessments alone', async () => {
    const states = async (table: string) =>
      (await rowsOf<{ state: string }>(`select distinct state from ${table} order by 1`)).map(({ state }) => state)
    expect(await states('assessments')).toEqual(assessmentLifecycle.states.toSorted())
    expect(await states('improvements')).toEqual(improvementLifecycle.states.toSorted())
    const wrong = await rowsOf(
      `select coalesce(a.site_id, s.site_id) as site
       from (select * from assessments where state in ('decided', 'revoked')) a
         full join site_stars s on s.site_id = a.site_id and s.year = a.year
       where s.id is null or a.id is null or s.stars is distinct from case when a.state = 'decided' then a.stars end
         or s.published_on <= a.notice_to`,
    )
    expect(wrong).toEqual([])
    const [kinds] = await rowsOf<Record<string, number>>(
      `select count(*) filter (where result = 'fail' and vetoes <> '[]')::int as vetoed,
         count(*) filter (where result = 'fail' and vetoes = '[]')::int as low, count(*) filter (where result = 'pass')::int as pass,
         count(*) filter (where stars >= 3)::int as stars, count(*) filter (where state = 'scored' and drawn)::int as drawn,
         count(*) filter (where city_items is not null)::int as checked, count(*) filter (where due_on < date '${today}')::int as late
       from assessments`,
    )
    for (const [kind, count] of Object.entries(kinds ?? {}))
      expect({ kind, some: count > 0 }).toEqual({ kind, some: true })
    const orders = await rowsOf(
      `select 1 from improvements where state = 'ordered' and due_on < '${today}'
       union all select 1 from assessment_objections where outcome is null`,
    )
    expect(orders.length).toBeGreaterThan(1)
    // Of an order that still runs, its last day is said when it comes, as of one given at the desk.
    const unsaid = await rowsOf(
      `select i.id from improvements i where i.state in ('ordered', 'reported') and i.due_on >= date '${today}'
         and not exists (select 1 from due_rows d where d.subject_id = i.id and d.done_at is null
           and d.data->>'event' = 'improvementOverdue'
           and d.due_at = (i.due_on + 1)::timestamp at time zone 'Asia/Shanghai')`,
    )
    expect(unsaid).toEqual([])
    const [said] = await rowsOf<{ n: number }>(
      `select count(*)::int as n from due_rows where data->>'event' = 'improvementDueSoon'`,
    )
    expect(said?.n).toBeGreaterThan(0)
  })

  test('holds what the flags found, open and decided each way, and calls of a sample', async () => {
    const flags = await rowsOf<{ kind: string; decision: string | null; same: boolean }>(
      `select f.kind, f.decision, bool_and(r.decision is not distinct from f.decision) as same
       from referral_flags f join referrals r on r.id = any (f.row_ids) group by f.id order by f.decision`,
    )
    expect(flags).toEqual([
      { kind: 'samePair', decision: 'ask', same: true },
      { kind: 'cutJob', decision: 'counts', same: true },
      { kind: 'samePair', decision: 'doesNotCount', same: true },
      { kind: 'samePair', decision: null, same: true },
    ])
    const [found] = await rowsOf(
      `select (select count(*)::int from referrals where sampled_at is not null) as drawn,
         (select count(*)::int from referral_calls) as calls, (select count(*)::int from referrals where answer <> '') as answered`,
    )
    expect(found).toEqual({ drawn: 3, calls: 3, answered: 1 })
  })

  test('is decided again by the pack in force as it was; a draft says what it costs, and whom', async () => {
    const db = { query: rowsOf as Parameters<typeof programmeReplay.replayRegister>[0]['query'] }
    const same = await programmeReplay.replayRegister(db, policy, policy, today)
    expect(same.decidedAgain).toBeGreaterThan(10)
    expect(same).toMatchObject({ differences: [], withoutFacts: 0 })
    expect(same.lines.every((line) => line.beforeFen === line.afterFen)).toBe(true)

    const followed = policy.packs.packs.find((pack) => pack.meta.id === 'ningde/2024-3')
    if (!followed) throw new Error('no pack of the programme')
    const bands = followed.values.find(({ key }) => key === 'subsidy.oneOff.station')
    if (!bands) throw new Error('no bands')
    const dearer = (bands.value as Array<{ amountFen: number }>).map((band) => ({
      ...band,
      amountFen: band.amountFen + 1_000_000,
    }))
    const draft = {
      ...followed,
      meta: { ...followed.meta, id: 'ningde/draft', validFrom: '2027-01-01', validTo: null },
      values: [{ ...bands, value: dearer }],
    }
    const drafted = programmeReplay.withDraft(policy.packs, followed, draft)
    const changed = await programmeReplay.replayRegister(db, policy, drafted, today)
    expect(changed.differences).toEqual([])
    const gaining = changed.lines.filter((line) => line.afterFen > line.beforeFen)
    expect(gaining.length).toBeGreaterThan(3)
    expect(gaining.every((line) => line.what === 'oneOff' && line.afterFen - line.beforeFen === 1_000_000)).toBe(true)
    const more = changed.counties.reduce((sum, one) => sum + one.afterFen - one.beforeFen, 0)
    expect(more).toBe(gaining.length * 1_000_000)
    expect(changed.counties.every(({ lose }) => lose === 0)).toBe(true)
  })
})

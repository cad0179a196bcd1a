import { addDays } from '@linggong/policy'
import type pg from 'pg'
import { referralSeeding } from '../modules/referrals/index.ts'
import type { Employer } from './employers.ts'
import { dayStartMs, hourMs, type Frame } from './frame.ts'
import type { History } from './history.ts'
import type { Lane } from './lane.ts'
import { makeNeed, type Need } from './needs.ts'
import type { Person } from './people.ts'
import { triedCounty, type Office } from './programme-steps.ts'
import type { Random } from './random.ts'
import { readingCtx } from './reading.ts'
import type { Site } from './sites.ts'

/** Placements that look wrong at one market: how often the same two met, how they were posted, what came of it. */
const stories = [
  { rows: 9, sitting: false, decision: null },
  {
    rows: 10,
    sitting: false,
    decision: { kind: 'doesNotCount', reason: 'noWork', note: '两边都打了电话,说那几天没有这份活' },
  },
  {
    rows: 7,
    sitting: true,
    decision: { kind: 'counts', reason: 'innocent', note: '民宿每天要人打扫,老板一次把一周的都发了,活是真的' },
  },
  { rows: 8, sitting: false, decision: { kind: 'ask', reason: 'unclear', note: '为什么都没有本人签到?请站点说明' } },
] as const
export const plantedRows = stories.reduce((sum, { rows }) => sum + rows, 0)
const answer = '这位师傅没有智能手机,每次都是我们电话问了老板再记的。'
const leastYuanPerHour = 25

/** The quarter's last days that lie behind: one placement a day fits. */
function daysFor(frame: Frame, count: number): { days: string[]; year: number; quarter: number } {
  const inside = addDays(frame.today, -20)
  const [year, month] = [Number(inside.slice(0, 4)), Number(inside.slice(5, 7))]
  const quarter = Math.ceil(month / 3)
  const { to } = referralSeeding.periodOf(year, quarter)
  const settled = addDays(frame.today, -7)
  const last = settled < to ? settled : to
  return { year, quarter, days: Array.from({ length: count }, (_none, n) => addDays(last, n + 1 - count)) }
}

/** A short job by the hour, at nine in the morning. */
function shortJob(frame: Frame, need: Need, day: string, minutes: number): Need {
  const [shift] = need.shifts
  if (!shift) throw new Error('a need has no shift')
  const amountFen = Math.max(Math.ceil(frame.minimumHourlyFen(need.county, day) / 100), leastYuanPerHour) * 100
  const terms = {
    ...need.terms,
    payMethod: 'hourly',
    amountFen,
    pieceUnit: null,
    breakMinutes: 0,
    settlementCycle: 'perShift',
  } as const
  const startsAt = new Date(dayStartMs(day) + 9 * hourMs)
  return {
    ...need,
    terms,
    termsText: JSON.stringify(terms),
    template: { ...need.template, pay: { ...need.template.pay, method: 'hourly' } },
    span: 'eachShift',
    shifts: [{ ...shift, startsAt, endsAt: new Date(startsAt.getTime() + minutes * 60_000), headcount: 1 }],
  }
}

export type Planted = { siteId: string; year: number; quarter: number; workerIds: string[] }

/** Placements of a market that an inspector should look at; of people who have no other work in the history. */
export function plantFrauds(
  lane: Lane,
  frame: Frame,
  random: Random,
  history: History,
  of: { sites: readonly Site[]; workers: readonly Person[]; employers: readonly Employer[] },
): Planted {
  const site = of.sites.find((one) => one.unit.code === triedCounty && one.kind === 'market')
  if (!site) throw new Error('the county of the sample accounts has no market')
  const inUnit = <T extends { unit: { code: string } }>(list: readonly T[]) =>
    list.filter(({ unit }) => unit.code === site.unit.code)
  // Every other one of a unit never works.
  const idle = inUnit(of.workers)
    .filter((_one, index) => index % 2 === 1)
    .filter(({ phone }) => phone !== null)
  const firms = inUnit(of.employers).toReversed()
  const workerIds: string[] = []
  const { year, quarter } = daysFor(frame, 1)
  for (const [n, { rows, sitting }] of stories.entries()) {
    const [worker, employer] = [idle[n], firms[n]]
    if (!worker || !employer) throw new Error(`too few people in ${site.unit.name}`)
    workerIds.push(worker.id)
    const { days } = daysFor(frame, rows)
    const sat = dayStartMs(addDays(days[0] ?? frame.today, -1)) + 20 * hourMs
    for (const [index, day] of days.entries()) {
      const need = makeNeed(frame, random, {
        day,
        employer,
        state: 'closed',
        imported: true,
        siteId: site.id,
        maxDays: 1,
        escrow: false,
        actualEmployerName: null,
        publishedMs: sitting ? sat + index * 4 * 60_000 : dayStartMs(day) - 14 * hourMs,
      })
      if (!need) throw new Error(`${employer.name} has no work on ${day}`)
      history.plant(lane, shortJob(frame, need, day, random.int(5, 8) * 15), worker)
    }
  }
  return { siteId: site.id, year, quarter, workerIds }
}

/**
 * Lets the platform's own flags find what was planted, and whatever else they find; decides some, calls a sample. The rows
 * must have been sent.
 */
export async function lookForFrauds(
  client: pg.ClientBase,
  frame: Frame,
  random: Random,
  of: { sites: readonly Site[]; planted: Planted; office: Office },
): Promise<void> {
  const { planted, office } = of
  const [officer] = office.officers
  const by = { by: officer.id, byName: officer.name }
  const ctx = readingCtx(client, frame, random)
  for (const site of of.sites) await referralSeeding.flagSite(ctx, site.id, planted.year, planted.quarter)
  const found = await ctx.tx.query<{ id: string; rows: string[]; worker: string }>(
    `select f.id, f.row_ids as rows, r.worker_id as worker from referral_flags f join referrals r on r.id = f.row_ids[1]
     where f.site_id = $1 order by f.id`,
    [planted.siteId],
  )
  for (const [n, { decision }] of stories.entries()) {
    const flag = found.find(({ worker }) => worker === planted.workerIds[n])
    if (!flag) throw new Error(`the flags did not find story ${n}`)
    if (!decision) continue
    await referralSeeding.decideRows(ctx, flag.rows, { ...decision, ...by })
    await referralSeeding.decideFlag(ctx, flag.id, { ...decision, ...by })
    const [first] = flag.rows
    if (decision.kind === 'ask' && first)
      await referralSeeding.answerRow(ctx, first, { words: answer, byName: '卢美玲' })
  }
  await sampleCalls(ctx, planted, officer)
}

const calls = [
  { side: 'worker', result: 'confirmed', words: '去干了,工钱当天就给了' },
  { side: 'employer', result: 'confirmed', words: '人来了,干到收工' },
  { side: 'worker', result: 'noAnswer', words: '响了很久没人接' },
] as const

async function sampleCalls(ctx: ReturnType<typeof readingCtx>, planted: Planted, officer: Office['officers'][0]) {
  const period = referralSeeding.periodOf(planted.year, planted.quarter)
  await referralSeeding.drawSample(ctx, { siteId: planted.siteId, ...period }, () => 3)
  const drawn = await ctx.tx.query<{ id: string; site_id: string; county: string }>(
    'select id, site_id, county from referrals where site_id = $1 and sampled_at is not null order by id',
    [planted.siteId],
  )
  const [both, silent] = drawn
  for (const [n, call] of calls.entries()) {
    const row = n < 2 ? both : silent
    if (row) await referralSeeding.insertCall(ctx, row, { ...call, staffId: officer.id, staff_name: officer.name })
  }
}

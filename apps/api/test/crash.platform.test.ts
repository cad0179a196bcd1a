import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  makeRound,
  makeWorkers,
  proveRounds,
  withinOf,
  type Round,
  type Worker,
} from '../../../bench/lib/grab-field.ts'
import { grabOnce, newKey, rushAgent, type Grab, type Outcome } from '../../../bench/lib/rush.ts'
import { createDeps } from '../src/compose.ts'
import { verifyAudit } from '../src/kernel/audit/verify.ts'
import type { Deps } from '../src/kernel/context.ts'
import { silentLog } from '../src/kernel/log.ts'
import { configOf, startPlatform, type Platform } from './platform.ts'
import { postgresProcess, roleProcess } from './processes.ts'

const workerCount = 300
const shiftCount = 20
const placesPerShift = 5

let platform: Platform
let deps: Deps
let workers: Worker[]
let round: Round
let outcomes: Outcome[]
const killed: string[] = []

/** Answers that say «not now, come again»; the same request id goes with the next try. */
const comeAgain = (outcome: Outcome) => outcome.status === 429 || outcome.status >= 500
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

async function untilAnswered(agent: ReturnType<typeof rushAgent>, grab: Grab, onAnswer: () => void): Promise<Outcome> {
  for (;;) {
    const outcome = await grabOnce(platform.url, agent, grab).catch(() => undefined)
    if (outcome && !comeAgain(outcome)) {
      onAnswer()
      return outcome
    }
    await pause(50)
  }
}

/** Kills at fixed points of the rush, each once. */
async function killer() {
  let answers = 0
  const postgres = await postgresProcess(platform)
  const plan: Array<[number, string, () => number]> = [
    [60, 'http', () => roleProcess(platform, 'http')],
    [200, 'worker', () => roleProcess(platform, 'worker')],
    [350, 'postgres', () => postgres],
  ]
  return () => {
    answers += 1
    const next = plan.find(([at]) => at === answers)
    if (!next) return
    process.kill(next[2](), 'SIGKILL')
    killed.push(next[1])
  }
}

async function settled(): Promise<void> {
  const response = await fetch(`${platform.url}/demonstration/settle`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': newKey() },
    body: '{}',
  })
  expect(response.status, await response.text()).toBe(200)
}

beforeAll(async () => {
  platform = await startPlatform()
  deps = createDeps({ ...configOf(platform), maxConnections: 4 })
  deps.log = silentLog
  workers = await makeWorkers(deps, workerCount)
  round = await makeRound(deps, shiftCount, placesPerShift, 3)
  const agent = rushAgent()
  const onAnswer = await killer()
  const grabs = workers.flatMap((worker, i) =>
    [i % shiftCount, (i + 7) % shiftCount].map((s) => ({
      token: worker.token,
      shiftId: round.shiftIds[s]!,
      key: newKey(),
    })),
  )
  outcomes = await Promise.all(grabs.map((grab) => untilAnswered(agent, grab, onAnswer)))
  agent.destroy()
  await settled()
})
afterAll(async () => {
  await deps.db.close()
  await platform.stop()
})

type Row = { id: string; worker_id: string; shift_id: string; contracts: number; births: number; told: number }

const made = () =>
  withinOf(deps)((ctx) =>
    ctx.tx.query<Row>(
      `select e.id, e.worker_id, e.shift_id,
         (select count(*)::int from contract_engagements c where c.engagement_id = e.id) as contracts,
         (select count(*)::int from outbox o where o.subject_id = e.id and o.name = 'engagementAccepted') as births,
         (select count(*)::int from contract_engagements c join notices n on n.subject_id = c.contract_id
            where c.engagement_id = e.id and n.person_id = e.worker_id and n.kind like 'contractToSign%') as told
       from engagements e where e.shift_id = any ($1::uuid[])`,
      [round.shiftIds],
    ),
  )

describe('kill -9 of server, worker and database in the middle of a rush', () => {
  test('all three were killed, and every request was answered in the end', () => {
    expect(killed).toEqual(['http', 'worker', 'postgres'])
    expect(outcomes).toHaveLength(workerCount * 2)
    expect(outcomes.filter((one) => one.status !== 200).every((one) => one.status === 409)).toBe(true)
  })

  test('nothing acknowledged is lost, and nothing exists that was not acknowledged', async () => {
    const rows = new Map((await made()).map((row) => [row.id, row]))
    const wins = outcomes.filter((one) => one.status === 200)
    const owner = new Map(workers.map((worker) => [worker.token, worker.id]))
    for (const win of wins) {
      expect(rows.get(win.engagementId!)).toMatchObject({
        worker_id: owner.get(win.grab.token),
        shift_id: win.grab.shiftId,
      })
    }
    expect(rows.size).toBe(wins.length)
    expect(rows.size).toBe(shiftCount * placesPerShift)
    expect(await proveRounds(deps, [round])).toEqual({ overfilled: 0, overlapping: 0, taken: rows.size })
  })

  test('nothing was done twice: one birth, one contract, one notice for each engagement', async () => {
    for (const row of await made()) expect(row, row.id).toMatchObject({ contracts: 1, births: 1, told: 1 })
  })

  test('the same request sent again is answered as before', async () => {
    const agent = rushAgent()
    for (const first of [...outcomes.filter((one) => one.status === 200).slice(0, 10), ...outcomes.slice(0, 10)]) {
      expect(await grabOnce(platform.url, agent, first.grab)).toEqual(first)
    }
    agent.destroy()
  })

  test('the audit chain holds, and no event was given up', async () => {
    expect((await verifyAudit(deps.db)).problems).toEqual([])
    const [row] = await deps.db.named<{ n: number }>(
      'crash-set-aside',
      'select count(*)::int as n from outbox where set_aside_at is not null',
    )
    expect(row?.n).toBe(0)
  })
})

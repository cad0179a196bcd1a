import { attachPlatform, configOf } from '../apps/api/test/platform.ts'
import { createDeps } from '../apps/api/src/compose.ts'
import { makeRound, makeWorkers, proveRounds, type Round } from './lib/grab-field.ts'
import { grabOnce, newKey, rushAgent, type Grab, type Outcome } from './lib/rush.ts'
import { measureStraight } from './lib/straight.ts'

const workerCount = 2_000
const shiftCount = 20
const placesPerShift = 5
const roundCount = 10
/** Answers that tell a loser what happened; anything else is a fault. */
const calm = new Set(['ShiftFull', 'WorkerBusy', 'ShiftClosed'])

type Tally = { wins: number; calmLosses: number; serverErrors: number; other: Map<string, number>; ms: number }

/** Each worker grabs two shifts that overlap in time, all at once: at most one can be won. */
function grabsOf(workers: ReadonlyArray<{ token: string }>, round: Round): Grab[] {
  return workers.flatMap((worker, i) =>
    [i % shiftCount, (i + 7) % shiftCount].map((s) => ({
      token: worker.token,
      shiftId: round.shiftIds[s]!,
      key: newKey(),
    })),
  )
}

function tally(outcomes: readonly Outcome[], ms: number): Tally {
  const result: Tally = { wins: 0, calmLosses: 0, serverErrors: 0, other: new Map(), ms }
  for (const outcome of outcomes) {
    if (outcome.status === 200) result.wins += 1
    else if (outcome.status >= 500) result.serverErrors += 1
    else if (outcome.code && calm.has(outcome.code)) result.calmLosses += 1
    else
      result.other.set(
        outcome.code ?? String(outcome.status),
        (result.other.get(outcome.code ?? String(outcome.status)) ?? 0) + 1,
      )
  }
  return result
}

/** Ten rushes over HTTP against the running platform, and the same SQL straight on the database in the same run. */
export async function run(): Promise<number> {
  const platform = await attachPlatform((line) => console.error(line))
  try {
    const deps = createDeps({ ...configOf(platform), maxConnections: 12 })
    deps.log.info = () => undefined
    if ('refresh' in deps.clock) await (deps.clock as { refresh(): Promise<void> }).refresh()
    const workers = await makeWorkers(deps, workerCount)
    const agent = rushAgent()
    const rounds: Round[] = []
    const tallies: Tally[] = []
    for (let n = 0; n < roundCount; n++) {
      const round = await makeRound(deps, shiftCount, placesPerShift, 3 + n)
      rounds.push(round)
      const grabs = grabsOf(workers, round)
      const began = performance.now()
      const outcomes = await Promise.all(grabs.map((grab) => grabOnce(platform.url, agent, grab)))
      const one = tally(outcomes, performance.now() - began)
      tallies.push(one)
      const rate = Math.round(((one.wins + one.calmLosses) / one.ms) * 1000)
      const other = [...one.other].map(([code, count]) => `${code} ${count}`).join(', ')
      console.log(
        `round ${n + 1}: ${one.wins} won, ${one.calmLosses} told calmly, ${one.serverErrors} server errors` +
          `${other ? `, other: ${other}` : ''}; ${rate} decisions/s`,
      )
    }
    agent.destroy()
    const proof = await proveRounds(deps, rounds)
    const straight = await measureStraight(deps, { workerCount, shiftCount, placesPerShift })
    const sum = (pick: (one: Tally) => number) => tallies.reduce((total, one) => total + pick(one), 0)
    const decisions = sum((one) => one.wins + one.calmLosses)
    const decisionsPerSecond = Math.round((decisions / sum((one) => one.ms)) * 1000)
    const unexplained = sum((one) => [...one.other.values()].reduce((a, b) => a + b, 0))
    const places = roundCount * shiftCount * placesPerShift
    const ratioToSql = Number((decisionsPerSecond / straight.decisionsPerSecond).toFixed(3))
    console.log(
      `places ${places}, taken ${proof.taken}, overfilled ${proof.overfilled}, overlapping ${proof.overlapping}`,
    )
    console.log(
      `over HTTP ${decisionsPerSecond}/s, the same SQL straight ${straight.decisionsPerSecond}/s: ratio ${ratioToSql}`,
    )
    const serverErrors = sum((one) => one.serverErrors)
    await deps.db.close()
    console.log(
      JSON.stringify({
        overfilled: proof.overfilled,
        overlapping: proof.overlapping,
        serverErrors,
        decisionsPerSecond,
        ratioToSql,
        decisions,
        unexplained,
        placesTaken: proof.taken,
      }),
    )
    return proof.overfilled + proof.overlapping + serverErrors + unexplained === 0 && proof.taken === places ? 0 : 1
  } finally {
    await platform.stop()
  }
}

import {
  checkAssignment,
  prepareSolver,
  solveAssignment,
  type Assignment,
  type AssignmentProblem,
} from '@linggong/matching'
import { writeBinary } from './file.ts'
import { instances, makeInstance, type InstanceName } from './instances.ts'

/**
 * One instance in a process of its own: `measure.ts NAME FILE` writes the instance for the peers and prints this as JSON;
 * `measure.ts NAME` prints {@link Prepared}.
 */
export type Measured = {
  workers: number
  slots: number
  shifts: number
  edges: number
  /** First solve of a fresh process. */
  coldMs: number
  coldCpuMs: number
  /** Best of those after it. */
  warmMs: number
  warmCpuMs: number
  rssMb: number
  value: number
  /** Bound less value, counted from the problem by the checker; 0 proves the optimum. */
  dualGap: number
  assigned: number
  faults: readonly string[]
  /** Value of taking the best edge that still fits, again and again, over the optimum. */
  greedyShare: number
}

/** The first solve of a fresh process that has practised, as a dispatcher does while it reads its city. */
export type Prepared = { prepareMs: number; preparedMs: number }

type Timed = { ms: number; cpuMs: number; answer: Assignment }

function timed(problem: AssignmentProblem): Timed {
  const cpu = process.cpuUsage()
  const began = performance.now()
  const answer = solveAssignment(problem)
  const ms = performance.now() - began
  const used = process.cpuUsage(cpu)
  return { ms, cpuMs: (used.user + used.system) / 1000, answer }
}

function greedyValue({ headcount, rowStart, edgeWorker, edgeValue, workerCount }: AssignmentProblem): number {
  const shiftOf = new Int32Array(edgeWorker.length)
  for (let s = 0; s < headcount.length; s++) shiftOf.fill(s, rowStart[s], rowStart[s + 1])
  const order = Float64Array.from(edgeValue, (value, e) => -value * 2 ** 24 + e).sort()
  const left = headcount.slice()
  const busy = new Uint8Array(workerCount)
  let value = 0
  for (const key of order) {
    const e = key - Math.floor(key / 2 ** 24) * 2 ** 24
    if (edgeValue[e]! <= 0 || busy[edgeWorker[e]!] === 1 || left[shiftOf[e]!] === 0) continue
    busy[edgeWorker[e]!] = 1
    left[shiftOf[e]!]! -= 1
    value += edgeValue[e]!
  }
  return value
}

const rounded = (ms: number) => Number(ms.toFixed(2))

/** Runs after the first: at least five, and at least a second's worth of small ones. */
function measure(problem: AssignmentProblem): Measured {
  const cold = timed(problem)
  const later: Timed[] = []
  let spent = 0
  while (later.length < 5 || (spent < 1000 && later.length < 100)) {
    later.push(timed(problem))
    spent += later[later.length - 1]!.ms
  }
  const rssMb = Math.round(process.memoryUsage.rss() / 2 ** 20)
  const checked = checkAssignment(problem, cold.answer)
  const same = later.every((run) => run.answer.value === cold.answer.value)
  return {
    workers: problem.workerCount,
    slots: problem.headcount.reduce((sum, n) => sum + n, 0),
    shifts: problem.headcount.length,
    edges: problem.edgeWorker.length,
    coldMs: rounded(cold.ms),
    coldCpuMs: rounded(cold.cpuMs),
    warmMs: rounded(Math.min(...later.map((run) => run.ms))),
    warmCpuMs: rounded(Math.min(...later.map((run) => run.cpuMs))),
    rssMb,
    value: checked.value,
    dualGap: checked.bound - checked.value,
    assigned: checked.assigned,
    faults: same ? checked.faults : [...checked.faults, 'later runs gave another value'],
    greedyShare: Number((greedyValue(problem) / checked.value).toFixed(4)),
  }
}

function measurePrepared(problem: AssignmentProblem): Prepared {
  const began = performance.now()
  prepareSolver()
  const prepareMs = performance.now() - began
  return { prepareMs: rounded(prepareMs), preparedMs: rounded(timed(problem).ms) }
}

if (import.meta.main) {
  const [name, file] = process.argv.slice(2)
  const problem = makeInstance(instances[name as InstanceName])
  if (file === undefined) console.log(JSON.stringify(measurePrepared(problem)))
  else {
    writeBinary(file, problem)
    console.log(JSON.stringify(measure(problem)))
  }
}

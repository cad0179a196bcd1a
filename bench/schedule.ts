import { parseArgs } from 'node:util'
import { checkSchedule, solveSchedule, type ScheduleProblem } from '@linggong/matching'
import { Plan } from '@linggong/matching/schedule/plan.ts'
import { instances, makeScheduleInstance, type InstanceName } from './match/instances.ts'

type Row = {
  name: string
  workers: number
  slots: number
  edges: number
  ms: number
  cpuMs: number
  value: number
  bound: number
  /** Value over the proven bound, and greedy's over the same bound. */
  share: number
  greedyShare: number
  assigned: number
  faults: readonly string[]
}

const defaults: InstanceName[] = ['u10k', 'h10k', 't10k', 'u100k', 'h100k', 't100k']
const isInstance = (name: string): name is InstanceName => name in instances

/**
 * `npm run bench -- schedule [--instance NAME] [--steps N]`: several shifts a worker; value of the plan over the proven
 * bound, and that of taking the best pair that still fits, again and again.
 */
export async function run(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: { instance: { type: 'string' }, steps: { type: 'string' } } })
  const names = values.instance === undefined ? defaults : [values.instance]
  const unknown = names.filter((name) => !isInstance(name))
  if (unknown.length > 0) throw new Error(`no instance ${unknown.join()}; there are ${Object.keys(instances).join()}`)
  const steps = values.steps === undefined ? undefined : Number(values.steps)
  if (steps !== undefined && !(Number.isInteger(steps) && steps >= 0))
    throw new Error('--steps must be a number from 0')
  const rows = names.filter(isInstance).map((name) => measure(name, steps))
  console.log(JSON.stringify({ instances: rows }))
  return rows.every((row) => row.faults.length === 0) ? 0 : 1
}

function measure(name: InstanceName, steps: number | undefined): Row {
  const problem = makeScheduleInstance(instances[name])
  const cpu = process.cpuUsage()
  const began = performance.now()
  const schedule = solveSchedule(problem, steps === undefined ? {} : { steps })
  const ms = Math.round(performance.now() - began)
  const used = process.cpuUsage(cpu)
  const checked = checkSchedule(problem, schedule)
  const row: Row = {
    name,
    workers: problem.workerCount,
    slots: problem.headcount.reduce((sum, n) => sum + n, 0),
    edges: problem.edgeWorker.length,
    ms,
    cpuMs: Math.round((used.user + used.system) / 1000),
    value: checked.value,
    bound: schedule.bound,
    share: rounded(checked.value / schedule.bound),
    greedyShare: rounded(greedyValue(problem) / schedule.bound),
    assigned: checked.assigned,
    faults: checked.faults,
  }
  console.error(
    `${name}：${row.workers} 人、${row.slots} 个名额，排满 ${row.assigned} 个，用时 ${row.ms} 毫秒（处理器 ${row.cpuMs}）\n` +
      `  至少是最优的 ${percent(row.share)}（总值 ${row.value}，上界 ${row.bound}）；贪心 ${percent(row.greedyShare)}`,
  )
  return row
}

const rounded = (share: number) => Number(share.toFixed(5))
const percent = (share: number) => `${(100 * share).toFixed(3)}%`

function greedyValue(problem: ScheduleProblem): number {
  const { headcount, rowStart, edgeValue } = problem
  const shiftOf = new Int32Array(edgeValue.length)
  for (let s = 0; s < headcount.length; s++) shiftOf.fill(s, rowStart[s], rowStart[s + 1])
  const plan = new Plan(problem, shiftOf)
  for (const e of Int32Array.from(edgeValue, (_, i) => i).sort((a, b) => edgeValue[b]! - edgeValue[a]!)) {
    const open = plan.filled[shiftOf[e]!]! < headcount[shiftOf[e]!]!
    // Whoever is there has paid something: a cost of 0 means that nobody is in the way.
    if (open && edgeValue[e]! > 0 && plan.costOf(e) === 0) plan.take(e, 1)
  }
  return plan.value
}

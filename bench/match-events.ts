import { parseArgs } from 'node:util'
import { checkAssignment, LiveAssignment, solveAssignment } from '@linggong/matching'
import { Events, type Times } from './match/events.ts'
import { instances, makeInstance, type InstanceName } from './match/instances.ts'

type Offers = { tax: number; events: number; changedOffersPerEvent: number; valueLost: number }
type Row = {
  name: string
  events: number
  p50Ms: number
  p99Ms: number
  maxMs: number
  eventsPerSecond: number
  movedPerEvent: number
  kinds: Record<string, Times>
  /** Bound less value after the last event, and fresh solve less ours: both 0 where every event was exact. */
  dualGap: number
  behindFresh: number
  offers: Offers[]
}

const defaults: InstanceName[] = ['u100k', 'h100k', 't100k', 'u1m']
const isInstance = (name: string): name is InstanceName => name in instances
const checks = 4

/**
 * `npm run bench -- match-events`: shifts and workers come and go in a planned city, values change; time of each event,
 * and the proof of the plan several times on the way. Then the same with half of the plan offered: how often an offer
 * has to be taken back, and what sparing offers costs, without tax and with taxes.
 */
export async function run(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: { instance: { type: 'string' }, events: { type: 'string', default: '20000' } },
  })
  const names = values.instance === undefined ? defaults : [values.instance]
  const count = Number(values.events)
  if (!Number.isInteger(count) || count < checks) throw new Error(`--events must be a number from ${checks}`)
  const unknown = names.filter((name) => !isInstance(name))
  if (unknown.length > 0) throw new Error(`no instance ${unknown.join()}; there are ${Object.keys(instances).join()}`)
  const rows = names.filter(isInstance).map((name) => measure(name, count))
  console.log(JSON.stringify({ instances: rows }))
  return rows.every((row) => row.dualGap === 0 && row.behindFresh === 0) ? 0 : 1
}

function measure(name: InstanceName, count: number): Row {
  const problem = makeInstance(instances[name])
  const live = new LiveAssignment(problem)
  const events = new Events(live, problem, 1)
  let dualGap = 0
  let behindFresh = 0
  for (let check = 0; check < checks; check++) {
    events.run(Math.floor(count / checks))
    const { problem: now, answer } = live.snapshot()
    const checked = checkAssignment(now, answer)
    if (checked.faults.length > 0) throw new Error(`${name}: ${checked.faults.join('; ')}`)
    dualGap += checked.bound - checked.value
    if (check === checks - 1) behindFresh = solveAssignment(now).value - checked.value
  }
  const all = events.times()
  const row: Row = {
    name,
    events: all.events,
    p50Ms: all.p50Ms,
    p99Ms: all.p99Ms,
    maxMs: all.maxMs,
    eventsPerSecond: all.perSecond,
    movedPerEvent: all.movedPerEvent,
    kinds: events.timesByKind(),
    dualGap,
    behindFresh,
    offers: [0, 100, 300, 1000].map((tax) => withOffers(live, events, tax, Math.floor(count / 4))),
  }
  console.error(describe(row))
  return row
}

/** Half of what is planned is offered, at random; an offer that the plan gives up is counted and withdrawn. */
function withOffers(live: LiveAssignment, events: Events, tax: number, count: number): Offers {
  const offered = events.offerHalf(tax)
  const changed = events.runWithOffers(count, offered)
  const kept = live.snapshot().answer.value - tax * offered.size
  for (const worker of offered) live.withdraw(worker)
  const best = live.snapshot().answer.value
  return {
    tax,
    events: count,
    changedOffersPerEvent: Number((changed / count).toFixed(3)),
    valueLost: Number(((best - kept) / best).toFixed(6)),
  }
}

function describe(row: Row): string {
  const kinds = Object.entries(row.kinds).map(
    ([kind, t]) => `${kind}：p50 ${t.p50Ms}、p99 ${t.p99Ms}、最长 ${t.maxMs} 毫秒，每次 ${t.movedPerEvent} 人换安排`,
  )
  const offers = row.offers.map(
    (o) => `已发邀约护 ${o.tax}：每次改 ${o.changedOffersPerEvent} 个邀约，少得 ${(100 * o.valueLost).toFixed(4)}%`,
  )
  return [
    `${row.name}：${row.events} 个变动，p50 ${row.p50Ms}、p99 ${row.p99Ms}、最长 ${row.maxMs} 毫秒；与重算之差 ${row.behindFresh}`,
    ...kinds,
    ...offers,
  ].join('\n  ')
}

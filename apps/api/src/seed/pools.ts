import type { Employer } from './employers.ts'
import { hourMs } from './frame.ts'
import type { Unit } from './ground.ts'
import type { Person } from './people.ts'
import type { Random } from './random.ts'

export type Crowd = {
  /** In order of registration. */
  workers: readonly Person[]
  employers: readonly Employer[]
}

/** Who works and who asks for work in one unit. */
export type Pool = {
  unit: Unit
  active: readonly Person[]
  employers: readonly Employer[]
  /** How many of `active` are registered by now; where the two queues stand. */
  registered: number
  regular: number
  others: number
}

/** Of the people who work, this share does it all the time, and gets this share of the work. */
const regularShare = 0.3
const regularWork = 0.65
/** Somebody registered must have had time to find the work. */
const leadMs = 48 * hourMs

export type Pools = {
  pools: readonly Pool[]
  /** Lets those in who have registered; `startMs` is the day's first moment. */
  startDay(index: number, startMs: number): void
  /** A person of the unit who is free from today for so many days, and is not any more. */
  free(pool: Pool, days: number): Person | undefined
  /** Whether this person has nothing today; if so, has something now. */
  claim(worker: Person): boolean
}

/** @param activeEvery one of so many registered people ever works */
export function makePools(random: Random, units: readonly Unit[], crowd: Crowd, activeEvery: number): Pools {
  const busyUntil = new Map<string, number>()
  let today = 0
  const pools = units.map((unit): Pool => ({
    unit,
    active: crowd.workers.filter((one) => one.unit === unit).filter((_one, index) => index % activeEvery === 0),
    employers: crowd.employers.filter((one) => one.unit === unit),
    registered: 0,
    regular: 0,
    others: 0,
  }))
  return {
    pools,
    startDay(index, startMs) {
      today = index
      for (const pool of pools) {
        const at = () => pool.active[pool.registered]?.createdAt.getTime() ?? Infinity
        while (at() < startMs - leadMs) pool.registered += 1
      }
    },
    free(pool, days) {
      const { registered } = pool
      const core = Math.max(1, Math.floor(registered * regularShare))
      const fromCore = random.chance(regularWork)
      for (let tries = 0; tries < registered; tries++) {
        const index = fromCore && tries < core ? pool.regular++ % core : pool.others++ % registered
        const worker = pool.active[index]
        if (!worker || (busyUntil.get(worker.id) ?? -1) >= today) continue
        busyUntil.set(worker.id, today + days - 1)
        return worker
      }
      return undefined
    },
    claim(worker) {
      if ((busyUntil.get(worker.id) ?? -1) >= today) return false
      busyUntil.set(worker.id, today)
      return true
    },
  }
}

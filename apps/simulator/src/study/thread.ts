/** A thread of the study: takes questions, one after another, and answers each. */
import { parentPort } from 'node:worker_threads'
import type { DispatchSettings } from '@linggong/matching'
import type { Assumptions } from '../assumptions.ts'
import type { Experience } from '../policies/ours.ts'
import type { WorldPlan } from '../world.ts'
import { experienceOf } from './experience.ts'
import { runSeed, type PolicyName, type SeedResult } from './run-seed.ts'

export type Task = {
  id: number
  /** Tasks of one key share what the platform has learnt before. */
  key: string
  plan: WorldPlan
  assumptions: Assumptions
  settings: DispatchSettings
  policies: readonly PolicyName[]
}
export type Done = { id: number; result: SeedResult }

const known = new Map<string, Experience>()

parentPort?.on('message', (task: Task) => {
  const experience = known.get(task.key) ?? experienceOf(task.plan, task.assumptions)
  known.set(task.key, experience)
  const result = runSeed({ ...task, experience })
  parentPort?.postMessage({ id: task.id, result } satisfies Done)
})

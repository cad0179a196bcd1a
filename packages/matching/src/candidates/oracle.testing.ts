import {
  scoreOf,
  type Found,
  type FoundWorker,
  type RankTerms,
  type ShiftQuestion,
  type WorkerEntry,
} from './entries.ts'
import { metersBetween } from './grid.ts'
import { obstaclesBetween } from './obstacles.ts'
import type { WorkerIndex } from './worker-index.ts'

/** An answer asked with counting, and the best asked without: `plain` and `indexed` must give the same. */
export type Both = Found & { uncounted: FoundWorker[] }

/** What looking at everybody one by one finds. */
export function plain(people: readonly WorkerEntry[], shift: ShiftQuestion, rank: RankTerms, limit: number): Both {
  const all = people
    .filter((one) => obstaclesBetween(one, shift).length === 0)
    .map((one) => {
      const meters = metersBetween(one.point, shift.point)
      return { worker: one.worker, meters, score: scoreOf(one.worth, meters, one.wantedFen, shift.payFen, rank) }
    })
    .sort((a, b) => b.score - a.score || a.worker - b.worker)
  const best = all.slice(0, limit)
  return { feasible: all.length, best, uncounted: best }
}

/** The same from the index. */
export function indexed(index: WorkerIndex, shift: ShiftQuestion, rank: RankTerms, limit: number): Both {
  return { ...index.find(shift, rank, limit, true), uncounted: index.find(shift, rank, limit).best }
}

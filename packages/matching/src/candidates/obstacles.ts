import { metersBetween } from './grid.ts'
import type { ShiftQuestion, WorkerEntry } from './entries.ts'

/** What stands between a person and a shift; all of it at once. */
export type Obstacle =
  | { kind: 'occupation' }
  | { kind: 'notFree' }
  | { kind: 'pay'; wantedFen: number }
  | { kind: 'certificate'; missing: number[] }
  | { kind: 'tooFar'; meters: number; ownLimit: boolean }
  | { kind: 'without' }

/** Why the index does not find this person for this shift; empty when it does. */
export function obstaclesBetween(worker: WorkerEntry, shift: ShiftQuestion): Obstacle[] {
  const obstacles: Obstacle[] = []
  if (!worker.occupations.includes(shift.occupation)) obstacles.push({ kind: 'occupation' })
  for (let slot = shift.from; slot < shift.to; slot++) {
    if (worker.free[slot % worker.free.length] === 1) continue
    obstacles.push({ kind: 'notFree' })
    break
  }
  if (shift.payFen !== null && worker.wantedFen > shift.payFen) {
    obstacles.push({ kind: 'pay', wantedFen: worker.wantedFen })
  }
  const missing = shift.certificates.filter((kind) => !worker.certificates.includes(kind))
  if (missing.length > 0) obstacles.push({ kind: 'certificate', missing })
  const meters = metersBetween(worker.point, shift.point)
  if (meters > Math.min(Math.floor(100 * worker.maxMeters) / 100, shift.radiusMeters)) {
    obstacles.push({ kind: 'tooFar', meters, ownLimit: worker.maxMeters < shift.radiusMeters })
  }
  if (shift.without?.has(worker.worker)) obstacles.push({ kind: 'without' })
  return obstacles
}

import type { Capacity, EngagementState } from '@linggong/contract'

export type Side = 'worker' | 'employer'

/** While there is something left to say: from taking the work until it is paid. */
const open: readonly EngagementState[] = ['accepted', 'concluded', 'working', 'worked', 'disputed', 'confirmed']

export function mayContact(state: EngagementState): boolean {
  return open.includes(state)
}

/** Who asks; a clerk who helps the worker stands on the worker's side. A crew leader is no party. */
export function sideOf(capacities: readonly Capacity[]): Side | undefined {
  if (capacities.includes('worker') || capacities.includes('clerk')) return 'worker'
  return capacities.includes('employer') ? 'employer' : undefined
}

/** A number already given serves again only while there is time left to dial it. */
export function stillServes(expiresAt: Date, now: Date): boolean {
  return expiresAt.getTime() - now.getTime() >= 5 * 60_000
}

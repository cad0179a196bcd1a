import {
  possibleTransitions,
  troubleKinds,
  troubleLifecycle,
  type Capacity,
  type EngagementState,
  type TroubleKind,
  type TroubleState,
} from '@linggong/contract'
import type { Actor } from '../../kernel/context.ts'

export function mayRaise(kind: TroubleKind, state: EngagementState): boolean {
  const when: readonly EngagementState[] = troubleKinds[kind].when
  return when.includes(state)
}

type Standing = { worker_id: string; county: string; site_id: string | null }

/** In which capacities somebody stands to a call for help: the worker, the site that helped, the county. */
export function capacitiesToTrouble(actor: Actor, row: Standing): Capacity[] {
  if (actor.kind === 'person') return actor.personId === row.worker_id ? ['worker'] : []
  if (actor.kind !== 'staff') return actor.kind === 'system' ? ['system'] : []
  const found = new Set<Capacity>()
  if (actor.assists.persons.includes(row.worker_id)) found.add('clerk')
  for (const post of actor.posts) {
    const here = post.siteId !== null && post.siteId === row.site_id
    if (here && post.role === 'clerk') found.add('clerk')
    if (here && post.role === 'siteManager') found.add('operator')
    if (post.siteId !== null || post.county !== row.county) continue
    if (post.role === 'countyOfficer' || post.role === 'cityOfficer') found.add('officer')
    if (post.role === 'mediator') found.add('mediator')
  }
  return [...found]
}

/** First contact owns the matter: others may neither take nor close it. The worker may always say that it is over. */
export function possibleWithTrouble(
  state: TroubleState,
  capacities: readonly Capacity[],
  owned: 'nobody' | 'me' | 'other',
): string[] {
  const usable = owned === 'other' ? capacities.filter((one) => one === 'worker') : capacities
  const acts = new Set<string>(usable.flatMap((one) => possibleTransitions(troubleLifecycle, state, one)))
  if (state === 'open' && owned === 'nobody' && usable.some((one) => one !== 'worker')) acts.add('take')
  return [...acts].sort()
}

/** On whose side somebody closes a call for help; see `troubleResults`. */
export function sideOfTrouble(capacities: readonly Capacity[]): 'worker' | 'site' | 'county' {
  if (capacities.includes('officer') || capacities.includes('mediator')) return 'county'
  return capacities.includes('worker') ? 'worker' : 'site'
}

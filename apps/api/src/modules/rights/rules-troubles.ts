import {
  possibleTransitions,
  raisedByEmployer,
  troubleKinds,
  troubleLifecycle,
  type Capacity,
  type EngagementState,
  type TroubleKind,
  type TroubleState,
} from '@linggong/contract'
import type { Actor } from '../../kernel/context.ts'

/** What a worker may call for help with; an employer's objection has its own way. */
export function mayRaise(kind: TroubleKind, state: EngagementState): boolean {
  const when: readonly EngagementState[] = troubleKinds[kind].when
  return !raisedByEmployer(kind) && when.includes(state)
}

type Standing = { kind: TroubleKind; worker_id: string; employer_id: string; county: string; site_id: string | null }

function ownCapacity(actor: Actor, row: Standing): Capacity[] {
  if (raisedByEmployer(row.kind)) {
    if (actor.kind === 'person') return actor.employerIds.includes(row.employer_id) ? ['employer'] : []
    return actor.kind === 'staff' && actor.assists.employers.includes(row.employer_id) ? ['clerk'] : []
  }
  if (actor.kind === 'person') return actor.personId === row.worker_id ? ['worker'] : []
  return actor.kind === 'staff' && actor.assists.persons.includes(row.worker_id) ? ['clerk'] : []
}

/** In which capacities somebody stands to a call for help: who has raised it, the site that helped, the county. */
export function capacitiesToTrouble(actor: Actor, row: Standing): Capacity[] {
  if (actor.kind === 'person') return ownCapacity(actor, row)
  if (actor.kind !== 'staff') return actor.kind === 'system' ? ['system'] : []
  const found = new Set<Capacity>(ownCapacity(actor, row))
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

/** The side the matter is about, by itself. */
export const isOwn = (capacity: Capacity): boolean => capacity === 'worker' || capacity === 'employer'

/** First contact owns the matter: others may neither take nor close it. Who has raised it may always say that it is over. */
export function possibleWithTrouble(
  state: TroubleState,
  capacities: readonly Capacity[],
  owned: 'nobody' | 'me' | 'other',
): string[] {
  const usable = owned === 'other' ? capacities.filter(isOwn) : capacities
  const acts = new Set<string>(usable.flatMap((one) => possibleTransitions(troubleLifecycle, state, one)))
  if (state === 'open' && owned === 'nobody' && usable.some((one) => !isOwn(one))) acts.add('take')
  return [...acts].sort()
}

/** On whose side somebody closes a call for help; see `troubleResults`. */
export function sideOfTrouble(capacities: readonly Capacity[]): 'worker' | 'site' | 'county' {
  if (capacities.includes('officer') || capacities.includes('mediator')) return 'county'
  return capacities.includes('worker') ? 'worker' : 'site'
}

import { disputeLifecycle, possibleTransitions, type Capacity, type DisputeState } from '@linggong/contract'
import { addDays, addWorkingDays, type Policy } from '@linggong/policy'

export type Side = 'worker' | 'employer'
export type Figure = { minutes?: number | undefined; amountFen?: number | undefined }

/** Last moment of a business day. */
function endOfDay(day: string): Date {
  return new Date(Date.parse(`${day}T00:00:00+08:00`) + 86_400_000 - 1_000)
}

/**
 * When mediation must be over: so many days after the day of opening (劳动争议调解仲裁法 第十四条 counts
 * calendar days); a last day that is no working day moves to the next one (民法典 第二百零三条).
 */
export function mediationDueAt(policy: Policy, openedOn: string, limitDays: number): Date {
  return endOfDay(addWorkingDays(policy, addDays(openedOn, limitDays), 0).date)
}

/** Whether it is still time to object: so many days after the end of the work. */
export function inTimeToOpen(endsAt: Date, now: Date, withinDays: number): boolean {
  return now.getTime() <= endsAt.getTime() + withinDays * 86_400_000
}

export function sameFigure(a: Figure, b: { minutes: number | null; amountFen: number | null }): boolean {
  return (a.minutes ?? null) === b.minutes && (a.amountFen ?? null) === b.amountFen
}

/** Buttons: moves of the life cycle, and the acts beside it. A side agrees only to the other's figure. */
export function possibleActs(input: {
  state: DisputeState
  capacities: readonly Capacity[]
  proposalBy: Side
  openedBy: Side
  owned: 'nobody' | 'me' | 'other'
}): string[] {
  if (input.state !== 'open') return []
  const acts = new Set<string>()
  for (const capacity of input.capacities) {
    for (const name of possibleTransitions(disputeLifecycle, input.state, capacity)) acts.add(name)
  }
  const sides = sidesOf(input.capacities)
  if (!sides.some((side) => side !== input.proposalBy)) acts.delete('agree')
  if (!sides.includes(input.openedBy)) acts.delete('withdraw')
  if (sides.length > 0) acts.add('propose')
  const mediates = input.capacities.includes('mediator') || input.capacities.includes('officer')
  if (mediates && input.owned === 'nobody') acts.add('take')
  if (mediates && input.owned === 'me') acts.add('handOver')
  if (!mediates || input.owned === 'other') acts.delete('decide')
  return [...acts].sort()
}

/** A clerk who helps the worker stands on the worker's side. */
export function sidesOf(capacities: readonly Capacity[]): Side[] {
  const sides: Side[] = []
  if (capacities.includes('worker') || capacities.includes('clerk')) sides.push('worker')
  if (capacities.includes('employer')) sides.push('employer')
  return sides
}

/**
 * A life cycle as a table: what each transition leads to, from where, who may make it.
 * Screens read it to show exactly the buttons that work; the server enforces it in one function.
 * This file and everything it imports is free of zod, so that the mini-program can load it.
 */

/**
 * In which capacity somebody acts on a matter. `operator` is who runs a site (its manager or the operating
 * organisation), `finance` a finance office. `system` is the platform's own deadline or automatic rule.
 */
export type Capacity =
  | 'worker'
  | 'employer'
  | 'crewLeader'
  | 'clerk'
  | 'operator'
  | 'officer'
  | 'finance'
  | 'mediator'
  | 'system'

export type Transition<State extends string> = {
  from: readonly State[]
  to: State
  by: readonly Capacity[]
  /** Name of the event written to the outbox in the same transaction. */
  event: string
  /** A reason code (see `reasons.ts`) must come with the transition. */
  needsReason?: true
}

export type Lifecycle<State extends string = string, Name extends string = string> = {
  /** What moves: also the `subjectKind` of audit rows and events. */
  subject: string
  states: readonly State[]
  initial: State
  transitions: Readonly<Record<Name, Transition<State>>>
}

export function lifecycle<const State extends string, const Name extends string>(
  table: Lifecycle<State, Name>,
): Lifecycle<State, Name> {
  return table
}

/** Names of the transitions that `capacity` may make from `state`: the buttons of a screen. */
export function possibleTransitions<State extends string, Name extends string>(
  table: Lifecycle<State, Name>,
  state: State,
  capacity: Capacity,
): Name[] {
  const names = Object.keys(table.transitions) as Name[]
  return names.filter((name) => {
    const transition = table.transitions[name]
    return transition.from.includes(state) && transition.by.includes(capacity)
  })
}

/** People who could do a need, in parallel columns, nearest first. A list may grow at its end, and only between calls. */
export type Candidates = {
  readonly workers: ArrayLike<number>
  /** Kilometres by road. */
  readonly km: ArrayLike<number>
  /** Chance of a yes from somebody who has looked at the offer, 0 … 1. */
  readonly chance: ArrayLike<number>
}

export type NeedFacts = {
  /** Number of the day on which it begins, and minutes since day 0. */
  readonly day: number
  readonly startsAt: number
  readonly endsAt: number
  /**
   * Minute since which people may be asked for it, whoever owned the plan then: what the employer's own people have to
   * themselves ends by it. Absent: since it was opened here.
   */
  readonly openSince?: number
}

export type PersonFacts = {
  /** Index into `dispatchChannels`. */
  readonly channel: number
  readonly hardToEmploy: boolean
  /** −1 (has had far more work than others who look) … 1 (none at all), see `incomeGap`. */
  readonly incomeGap: number
  /** Minutes of the day from which and until which the person has said it may be asked; absent: nothing said. */
  readonly asked?: { readonly from?: number; readonly to?: number }
}

/** What is known of a person and a need together; all of it from what they did, nothing of who they are. */
export type Acquaintance = {
  /** Chance that somebody who has said yes comes, 0 … 1. */
  readonly showChance: number
  /** Earlier shifts of the same occupation, and with the same employer. */
  readonly sameWork: number
  readonly sameEmployer: number
  /** On the employer’s list of people it wants again. */
  readonly favourite: boolean
  /** −1 (poor) … 1 (good), 0 where nothing is known. */
  readonly standing: number
  /** People who want to work with this person go to it or are asked for it. */
  readonly together: boolean
}

/**
 * The state of the market as dispatch reads it. Ids are integers of the owner, people and needs dense from 0; needs
 * that are only expected have ids of the same kind. Nothing here may change while {@link Dispatcher.decide} runs.
 */
export type City = {
  need(need: number): NeedFacts
  /** Places nobody has taken. */
  openPlaces(need: number): number
  /** Everybody who has the skill, the hours and the way for it, whatever else they have taken. */
  candidates(need: number): Candidates
  person(worker: number): PersonFacts
  /** Whether somebody who says yes at minute `at` can be there in time and has nothing else then (travel, longest day). */
  mayTake(worker: number, need: number, at: number): boolean
  /** The last minute at which a yes is early enough for the way. */
  lastMinute(need: number, km: number, now: number): number
  /** Share of the person’s hours of that day which the need leaves free, 0 … 1. */
  sparedShare(worker: number, need: number): number
  inRoster(worker: number, need: number): boolean
  /** Absent where nothing of the kind is known of anybody. */
  acquaintance?(worker: number, need: number): Acquaintance
  /**
   * More candidates than `candidates` has given so far, appended to the same list; false when there are none. Absent
   * where the list is everybody.
   */
  more?(need: number): boolean
}

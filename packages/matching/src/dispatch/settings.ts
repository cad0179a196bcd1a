import type { EdgeWeights } from '../value/terms.ts'
import { balancedAt, type Balance } from './balance.ts'

/** Ways to reach a person, in the order in which people and settings number them. */
export const dispatchChannels = ['app', 'wechat', 'sms', 'phone', 'clerk'] as const

/**
 * What the policy pack decides about dispatch. Points are thousandths of a filled place, as in `edgeTerms`; dispatch
 * weighs each of them by the chance of a yes, since nothing comes of an offer that is declined.
 */
export type DispatchSettings = {
  readonly weights: Pick<
    EdgeWeights,
    'filled' | 'fit' | 'fitHalfAt' | 'perKm' | 'standing' | 'floor' | 'floorMost' | 'fairness'
  >
  /** What goes with how much work there is for those who look for it, see {@link balancedAt}. */
  readonly balance: Balance
  /** Points of a place that is only expected, where one that is posted has `filled`. */
  readonly expectedPoints: number
  /** Points for what a need leaves free of a person’s day, whole day: all of them. */
  readonly sparedDayPoints: number
  /** Points for people of the employer’s own roster. */
  readonly rosterPoints: number
  /** Points for going where people go whom this person wants to work with. */
  readonly togetherPoints: number
  /** Points by which another plan must be better to change an offer that is out. */
  readonly offeredTaxPoints: number
  /** The employer’s own roster is asked first and alone for so long, where the start is at least so far away. */
  readonly rosterAloneMinutes: number
  readonly rosterAloneFromLeadMinutes: number
  /**
   * With fewer waking minutes left than `hasteFromMinutes` the chance of a yes counts in full, with more than
   * `calmMinutes` by the power `calmHaste` (0: not at all … 1: in full).
   */
  readonly hasteFromMinutes: number
  readonly calmMinutes: number
  readonly calmHaste: number
  /** People looked at first: so many, and so many for each place. The rest follow when these do not suffice. */
  readonly nearest: number
  readonly nearestPerPlace: number
  /** Chance that more people say yes than there are places, at most, 0 … 1. */
  readonly refusedAtMost: number
  /** Whoever is asked beyond those asked already is taken to say yes with this chance, 0 … 1. */
  readonly furtherYes: number
  /** Silence: asked again for the same work after so many minutes; so many times in all. */
  readonly silenceMinutes: number
  readonly asksAtMost: number
  /** Offers to one person: at once, a day, and minutes of peace after a no. */
  readonly openPerPerson: number
  readonly perPersonAndDay: number
  readonly pauseAfterNoMinutes: number
  /** Minutes an offer stands, and the fewest that are enough to answer; by channel. */
  readonly expiryMinutes: readonly number[]
  readonly leastMinutes: readonly number[]
  /** Minutes of the day between which people are asked who have said nothing of it, by channel. */
  readonly askFrom: readonly number[]
  readonly askTo: readonly number[]
  /** What people may say themselves lies between these. */
  readonly ownHours: { readonly from: number; readonly to: number }
  /** With fewer minutes to the start others are asked meanwhile, where the one planned may not be asked yet. */
  readonly notWaitedMinutes: number
}

type NumberKey =
  | 'offer.maxOpenPerWorker'
  | 'offer.maxPerDayPerWorker'
  | 'offer.coolDownAfterDeclineMinutes'
  | 'dispatch.furtherYesBasisPoints'
  | 'dispatch.refusedAtMostBasisPoints'
  | 'dispatch.calmHasteBasisPoints'
type RecordKey =
  | 'matching.weights'
  | 'matching.shape'
  | 'matching.tightness'
  | 'matching.whereWorkIsShort'
  | 'matching.wherePeopleAreShort'
  | 'matching.floor'
  | 'offer.expiryMinutes'
  | 'dispatch.points'
  | 'dispatch.circle'
  | 'dispatch.patience'
  | 'dispatch.leastAnswerMinutes'

/** The part of a policy reader that is needed here. */
export type DispatchPolicy = {
  number(key: NumberKey): number
  record(key: RecordKey): Readonly<Record<string, number>>
  value(key: 'offer.askHours'): Readonly<Record<string, { readonly from: string; readonly to: string }>>
  value(key: 'offer.ownHours'): { readonly from: string; readonly to: string }
}

/**
 * The settings of a day and place.
 *
 * @param placesPerSoughtDay see {@link balancedAt}; null: not known
 * @throws RangeError naming every part of a value that is missing
 */
export function dispatchSettings(policy: DispatchPolicy, placesPerSoughtDay: number | null = null): DispatchSettings {
  const missing: string[] = []
  const part = (key: RecordKey, name: string): number => {
    const value = policy.record(key)[name]
    if (value === undefined) missing.push(`${key}: ${name}`)
    return value ?? 0
  }
  const hours = policy.value('offer.askHours')
  const own = policy.value('offer.ownHours')
  const hour = (channel: string, end: 'from' | 'to'): number => {
    const clock = hours[channel]?.[end]
    if (clock === undefined) missing.push(`offer.askHours: ${channel}`)
    return clock === undefined ? 0 : minuteOfDay(clock)
  }
  const balanced = (key: 'matching.whereWorkIsShort' | 'matching.wherePeopleAreShort') => ({
    perKm: part(key, 'perKm'),
    fairness: part(key, 'fairness'),
    floor: part(key, 'floor'),
    expected: part(key, 'expected'),
    sparedDay: part(key, 'sparedDay'),
    calmMinutes: part(key, 'calmMinutes'),
  })
  const balance: Balance = {
    workIsShortUpTo: part('matching.tightness', 'workIsShortUpTo') / 1_000,
    peopleAreShortFrom: part('matching.tightness', 'peopleAreShortFrom') / 1_000,
    whereWorkIsShort: balanced('matching.whereWorkIsShort'),
    wherePeopleAreShort: balanced('matching.wherePeopleAreShort'),
  }
  const fixed = {
    weights: {
      filled: part('matching.weights', 'filled'),
      fit: part('matching.weights', 'fit'),
      fitHalfAt: part('matching.shape', 'fitHalfAt'),
      standing: part('matching.weights', 'standing'),
      floorMost: part('matching.floor', 'floorMost'),
    },
    balance,
    rosterPoints: part('dispatch.points', 'roster'),
    togetherPoints: part('dispatch.points', 'together'),
    offeredTaxPoints: part('dispatch.points', 'offeredTax'),
    rosterAloneMinutes: part('dispatch.patience', 'rosterAloneMinutes'),
    rosterAloneFromLeadMinutes: part('dispatch.patience', 'rosterAloneFromLeadMinutes'),
    hasteFromMinutes: part('dispatch.patience', 'hasteFromMinutes'),
    calmHaste: policy.number('dispatch.calmHasteBasisPoints') / 10_000,
    nearest: part('dispatch.circle', 'nearest'),
    nearestPerPlace: part('dispatch.circle', 'nearestPerPlace'),
    furtherYes: policy.number('dispatch.furtherYesBasisPoints') / 10_000,
    refusedAtMost: policy.number('dispatch.refusedAtMostBasisPoints') / 10_000,
    silenceMinutes: part('dispatch.patience', 'silenceMinutes'),
    asksAtMost: part('dispatch.circle', 'asksAtMost'),
    openPerPerson: policy.number('offer.maxOpenPerWorker'),
    perPersonAndDay: policy.number('offer.maxPerDayPerWorker'),
    pauseAfterNoMinutes: policy.number('offer.coolDownAfterDeclineMinutes'),
    expiryMinutes: dispatchChannels.map((channel) => part('offer.expiryMinutes', channel)),
    leastMinutes: dispatchChannels.map((channel) => part('dispatch.leastAnswerMinutes', channel)),
    askFrom: dispatchChannels.map((channel) => hour(channel, 'from')),
    askTo: dispatchChannels.map((channel) => hour(channel, 'to')),
    ownHours: { from: minuteOfDay(own.from), to: minuteOfDay(own.to) },
    notWaitedMinutes: part('dispatch.patience', 'notWaitedMinutes'),
  }
  if (missing.length > 0) throw new RangeError(`the policy lacks ${missing.join(', ')}`)
  const { perKm, fairness, floor, expected, sparedDay, calmMinutes } = balance.whereWorkIsShort
  const settings: DispatchSettings = {
    ...fixed,
    weights: { ...fixed.weights, perKm, fairness, floor },
    expectedPoints: expected,
    sparedDayPoints: sparedDay,
    calmMinutes,
  }
  return balancedAt(settings, placesPerSoughtDay)
}

function minuteOfDay(clock: string): number {
  const [hours, minutes] = clock.split(':').map(Number)
  return 60 * (hours ?? 0) + (minutes ?? 0)
}

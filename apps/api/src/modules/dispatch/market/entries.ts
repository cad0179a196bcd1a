import type { OfferState } from '@linggong/contract'
import type { Occupied } from '../../engagements/index.ts'
import type { MarketProfile } from '../../seekers/index.ts'
import type { Doings } from './doings.ts'
import type { PaperedShift } from './held-papers.ts'

/** What the market in memory holds. */

export type MarketOffer = {
  id: string
  shiftId: string
  workerId: string
  state: OfferState
  /** Milliseconds, as all times here. */
  stateSince: number
  madeAt: number
  expiresAt: number
  wave: number
}

export type MarketWorker = {
  readonly n: number
  readonly id: string
  profile: MarketProfile | null
  /** Recognised as hard to employ, and not expired. Used for the floor alone; told to nobody. */
  hardToEmploy: boolean
  /** Has not come so often lately that only a clerk may place this person. */
  barred: boolean
  busy: Occupied[]
  /** Of the last days; what limits how often a person is asked. */
  offers: Map<string, MarketOffer>
  doings: Doings
  /** Offers answered or let pass, and those of them with a yes. */
  asked: number
  accepted: number
  /** −1 (has had far more work than others who look) … 1 (none at all), of the last weeks, see `incomeGaps`. */
  incomeGap: number
  /** −1 (poor) … 1 (good), 0 where little is known, see `standingShares`. */
  standing: number
  /** The profile is not the one that lists of candidates were made from. */
  changed: boolean
}

export type MarketShift = PaperedShift & {
  readonly n: number
  headcount: number
  taken: number
  open: boolean
  /** How many times people were asked. */
  wave: number
  offers: Map<string, MarketOffer>
  standbys: Set<string>
  /** Who has taken a place. */
  workers: Set<string>
  /** Who had taken one and has it no more: did not come, or gave it back. Not asked for it again. */
  gaveBack: Set<string>
  /** When that last happened; 0 for never. */
  freedAt: number
}

/** What is different after something was read anew. */
export type ShiftChanges = {
  added: MarketShift[]
  changed: MarketShift[]
  gone: MarketShift[]
  /** What was expected and has come with what was added. */
  met: MarketShift[]
}

export const openPlacesOf = (shift: MarketShift): number =>
  shift.open ? Math.max(0, shift.headcount - shift.taken) : 0

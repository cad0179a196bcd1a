import type { PairTerms } from './value.ts'

export type Offer = {
  readonly worker: number
  readonly need: number
  /** Minutes since day 0. */
  readonly expiresAt: number
  /** Why this person: each term of the value, in points. */
  readonly terms: PairTerms
}

/** `gone`: the offer ended, and the person had no part in it (places filled, taken back, never sent). */
export type OfferAnswer = 'yes' | 'no' | 'silent' | 'full' | 'gone'

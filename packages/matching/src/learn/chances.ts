import { calibrate, type Calibration } from './calibration.ts'
import { chanceOf, learnLogistic, type LogisticModel } from './logistic.ts'
import { shrunkRate } from './rates.ts'

/** What is known when somebody is asked. Nothing of sex, age, origin, health, marriage or status. */
export type AskedFacts = {
  /** Fen an hour; null where pay is not by time or no wish is known. */
  payFen: number | null
  wantedFen: number | null
  meters: number
  hoursToStart: number
  sameWork: number
  sameEmployer: number
  /** How often this person was asked before and answered yes, all shifts alike. */
  askedBefore: number
  acceptedBefore: number
  /** Reached by call or at the counter rather than by phone screen. */
  byVoice: boolean
}

export type Asked = AskedFacts & { accepted: boolean }

export const acceptFeatures = [
  'payAboveWish',
  'kilometres',
  'hoursToStart',
  'sameWork',
  'sameEmployer',
  'ownRate',
  'byVoice',
] as const

/** Chances believed before anything was learnt, and how strongly a person's own record is drawn towards them. */
export type ChanceBeliefs = { accept: number; show: number; strength: number }

const logOdds = (p: number) => Math.log(p / (1 - p))

/** Features of the accept model, in the order of `acceptFeatures`. */
export function featuresOf(facts: AskedFacts, beliefs: ChanceBeliefs): number[] {
  const { payFen, wantedFen } = facts
  const surplus = payFen && wantedFen ? Math.log(payFen / wantedFen) : 0
  const own = shrunkRate(facts.acceptedBefore, facts.askedBefore, beliefs.accept, beliefs.strength)
  return [
    Math.max(-1, Math.min(1, surplus)),
    Math.min(60, facts.meters / 1_000),
    Math.log1p(Math.max(0, facts.hoursToStart)),
    Math.log1p(facts.sameWork),
    Math.log1p(facts.sameEmployer),
    logOdds(own) - logOdds(beliefs.accept),
    facts.byVoice ? 1 : 0,
  ]
}

/** The chance that somebody says yes: by the model where there is one, else by the person's own shrunk rate. */
export function acceptChance(facts: AskedFacts, beliefs: ChanceBeliefs, model: LogisticModel | null): number {
  if (model) return chanceOf(model, featuresOf(facts, beliefs))
  return shrunkRate(facts.acceptedBefore, facts.askedBefore, beliefs.accept, beliefs.strength)
}

/** The chance that somebody who has said yes comes: the own record, drawn towards the usual. */
export function showChance(record: { came: number; due: number }, beliefs: ChanceBeliefs): number {
  return shrunkRate(record.came, record.due, beliefs.show, beliefs.strength)
}

/**
 * Learns from the earlier part of the history and judges itself on the later part, which it has not seen. Oldest first.
 * Throws NothingToLearn where the earlier part holds only yes or only no.
 */
export function learnAcceptance(
  history: readonly Asked[],
  beliefs: ChanceBeliefs,
  options: { learnShare?: number } = {},
): { model: LogisticModel; calibration: Calibration | null } {
  const cut = Math.floor(history.length * (options.learnShare ?? 0.8))
  const model = learnLogistic(
    history.slice(0, cut).map((one) => ({ features: featuresOf(one, beliefs), happened: one.accepted })),
    { features: acceptFeatures },
  )
  const later = history.slice(cut)
  return {
    model,
    calibration: calibrate(later.map((one) => ({ chance: acceptChance(one, beliefs, model), happened: one.accepted }))),
  }
}

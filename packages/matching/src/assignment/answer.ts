import type { Numbers } from './problem.ts'

export type AssignmentOptions = {
  /**
   * Asked now and then; once it says true, the solver stops and the plan is good but perhaps not the best: the rest of
   * the places is filled with whoever is free. {@link Assignment.bound} holds all the same.
   */
  readonly shouldStop?: () => boolean
}

export type Assignment = {
  /** For each worker the shift, or −1. */
  readonly shiftOf: Int32Array
  /** Sum of the values of the planned pairs. */
  readonly value: number
  /** No plan whatever is worth more than this: the prices of all places and workers together. */
  readonly bound: number
  /** `bound === value`: proved to be the best there is. */
  readonly optimal: boolean
  /** The proof, for {@link checkAssignment}: price of a place of each shift, and of each worker; none is negative. */
  readonly shiftPrice: Numbers
  readonly workerPrice: Numbers
}

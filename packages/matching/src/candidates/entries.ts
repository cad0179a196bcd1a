import type { Area, Point } from './grid.ts'

/** One who looks for work. Ids of workers, occupations and certificates are the caller's, whole numbers from 0. */
export type WorkerEntry = {
  worker: number
  point: Point
  occupations: readonly number[]
  /** 1 for each half hour of the calendar in which the person can work, 0 for the others. */
  free: Uint8Array
  /** Least pay the person wants, fen an hour; 0: any. */
  wantedFen: number
  /** How far the person goes, metres; Infinity: as far as the question allows. */
  maxMeters: number
  /** Certificates held, or any other yes-or-no fact a shift may ask for (of age, for one). */
  certificates: readonly number[]
  /** What this person brings to any shift, a whole number in the unit of `RankTerms`. */
  worth: number
}

export type ShiftQuestion = {
  point: Point
  occupation: number
  /**
   * Half hours of the calendar, `to` excluded; the whole of it must be free. `to` may lie beyond the end: a calendar
   * used as a ring goes on at its beginning.
   */
  from: number
  to: number
  /** Pay, fen an hour; null where pay is not by time: then nobody’s wish stands in the way. */
  payFen: number | null
  certificates: readonly number[]
  radiusMeters: number
  /** Who is not to be found: has declined this shift, is planned already. */
  without?: ReadonlySet<number>
}

/**
 * How candidates are ranked: `worth − perKm · km + perFen · (pay − wanted, at most mostFen)`. Nothing here is negative.
 * Equal ones by lower id.
 */
export type RankTerms = { perKm: number; perFen: number; mostFen: number }

export type FoundWorker = { worker: number; meters: number; score: number }
export type Found = {
  best: FoundWorker[]
  /** How many can come at all: counted only where asked for, since passing over the hopeless is what makes it quick. */
  feasible: number | null
}

export type IndexOptions = {
  area: Area
  /** Length of the calendar; each day has 48 half hours. */
  days: number
  /** How many kinds of certificates there are. */
  certificates: number
  /** Side of a square, metres. Something near the usual radius serves well. */
  cellMeters?: number
}

/** The rank of one person for one shift; the same sum whoever reckons it. */
export function scoreOf(
  worth: number,
  meters: number,
  wantedFen: number,
  payFen: number | null,
  rank: RankTerms,
): number {
  const surplus = payFen === null ? 0 : Math.min(rank.mostFen, payFen - wantedFen)
  return worth - (rank.perKm * meters) / 1_000 + rank.perFen * surplus
}

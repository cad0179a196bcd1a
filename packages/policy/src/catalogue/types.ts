import type { Kind } from '../kinds.ts'

export type Unit =
  | 'fen'
  | 'metre'
  | 'squareMetre'
  | 'kmPerHour'
  | 'second'
  | 'minute'
  | 'hour'
  | 'workingHour'
  | 'day'
  | 'workingDay'
  | 'month'
  | 'year'
  | 'person'
  | 'site'
  | 'count'
  | 'basisPoint'
  | 'star'
  | 'score'
  | 'digit'
  | 'byte'
  | null

/** What a key must hold. No value stands here: those live in packs. */
export interface CatalogueEntry {
  readonly kind: Kind
  readonly unit: Unit
  readonly titleZh: string
}

/** Words of hiring that name no work: pay, benefits, time, papers, places. Source: data/hiring-words.tsv. */
import { cell, once, readTable } from './tables.ts'

export interface HiringWord {
  readonly word: string
  /** settlement, payment, benefit, time, hiring, document, skill, place or product */
  readonly kind: string
}

const loaded = once((): readonly HiringWord[] =>
  readTable('hiring-words.tsv').map((row) => ({ word: cell(row, 'word'), kind: cell(row, 'kind') })),
)

/** All words, each once. */
export function hiringWords(): readonly HiringWord[] {
  return loaded()
}

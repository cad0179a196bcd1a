/** Words of hiring messages and what they mean for a posting: 管午饭, 一天, 干完就结. Source: data/message-words.tsv. */
import { cell, once, readTable } from './tables.ts'

export interface MessageWord {
  readonly word: string
  /** Code of what it means; empty where the kind says it all. */
  readonly value: string
}

const loaded = once((): ReadonlyMap<string, readonly MessageWord[]> => {
  const byKind = Map.groupBy(readTable('message-words.tsv'), (row) => cell(row, 'kind'))
  return new Map(
    [...byKind].map(([kind, rows]) => [
      kind,
      rows
        .map((row) => ({ word: cell(row, 'word'), value: cell(row, 'value') }))
        .toSorted((a, b) => b.word.length - a.word.length),
    ]),
  )
})

/**
 * Words of one kind, longer ones first, so that the first that fits is the one meant.
 * @throws Error for a kind the table does not have
 */
export function messageWords(kind: string): readonly MessageWord[] {
  const words = loaded().get(kind)
  if (!words) throw new Error(`message-words.tsv: no kind ${kind}`)
  return words
}

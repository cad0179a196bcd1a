/** Names for seeded people. Source: data/names-*.tsv, own lists. */
import type { Sex } from './identifiers.ts'
import { cell, once, readTable } from './tables.ts'

/** When the name was in fashion: born before 1970, 1970–1994, later. */
export type NameEra = 'older' | 'middle' | 'younger'

export interface Surname {
  readonly surname: string
  /** Relative frequency, a guess. */
  readonly weight: number
}

export interface GivenName {
  readonly givenName: string
  readonly era: NameEra
}

function era(text: string): NameEra {
  if (text === 'older' || text === 'middle' || text === 'younger') return text
  throw new Error(`names-given.tsv: era ${text}`)
}

const loadedSurnames = once((): readonly Surname[] =>
  readTable('names-surnames.tsv').map((row) => ({
    surname: cell(row, 'surname'),
    weight: Number(cell(row, 'weight')),
  })),
)

const loadedGivenNames = once(() =>
  Map.groupBy(
    readTable('names-given.tsv').map((row) => ({
      givenName: cell(row, 'givenName'),
      era: era(cell(row, 'era')),
      sex: cell(row, 'sex'),
    })),
    (row) => row.sex,
  ),
)

/** Family names common in Ningde. */
export function surnames(): readonly Surname[] {
  return loadedSurnames()
}

/** Given names of a sex. */
export function givenNames(sex: Sex): readonly GivenName[] {
  return loadedGivenNames().get(sex) ?? []
}

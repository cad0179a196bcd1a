import type { KindValue, Kind } from '../kinds.ts'
import { lawKeys } from './law.ts'
import { programmeKeys } from './programme.ts'
import { spineKeys } from './spine.ts'
import type { CatalogueEntry } from './types.ts'

const allKeys = { ...spineKeys, ...lawKeys, ...programmeKeys }

export type PolicyKey = keyof typeof allKeys
export type SpineKey = keyof typeof spineKeys
export type LawKey = keyof typeof lawKeys
export type ProgrammeKey = keyof typeof programmeKeys
type KindOf<K extends PolicyKey> = (typeof allKeys)[K]['kind']
/** The value a key holds, by its kind. */
export type ValueOf<K extends PolicyKey> = KindValue[KindOf<K>]
/** The keys of one kind, so that a wrong accessor does not compile. */
export type KeyOfKind<W extends Kind> = { [K in PolicyKey]: KindOf<K> extends W ? K : never }[PolicyKey]

/** Every key a pack may hold, with its shape, unit and Chinese title. */
export const catalogue: Readonly<Record<PolicyKey, CatalogueEntry>> = allKeys

export function isPolicyKey(text: string): text is PolicyKey {
  return Object.hasOwn(allKeys, text)
}

export const policyKeys: readonly PolicyKey[] = Object.keys(allKeys).filter(isPolicyKey).toSorted()

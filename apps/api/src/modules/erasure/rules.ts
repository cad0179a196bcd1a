import { erasureBlockers, keptParts, type ErasureBlocker, type KeptPart } from '@linggong/contract'
import { addDays, addMonths } from '@linggong/policy'

/** Until when a part is kept, and by which words of which law. */
export type Kept = {
  part: KeptPart
  months: number
  until: string
  document: string
  clause: string
  provisional: boolean
}

export type Blocking = Record<ErasureBlocker, number>
/** The last day there was something of each part; null where there never was. */
export type LastDays = Record<KeptPart, string | null>

/** What has to be ended first, in words. */
export function blockersOf(counts: Blocking): Array<{ kind: ErasureBlocker; words: string }> {
  return (Object.keys(erasureBlockers) as ErasureBlocker[]).flatMap((kind) =>
    counts[kind] > 0 ? [{ kind, words: erasureBlockers[kind].replace('{count}', String(counts[kind])) }] : [],
  )
}

type Limit = Omit<Kept, 'part' | 'until'>

/** Parts whose time is not over by `today`, counted in months from the last day there was something of them. */
export function keptOf(last: LastDays, limits: Record<KeptPart, Limit>, today: string): Kept[] {
  return (Object.keys(keptParts) as KeptPart[]).flatMap((part): Kept[] => {
    const day = last[part]
    if (day === null) return []
    const until = addDays(addMonths(day, limits[part].months), -1)
    return until < today ? [] : [{ part, ...limits[part], until }]
  })
}

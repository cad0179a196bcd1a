/** The cheat range: frauds planted among honest sites, run through the flags of the platform itself. */
import { flagReferrals, type FlagThresholds, type ReferralFlagKind } from '@linggong/policy'
import { haversineMeters } from '@linggong/reference'
import { drawOf } from './draw.ts'
import { fraudNames, frauds, type FraudName } from './frauds.ts'
import { honestSite, quarterEnd, quarterStart, type SimulatedSite } from './honest.ts'

/** Honest stations in the mountains a seed has, and sites each fraud is planted in. */
export const sitesPerSeed = { honestMountain: 40, honestTown: 10, ofEachFraud: 6 } as const
const foundShare = 0.5

const flagsOf = (site: SimulatedSite, limits: FlagThresholds) =>
  flagReferrals(site.rows, { place: site.place, quarterStart, quarterEnd }, limits, haversineMeters)

export type RangeResult = {
  frauds: Record<FraudName, { planted: number; found: number; byKind: Partial<Record<ReferralFlagKind, number>> }>
  honest: Record<
    'mountain' | 'town',
    { sites: number; flagged: number; byKind: Partial<Record<ReferralFlagKind, number>> }
  >
}

const nothing = (): RangeResult => ({
  frauds: Object.fromEntries(
    fraudNames.map((name) => [name, { planted: 0, found: 0, byKind: {} }]),
  ) as RangeResult['frauds'],
  honest: {
    mountain: { sites: 0, flagged: 0, byKind: {} },
    town: { sites: 0, flagged: 0, byKind: {} },
  },
})

function count(into: Partial<Record<ReferralFlagKind, number>>, kinds: Iterable<ReferralFlagKind>): void {
  for (const kind of new Set(kinds)) into[kind] = (into[kind] ?? 0) + 1
}

/** One world. A fraud is found when the flags of its site name at least half of its rows. */
export function runSeed(seed: number, limits: FlagThresholds): RangeResult {
  const result = nothing()
  let part = 1
  for (const [kind, sites] of [
    ['mountain', sitesPerSeed.honestMountain],
    ['town', sitesPerSeed.honestTown],
  ] as const)
    for (let n = 0; n < sites; n++) {
      const flags = flagsOf(honestSite(seed, part++, kind), limits)
      result.honest[kind].sites += 1
      if (flags.length > 0) result.honest[kind].flagged += 1
      count(
        result.honest[kind].byKind,
        flags.map((flag) => flag.kind),
      )
    }
  for (const name of fraudNames)
    for (let n = 0; n < sitesPerSeed.ofEachFraud; n++) {
      const site = honestSite(seed, part, n % 2 === 0 ? 'mountain' : 'town')
      const planted = frauds[name](site, drawOf(seed, 10_000 + part++))
      const flags = flagsOf(site, limits)
      const named = new Set(flags.flatMap(({ rowIds }) => rowIds))
      const hit = planted.filter(({ id }) => named.has(id)).length
      result.frauds[name].planted += 1
      if (hit >= planted.length * foundShare) result.frauds[name].found += 1
      count(
        result.frauds[name].byKind,
        flags.map((flag) => flag.kind),
      )
    }
  return result
}

/** Several worlds together. */
export function runSeeds(seeds: readonly number[], limits: FlagThresholds): RangeResult {
  const sum = nothing()
  for (const seed of seeds) {
    const one = runSeed(seed, limits)
    for (const name of fraudNames) merge(sum.frauds[name], one.frauds[name])
    for (const kind of ['mountain', 'town'] as const) merge(sum.honest[kind], one.honest[kind])
  }
  return sum
}

type Counted = { byKind: Partial<Record<ReferralFlagKind, number>> } & Record<string, unknown>
function merge<T extends Counted>(into: T, from: T): void {
  for (const [key, value] of Object.entries(from))
    if (typeof value === 'number') Object.assign(into, { [key]: Number(into[key]) + value })
  for (const [kind, value] of Object.entries(from.byKind) as Array<[ReferralFlagKind, number]>)
    into.byKind[kind] = (into.byKind[kind] ?? 0) + value
}

export const aims = { recallAtLeast: 0.9, falseAlarmsAtMost: 0.02 } as const

/** The table a person reads: recall of each fraud, false alarms on honest sites, and which flags spoke. */
export function rangeText(result: RangeResult, seeds: number): string {
  const percent = (part: number, whole: number) => `${whole === 0 ? '—' : ((100 * part) / whole).toFixed(1)} %`
  const kinds = (byKind: Partial<Record<ReferralFlagKind, number>>) =>
    Object.entries(byKind)
      .toSorted((a, b) => b[1] - a[1])
      .map(([kind, times]) => `${kind} ${times}`)
      .join(', ')
  const rows = [
    ['fraud', 'planted', 'found', 'recall', 'flags on its sites'],
    ...fraudNames.map((name) => {
      const { planted, found, byKind } = result.frauds[name]
      return [name, String(planted), String(found), percent(found, planted), kinds(byKind)]
    }),
    ['honest sites', 'sites', 'flagged', 'false alarms', 'flags'],
    ...(['mountain', 'town'] as const).map((kind) => {
      const { sites, flagged, byKind } = result.honest[kind]
      return [kind, String(sites), String(flagged), percent(flagged, sites), kinds(byKind)]
    }),
  ]
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => (row[column] ?? '').length)))
  const table = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  )
  return [`cheat range, ${seeds} seeds (docs/adr/0017-the-cheat-range.md)`, '', ...table].join('\n')
}

import { join } from 'node:path'
import { flagThresholdNames, flagThresholds, loadPolicy } from '@linggong/policy'
import { describe, expect, test } from 'vitest'
import { fraudNames } from './frauds.ts'
import { honestSite } from './honest.ts'
import { runSeed, runSeeds } from './range.ts'

const policy = loadPolicy(join(import.meta.dirname, '../../../../policy-packs'))
const limits = flagThresholds(policy.record('referral.flagThresholds', '2026-11-26'))

describe('the cheat range', () => {
  test('a seed gives one world', () => {
    expect(runSeed(3, limits)).toEqual(runSeed(3, limits))
    expect(honestSite(3, 1, 'mountain')).not.toEqual(honestSite(4, 1, 'mountain'))
  })

  test('nobody of an honest site is at two places of work at once', () => {
    for (let part = 1; part <= 20; part++) {
      const { rows } = honestSite(7, part, 'mountain')
      for (const own of Map.groupBy(rows, ({ workerId }) => workerId).values()) {
        const sorted = own.toSorted((a, b) => a.startsAt - b.startsAt)
        sorted.slice(1).forEach((row, index) => expect(row.startsAt).toBeGreaterThanOrEqual(sorted[index]!.endsAt))
      }
    }
  })

  test('the flags of the pack find every fraud nine times of ten and leave honest mountain stations alone', () => {
    const result = runSeeds([1, 2, 3, 4], limits)
    for (const name of fraudNames) {
      const { planted, found } = result.frauds[name]
      expect(found / planted, name).toBeGreaterThanOrEqual(0.9)
    }
    const { sites, flagged } = result.honest.mountain
    expect(sites).toBe(160)
    expect(flagged / sites).toBeLessThanOrEqual(0.02)
  })

  test('thresholds nobody can reach find nothing: the figures come from the flags', () => {
    const none = flagThresholds(
      Object.fromEntries(
        flagThresholdNames.map((name) => [name, /Short|Within|Apart|KmPerHour/.test(name) ? limits[name] : 1e9]),
      ),
    )
    const result = runSeeds([1], none)
    expect(fraudNames.map((name) => result.frauds[name].found)).toEqual(fraudNames.map(() => 0))
  })
})

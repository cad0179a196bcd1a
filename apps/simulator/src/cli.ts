/** `npm run simulate`: ways of dispatch compared in the synthetic city. Usage below. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { dispatchSettings, type DispatchSettings } from '@linggong/matching'
import { flagThresholds, loadPolicy, type Policy } from '@linggong/policy'
import { assumptions } from './assumptions.ts'
import { aims, rangeText, runSeeds } from './cheats/range.ts'
import { fraudNames } from './cheats/frauds.ts'
import { accountOf, accountText } from './study/account.ts'
import { barChart } from './study/chart.ts'
import { firstTuningSeed, marketNames, planOf, type MarketName } from './study/plans.ts'
import { runAll } from './study/run-all.ts'
import { policyNames, type SeedResult } from './study/run-seed.ts'
import { sensitivityText, sensitivityOf } from './study/sensitivity.ts'
import { aimsOf, figures, padded, rowsOf, tableText, wordsOf } from './study/table.ts'
import { BadQuestion, whatIf } from './study/what-if.ts'

const usage = `usage: npm run simulate -- [--seeds N | --seed A,B,…] [--market tight|slack] [--charts FOLDER]
       npm run simulate -- --sensitivity [--seeds N] [--market tight|slack]
       npm run simulate -- --what-if '{"market":"tight","demand":{"unit":"350981","factor":1.5}}' [--seeds N]
       npm run simulate -- --account [--seed A,B,…] [--market tight|slack]
       npm run simulate -- --cheats [--seeds N | --seed A,B,…]
With any but the last: --set '{"pauseAfterNoMinutes":0,"weights":{"fit":10}}' replaces settings of the policy pack.
The last line is JSON. Seeds 1 to 99 are for judging, 100 and above for tuning.`

/** The day whose rules apply: simulated days have no date of their own. */
const policyDay = '2026-11-26'

class BadUse extends Error {}

function readArguments() {
  try {
    const { values } = parseArgs({
      options: {
        seeds: { type: 'string' },
        seed: { type: 'string' },
        market: { type: 'string' },
        charts: { type: 'string' },
        sensitivity: { type: 'boolean' },
        cheats: { type: 'boolean' },
        account: { type: 'boolean' },
        'what-if': { type: 'string' },
        set: { type: 'string' },
      },
    })
    return values
  } catch (error) {
    throw new BadUse(error instanceof Error ? error.message : String(error))
  }
}

function seedsOf(values: ReturnType<typeof readArguments>, usual: number): number[] {
  const whole = (text: string) => {
    if (!/^\d{1,6}$/.test(text)) throw new BadUse(`${text} is no whole number`)
    return Number(text)
  }
  if (values.seed !== undefined) return values.seed.split(',').map(whole)
  const count = values.seeds === undefined ? usual : whole(values.seeds)
  if (count < 1 || count > 99) throw new BadUse('--seeds takes 1 to 99')
  return Array.from({ length: count }, (_none, i) => i + 1)
}

function marketsOf(name: string | undefined): readonly MarketName[] {
  if (name === undefined) return marketNames
  const found = marketNames.filter((one) => one === name)
  if (found.length === 0) throw new BadUse(`--market is one of ${marketNames.join(', ')}`)
  return found
}

async function compare(settings: DispatchSettings): Promise<unknown> {
  const seeds = seedsOf(values, 3)
  const markets = marketsOf(values.market)
  const tasks = markets.flatMap((market) =>
    seeds.map((seed) => ({ key: market, plan: planOf(market, seed), assumptions, settings, policies: policyNames })),
  )
  let done = 0
  const results = await runAll(tasks, ({ key, plan }) =>
    console.error(`${++done} of ${tasks.length}: ${key}, seed ${plan.seed}`),
  )
  return Object.fromEntries(
    markets.map((market) => [
      market,
      report(
        market,
        results.filter((_one, i) => tasks[i]?.key === market),
      ),
    ]),
  )
}

function report(market: MarketName, results: SeedResult[]) {
  const rows = rowsOf(results, policyNames)
  const aims = aimsOf(results, market)
  console.log(`\n${market} market, ${results.length} seeds, mean ± half of the 95 % interval\n`)
  console.log(tableText(rows))
  console.log('')
  console.log(
    padded([
      ['aim', 'wanted', 'found', 'at best', ''],
      ...aims.map(({ name, aim, found, reached, limit, possible }) => [
        name,
        aim,
        wordsOf(found, 2),
        wordsOf(limit, 2),
        reached ? 'reached' : possible === false ? 'not reached, nor at best' : 'not reached',
      ]),
    ]),
  )
  if (values.charts !== undefined) {
    mkdirSync(values.charts, { recursive: true })
    figures.forEach(({ name, digits }, i) => {
      const bars = rows.map(({ policy, cells }) => ({ label: policy, interval: cells[name] ?? null }))
      const note = `${market} market, ${results.length} seeds, 95 % intervals; ceiling: what the behaviour allows`
      writeFileSync(join(values.charts ?? '', `${market}-${i + 1}.svg`), barChart(name, note, bars, digits))
    })
  }
  return { rows, aims, results }
}

/** Why places stay empty, on a seed for tuning where none is named: what is learnt here may be tuned by. */
function account(settings: DispatchSettings) {
  const market = marketsOf(values.market)[0] ?? 'tight'
  const seeds = values.seed === undefined && values.seeds === undefined ? [firstTuningSeed] : seedsOf(values, 1)
  const accounts = seeds.map((seed) => accountOf(planOf(market, seed), settings))
  console.log(`\n${market} market, seeds ${seeds.join(', ')}\n`)
  console.log(accountText(accounts))
  return { account: { market, accounts } }
}

/** Settings of the pack with some replaced, to see what one of them does. */
function withReplaced(settings: DispatchSettings, text: string): DispatchSettings {
  let raw: unknown
  try {
    raw = JSON.parse(text)
  } catch {
    throw new BadUse('--set takes JSON, for instance {"pauseAfterNoMinutes":0,"weights":{"fit":10}}')
  }
  const wrong: string[] = []
  const replace = (old: object, by: unknown, path: string): object => {
    if (typeof by !== 'object' || by === null || Array.isArray(by)) throw new BadUse(`--set ${path}: an object`)
    const known = new Map(Object.entries(old))
    for (const [key, value] of Object.entries(by)) {
      const before: unknown = known.get(key)
      if (typeof before === 'number' && typeof value === 'number') known.set(key, value)
      else if (typeof before === 'object' && before !== null && !Array.isArray(before))
        known.set(key, replace(before, value, `${path}${key}.`))
      else wrong.push(`${path}${key}`)
    }
    return Object.fromEntries(known)
  }
  const replaced = { ...settings, ...replace(settings, raw, '') }
  if (wrong.length > 0) throw new BadUse(`--set knows no number ${wrong.join(', ')}`)
  return replaced
}

/** Frauds planted among honest sites, and what the flags of the pack make of them. */
function cheatRange(policy: Policy) {
  const seeds = seedsOf(values, 20)
  const result = runSeeds(seeds, flagThresholds(policy.record('referral.flagThresholds', policyDay)))
  console.log(rangeText(result, seeds.length))
  const { mountain } = result.honest
  const falseAlarms = mountain.flagged / mountain.sites
  const weakest = Math.min(...fraudNames.map((name) => result.frauds[name].found / result.frauds[name].planted))
  const recallReached = weakest >= aims.recallAtLeast
  const falseAlarmsReached = falseAlarms <= aims.falseAlarmsAtMost
  console.log('')
  console.log(
    padded([
      ['aim', 'wanted', 'found', ''],
      [
        'recall of each fraud',
        '≥ 90 %',
        `${(100 * weakest).toFixed(1)} % at least`,
        recallReached ? 'reached' : 'not reached',
      ],
      [
        'false alarms on honest mountain stations',
        '≤ 2 %',
        `${(100 * falseAlarms).toFixed(1)} %`,
        falseAlarmsReached ? 'reached' : 'not reached',
      ],
    ]),
  )
  return { cheats: { seeds, ...result, weakestRecall: weakest, falseAlarms, recallReached, falseAlarmsReached } }
}

async function run(): Promise<unknown> {
  const policy = loadPolicy(join(import.meta.dirname, '../../../policy-packs'))
  if (values.cheats === true) return cheatRange(policy)
  const settings = withReplaced(dispatchSettings(policy.at(policyDay)), values.set ?? '{}')
  if (values['what-if'] !== undefined) return whatIf(values['what-if'], settings, seedsOf(values, 3))
  if (values.sensitivity === true) {
    const found = await sensitivityOf(settings, marketsOf(values.market)[0] ?? 'tight', seedsOf(values, 2))
    console.log(sensitivityText(found))
    return found
  }
  if (values.account === true) return account(settings)
  return compare(settings)
}

let values: ReturnType<typeof readArguments> = {}
try {
  values = readArguments()
  console.log(JSON.stringify(await run()))
} catch (error) {
  if (!(error instanceof BadUse || error instanceof BadQuestion)) throw error
  console.error(`${error.message}\n${usage}`)
  process.exitCode = 2
}

/**
 * `npm run policy:replay -- --pack FOLDER [--follows ID] [--json]`: decides the whole register of sites under a draft pack
 * and under the packs in force; changes nothing. Exit 1 when a decision on record comes out otherwise under the packs in
 * force, 2 when the draft or the database cannot be read.
 */
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { loadPolicy, readPackAlone } from '@linggong/policy'
import { reportingUnits } from '@linggong/reference'
import { policyPacks } from './compose.ts'
import { businessDay, movableClock } from './kernel/clock.ts'
import { yuanDigits } from './kernel/money.ts'
import { programmeReplay } from './modules/programmes/index.ts'
import { connectOwner } from './seed/connection.ts'
import { findPlace } from './seed/place.ts'

const usage = '用法:npm run policy:replay -- --pack 草案文件夹 [--follows ningde/2024-3] [--json]'

function asked() {
  const { values } = parseArgs({
    options: {
      pack: { type: 'string' },
      follows: { type: 'string', default: 'ningde/2024-3' },
      json: { type: 'boolean', default: false },
    },
  })
  if (values.pack === undefined) throw new Error('请用 --pack 写明草案在哪个文件夹')
  return { ...values, pack: resolve(values.pack) }
}

async function run(): Promise<void> {
  const { pack, follows, json } = asked()
  const inForce = loadPolicy(policyPacks)
  const followed = inForce.packs.packs.find((one) => one.meta.id === follows)
  if (!followed) throw new Error(`现行政策包里没有 ${follows}`)
  const draft = programmeReplay.withDraft(inForce.packs, followed, readPackAlone(pack))
  const place = await findPlace(process.env, (line) => console.error(line))
  const client = await connectOwner(place.ownerUrl, place.schema)
  try {
    const began = performance.now()
    const { rows } = await client.query<{ offset_ms: string }>('select offset_ms from demonstration_clock where id = 1')
    const clock = movableClock()
    clock.offsetMs = Number(rows[0]?.offset_ms ?? 0)
    const today = businessDay(clock.now())
    const day = programmeReplay.dayOfReplay(followed, today)
    const db = {
      query: async <R>(text: string, values?: unknown[]): Promise<R[]> =>
        (await client.query(text, values)).rows as R[],
    }
    const result = await programmeReplay.replayRegister(db, inForce, draft, day)
    const seconds = Math.round((performance.now() - began) / 10) / 100
    if (json) console.log(JSON.stringify({ day, seconds, ...result }, null, 2))
    else tell(result, day, seconds)
    if (result.differences.length > 0) process.exitCode = 1
  } finally {
    await client.end()
    await place.release()
  }
}

function tell(result: Awaited<ReturnType<typeof programmeReplay.replayRegister>>, day: string, seconds: number): void {
  const names = new Map(reportingUnits().map(({ code, name }) => [code, name]))
  const name = (code: string): string => names.get(code) ?? code
  console.log(`按${day}的登记,现行政策和草案各算一遍(元):`)
  console.log('县(市、区)\t现行\t草案\t增减\t得益站点\t受损站点\t不变')
  const total = { beforeFen: 0, afterFen: 0, gain: 0, lose: 0, same: 0 }
  for (const one of result.counties) {
    for (const key of ['beforeFen', 'afterFen', 'gain', 'lose', 'same'] as const) total[key] += one[key]
    console.log([name(one.county), ...sumWords(one)].join('\t'))
  }
  console.log(['全市', ...sumWords(total)].join('\t'))
  const changed = result.lines.filter((line) => line.beforeFen !== line.afterFen)
  console.log(`\n金额有变化的${changed.length}笔:`)
  for (const line of changed) {
    const what = line.what === 'oneOff' ? '一次性运维补助' : `${line.year}年度绩效补助`
    const of = line.of === 'made' ? '已申报' : '还可申报'
    console.log(
      `${name(line.county)}\t${line.siteName}\t${what}(${of})\t${yuanDigits(line.beforeFen)} → ${yuanDigits(line.afterFen)}\t${line.reasonsZh.join(';')}`,
    )
  }
  console.log(
    `\n已作出的决定按现行政策重算${result.decidedAgain}笔,不一致${result.differences.length}笔` +
      `${result.withoutFacts > 0 ? `,没有留下依据、不能重算${result.withoutFacts}笔` : ''}。用时${seconds}秒。`,
  )
  for (const one of result.differences)
    console.log(`不一致:${one.siteName}\t${yuanDigits(one.keptFen)} → ${yuanDigits(one.againFen)}\t${one.id}`)
}

const sumWords = (one: { beforeFen: number; afterFen: number; gain: number; lose: number; same: number }) => [
  yuanDigits(one.beforeFen),
  yuanDigits(one.afterFen),
  yuanDigits(one.afterFen - one.beforeFen),
  one.gain,
  one.lose,
  one.same,
]

run().catch((error: unknown) => {
  console.error(`${error instanceof Error ? error.message : String(error)}\n${usage}`)
  process.exitCode = 2
})

import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { solveFile } from './match/file.ts'
import { instances, type InstanceName } from './match/instances.ts'
import type { Measured, Prepared } from './match/measure.ts'
import { findPeers, type PeerResult, type Peers } from './match/peers.ts'

type Row = Measured & Prepared & { name: string; peers: Record<string, PeerResult>; timesFaster: number | null }

const isInstance = (name: string): name is InstanceName => name in instances

/**
 * `npm run bench -- match`: the assignment solver against the solvers that are on this machine, on the same instance in
 * the same run. The ratio is of processor time (ours the best warm run, all threads counted), as other work on the
 * machine stretches time on the wall.
 */
export async function run(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: { instance: { type: 'string' }, file: { type: 'string' } } })
  if (values.file !== undefined) {
    const { faults, ...figures } = solveFile(values.file)
    for (const fault of faults) console.error(fault)
    console.log(JSON.stringify(figures))
    return faults.length === 0 && figures.dualGap === 0 ? 0 : 1
  }
  const names = values.instance === undefined ? Object.keys(instances) : [values.instance]
  const unknown = names.filter((name) => !isInstance(name))
  if (unknown.length > 0) throw new Error(`no instance ${unknown.join()}; there are ${Object.keys(instances).join()}`)
  const folder = mkdtempSync(join(tmpdir(), 'bench-match-'))
  try {
    const peers = findPeers(folder)
    const rows = names.map((name) => measureOne(name, folder, peers))
    console.log(JSON.stringify({ instances: rows }))
    return rows.every(isSound) ? 0 : 1
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function measureOne(name: string, folder: string, peers: Peers): Row {
  const file = join(folder, `${name}.bin`)
  const ours = inFreshProcess<Measured>(name, file)
  const prepared = inFreshProcess<Prepared>(name)
  const results = Object.fromEntries(Object.entries(peers).map(([peer, solve]) => [peer, solve(file)]))
  rmSync(file)
  const fastest = Math.min(...Object.values(results).map((r) => ('cpuMs' in r ? r.cpuMs : Infinity)))
  const timesFaster = Number.isFinite(fastest) ? Number((fastest / ours.warmCpuMs).toFixed(1)) : null
  const row = { name, ...ours, ...prepared, peers: results, timesFaster }
  console.error(describe(row))
  return row
}

function inFreshProcess<T>(...args: string[]): T {
  const script = join(import.meta.dirname, 'match/measure.ts')
  const ran = spawnSync(process.execPath, [script, ...args], { encoding: 'utf8', maxBuffer: 2 ** 24 })
  if (ran.status !== 0) throw new Error(`${args[0]}: ${ran.stderr}`)
  return JSON.parse(ran.stdout) as T
}

const times = (ms: number, { warmMs }: Measured) => `${(ms / warmMs).toFixed(1)} 倍`

function describe(row: Row): string {
  const peers = Object.entries(row.peers).map(([name, r]) =>
    'missing' in r ? `${name} 未测（${r.missing}）` : `${name} ${r.ms} 毫秒（处理器 ${r.cpuMs}）`,
  )
  const proof = row.dualGap === 0 ? '已证最优' : `离上界 ${row.dualGap}`
  return [
    `${row.name}：${row.workers} 人、${row.slots} 个名额、${row.edges} 条边`,
    `首次 ${row.coldMs} 毫秒（处理器 ${row.coldCpuMs}），热 ${row.warmMs} 毫秒（处理器 ${row.warmCpuMs}），内存 ${row.rssMb} MB`,
    `首次是热的 ${times(row.coldMs, row)}；先练手 ${row.prepareMs} 毫秒，首次 ${row.preparedMs} 毫秒，是热的 ${times(row.preparedMs, row)}`,
    `总值 ${row.value}，${proof}；贪心得 ${(100 * row.greedyShare).toFixed(2)}%`,
    ...peers,
    row.timesFaster === null ? '没有可比的求解器' : `比最快的快 ${row.timesFaster} 倍（按处理器时间）`,
  ].join('\n  ')
}

/** Proved, and no peer found another optimum. */
function isSound(row: Row): boolean {
  const others = Object.values(row.peers).filter((r) => 'value' in r)
  return row.dualGap === 0 && row.faults.length === 0 && others.every((r) => r.value === row.value)
}

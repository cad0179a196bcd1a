import { cpus, loadavg } from 'node:os'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { authenticatorCode } from '../apps/api/test/journey/staff.ts'
import { openWorld, type World } from '../apps/api/test/journey/world.ts'
import { startPlatform } from '../apps/api/test/platform.ts'
import { findRunning } from '../apps/api/src/supervisor/attach.ts'

/** No view of the cockpit may take longer, of ninety-nine in a hundred requests. */
const limitMs = 300
const warmUp = 5

type View = { what: string; token: string; path: string }
type Measured = { what: string; requests: number; bytes: number; p50Ms: number; p99Ms: number; maxMs: number }

const at = (sorted: readonly number[], share: number): number =>
  Number(sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)]!.toFixed(1))

async function measure(origin: string, view: View, requests: number): Promise<Measured> {
  const times: number[] = []
  let bytes = 0
  for (let n = -warmUp; n < requests; n++) {
    const began = performance.now()
    const response = await fetch(`${origin}${view.path}`, { headers: { authorization: `Bearer ${view.token}` } })
    const body = await response.text()
    const ms = performance.now() - began
    if (!response.ok) throw new Error(`${view.what}: ${response.status} ${body.slice(0, 200)}`)
    bytes = body.length
    if (n >= 0) times.push(ms)
  }
  times.sort((a, b) => a - b)
  return { what: view.what, requests, bytes, p50Ms: at(times, 0.5), p99Ms: at(times, 0.99), maxMs: at(times, 1) }
}

/** A session of the sample account with this role. */
async function signIn(world: World, role: string): Promise<string> {
  const account = world.accounts.find((one) => one.password !== undefined && one.role === role)
  if (!account) throw new Error(`演示账号里没有“${role}”`)
  const { now } = await world.call('getClock', {})
  const totpCode = authenticatorCode(world, account, new Date(now))
  const body = { login: account.login, password: account.password ?? '', totpCode }
  return (await world.call('signInStaff', { body }, { channel: 'api' })).token
}

/**
 * Every view of the cockpit over HTTP on the city that is there (`npm run seed -- --scale city`), one request after another
 * from a client on the same machine, while the other roles do what there is to do: p50, p99 and the longest. Exit code 1 when a p99 is above the limit.
 */
export async function run(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: { requests: { type: 'string', default: '200' } } })
  const requests = Number(values.requests)
  if (!Number.isInteger(requests) || requests < 1) throw new Error('--requests takes a whole number above 0')
  const dataDir = resolve(process.env.DATA_DIR ?? '.data')
  const running = findRunning(dataDir)
  const platform = running
    ? { ...running, dataDir, own: false, stop: async () => undefined }
    : await startPlatform({ dataDir, say: (line) => console.error(line), env: { FRONT_ENDS: 'off' } })
  try {
    if (!platform.sandboxUrl) throw new Error('this needs a demonstration with its sandbox')
    const there = { ...platform, sandboxUrl: platform.sandboxUrl }
    const world = await openWorld(there, () => undefined, { atOnce: true })
    const city = await signIn(world, '市人社局')
    const county = await signIn(world, '福鼎市人社')
    const operator = await signIn(world, '运营机构')
    const own = (await world.call('getCockpit', { query: {} }, { token: county })).counties[0]!.code
    const views: View[] = [
      { what: '市:驾驶舱,十个县', token: city, path: '/cockpit' },
      { what: '市:驾驶舱,只看一个县', token: city, path: `/cockpit?county=${own}` },
      { what: '县:驾驶舱', token: county, path: '/cockpit' },
      { what: '运营机构:驾驶舱', token: operator, path: '/cockpit' },
      { what: '市:等着办的每一件', token: city, path: '/cockpit/rows?group=waiting&limit=100' },
      { what: '市:等着办、已超时的每一件', token: city, path: '/cockpit/rows?group=waiting&age=late&limit=100' },
      { what: '市:该做没做的每一件', token: city, path: '/cockpit/rows?group=late&limit=100' },
      { what: '市:要看一看的每一件', token: city, path: '/cockpit/rows?group=wrong&limit=100' },
      { what: '县:等着办的每一件', token: county, path: '/cockpit/rows?group=waiting&limit=100' },
      { what: '市:建在哪里,全市3个', token: city, path: '/siting?count=3' },
      { what: '县:建在哪里,3个', token: county, path: `/siting?county=${own}&count=3` },
      { what: '县:开门日志没记的每一件', token: county, path: '/cockpit/rows?figure=siteNoLog&limit=100' },
    ]
    const { figures } = await world.call('getCockpit', { query: {} }, { token: city })
    const rows = figures.flatMap(({ cells }) => cells).reduce((sum, { count }) => sum + count, 0)
    if (rows === 0) throw new Error('没有可以看的城市数据,请先运行 npm run seed -- --scale city')
    const load = loadavg()[0]!.toFixed(1)
    console.log(`${rows} matters in ${figures.length} figures; ${cpus().length} cores, load ${load}`)
    const measured: Measured[] = []
    for (const view of views) {
      const one = await measure(platform.url, view, requests)
      measured.push(one)
      console.log(`${one.what}: p50 ${one.p50Ms} ms, p99 ${one.p99Ms} ms, max ${one.maxMs} ms, ${one.bytes} bytes`)
    }
    const worst = Math.max(...measured.map(({ p99Ms }) => p99Ms))
    console.log(JSON.stringify({ limitMs, worstP99Ms: worst, matters: rows, load: Number(load), views: measured }))
    return worst <= limitMs ? 0 : 1
  } finally {
    await platform.stop()
  }
}

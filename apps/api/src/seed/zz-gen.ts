import { addBulk } from './bulk.ts'
import { makeFrame } from './frame.ts'
import { makeSmall } from './small.ts'
import { makeLane } from './lane.ts'
import { makeProgress } from './progress.ts'
import { loadPolicy } from '@linggong/policy'
import { createKeyring, newKey, parseKeys } from '../kernel/crypto/keyring.ts'
import { Writable } from 'node:stream'
const frame = makeFrame({ policy: loadPolicy('/work/main/policy-packs'), keyring: createKeyring(parseKeys(newKey('a')), parseKeys(newKey('a'))), today: '2026-11-23', now: new Date('2026-11-23T07:00:00+08:00') })
let bytes = 0
const client = { query: (q: unknown) => { if (typeof q === 'string') return Promise.resolve({ rows: [] }); return new Writable({ write(c, _e, cb) { bytes += c.length; cb() } }) } } as never
const small = await makeSmall(frame, makeLane(client))
const k = Number(process.argv[2] ?? 20)
const c0 = process.cpuUsage()
const lanes = await addBulk(frame, [client, client], small.city.sites, { workers: 300000 / k, employers: 30000 / k, historyPostings: 980000 / k, paid: 1200000 / k, open: 20000 / k, historyDays: 730 }, makeProgress(console.log, () => performance.now()))
console.log(process.cpuUsage(c0).user / 1e6, 's cpu', bytes / 1e6, 'MB')
const m = new Map(); for (const l of lanes) for (const [t, n] of l.counts) m.set(t, (m.get(t) ?? 0) + n)
console.log(Object.fromEntries(m))

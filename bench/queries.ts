import { resolve } from 'node:path'
import type { Endpoint } from '@linggong/contract'
import { configOf, startPlatform } from '../apps/api/test/platform.ts'
import { createApplication, createDeps } from '../apps/api/src/compose.ts'
import type { Registry } from '../apps/api/src/kernel/application.ts'
import type { Actor, Deps } from '../apps/api/src/kernel/context.ts'
import { silentLog } from '../apps/api/src/kernel/log.ts'
import { scopeOf } from '../apps/api/src/kernel/rights.ts'
import { unitOfWork } from '../apps/api/src/kernel/unit-of-work.ts'
import { findRunning } from '../apps/api/src/supervisor/attach.ts'
import { withinOf } from './lib/grab-field.ts'
import { recordingDeps, type Statement } from './lib/record.ts'

/** A table this large must not be read from end to end to answer one request. */
const largeRows = 50_000
const repeats = 5

type Asked = { what: string; endpoint: string; actor: Actor; input: Record<string, unknown> }
type Answered = { what: string; ms: number; statements: number; fullReads: string[] }

type Samples = { workerId: string; employerId: string; postingId: string; engagementId: string }

/** People and matters of the middle of the table, the same each time on the same city. */
async function sample(deps: Deps): Promise<Samples> {
  return withinOf(deps)(async (ctx) => {
    const [row] = await ctx.tx.query<Samples>(
      `select e.worker_id as "workerId", e.employer_id as "employerId", e.posting_id as "postingId", e.id as "engagementId"
       from engagements e where e.county = '350981' and e.state = 'paid'
       order by e.county, e.starts_at desc limit 1 offset 100`,
    )
    if (!row) throw new Error('没有可以查的城市数据,请先运行 npm run seed -- --scale city')
    return row
  })
}

function questions({ workerId, employerId, postingId, engagementId }: Samples): Asked[] {
  const anonymous: Actor = { kind: 'anonymous' }
  const person = (roles: Array<'worker' | 'employer'>, personId: string, employerIds: string[]): Actor => ({
    kind: 'person',
    sessionId: personId,
    personId,
    roles,
    employerIds,
    memberRoles: Object.fromEntries(employerIds.map((id) => [id, 'owner'])),
  })
  const worker = person(['worker'], workerId, [])
  const employer = person(['worker', 'employer'], workerId, [employerId])
  const officer: Actor = {
    kind: 'staff',
    sessionId: workerId,
    staffId: workerId,
    roles: ['countyOfficer'],
    posts: [{ role: 'countyOfficer', county: '350981', siteId: null }],
    assists: { persons: [], employers: [] },
  }
  const near = { lat: 27.09, lng: 119.65, radiusMeters: 5_000 }
  const board = (what: string, query: Record<string, unknown>): Asked => ({
    what,
    endpoint: 'searchShifts',
    actor: anonymous,
    input: { query },
  })
  return [
    board('看板:最新', { limit: 20 }),
    board('看板:搜“茶叶 日结”', { q: '茶叶日结', limit: 20 }),
    board('看板:5公里内最近', { ...near, sort: 'nearest', limit: 20 }),
    board('看板:某县工钱最高', { county: '350981', sort: 'pay', limit: 20 }),
    board('看板:明天', { when: 'tomorrow', sort: 'soonest', limit: 20 }),
    { what: '岗位详情', endpoint: 'getOwnPosting', actor: employer, input: { params: { postingId } } },
    { what: '我的用工单', endpoint: 'listMyEngagements', actor: worker, input: { query: { limit: 20 } } },
    { what: '我的工资', endpoint: 'listMyWages', actor: worker, input: { query: { limit: 20 } } },
    { what: '我的合同', endpoint: 'listMyContracts', actor: worker, input: { query: { limit: 20 } } },
    { what: '用工单时间线', endpoint: 'getEngagementTimeline', actor: worker, input: { params: { engagementId } } },
    { what: '通知', endpoint: 'listNotices', actor: worker, input: { query: { limit: 20 } } },
    {
      what: '用工方的用工单',
      endpoint: 'listEmployerEngagements',
      actor: employer,
      input: { params: { employerId }, query: { limit: 20 } },
    },
    {
      what: '用工方的岗位',
      endpoint: 'listEmployerPostings',
      actor: employer,
      input: { params: { employerId }, query: { limit: 20 } },
    },
    { what: '审核队列', endpoint: 'listPostingReviews', actor: officer, input: { query: { limit: 20 } } },
    { what: '县里的用工单', endpoint: 'listStaffEngagements', actor: officer, input: { query: { limit: 20 } } },
    { what: '概览', endpoint: 'getOverview', actor: officer, input: { query: {} } },
  ]
}

type Found = { endpoint: Endpoint; run: (ctx: never, input: never) => Promise<unknown> }

function endpointOf(registry: Registry, name: string): Found {
  for (const part of registry.served) {
    const endpoint = part.endpoints[name]
    if (endpoint) return { endpoint, run: part.handlers[name] as Found['run'] }
  }
  throw new Error(`no endpoint ${name}`)
}

async function largeTables(deps: Deps): Promise<Set<string>> {
  const rows = await deps.db.named<{ relname: string }>(
    'bench-large-tables',
    `select relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = current_schema() and c.relkind = 'r' and c.reltuples > $1`,
    [largeRows],
  )
  return new Set(rows.map((row) => row.relname))
}

type Plan = { 'Node Type': string; 'Relation Name'?: string; Plans?: Plan[] }

function fullReadsOf(plan: Plan, large: ReadonlySet<string>): string[] {
  const own = plan['Node Type'] === 'Seq Scan' && large.has(plan['Relation Name'] ?? '') ? [plan['Relation Name']!] : []
  return [...own, ...(plan.Plans ?? []).flatMap((inner) => fullReadsOf(inner, large))]
}

async function explain(
  deps: Deps,
  actor: Actor,
  statements: Statement[],
  large: ReadonlySet<string>,
): Promise<string[]> {
  const reads = statements.filter(({ text }) => /^\s*(select|with)\b/i.test(text))
  return deps.db.transaction(scopeOf(actor), async (tx) => {
    const found: string[] = []
    for (const { text, values } of reads) {
      const rows = await tx.query<{ 'QUERY PLAN': Array<{ Plan: Plan }> }>(`explain (format json) ${text}`, values)
      found.push(...fullReadsOf(rows[0]!['QUERY PLAN'][0]!.Plan, large))
    }
    return [...new Set(found)]
  })
}

async function ask(deps: Deps, asked: Asked, large: ReadonlySet<string>): Promise<Answered> {
  let statements: Statement[] | undefined
  const recording = recordingDeps(deps, () => statements)
  const { endpoint, run } = endpointOf(createApplication(recording), asked.endpoint)
  const input = {
    params: endpoint.params?.parse(asked.input.params ?? {}) ?? {},
    query: endpoint.query?.parse(asked.input.query ?? {}) ?? {},
  }
  const once = () =>
    unitOfWork(
      recording,
      { actor: asked.actor, channel: 'api', requestId: 'bench', scope: scopeOf(asked.actor) },
      (ctx) => run(ctx as never, input as never),
    )
  statements = []
  await once()
  const recorded = statements
  statements = undefined
  const times: number[] = []
  for (let n = 0; n < repeats; n++) {
    const began = performance.now()
    await once()
    times.push(performance.now() - began)
  }
  return {
    what: asked.what,
    ms: Number(Math.min(...times).toFixed(1)),
    statements: recorded.length,
    fullReads: await explain(deps, asked.actor, recorded, large),
  }
}

/** The reads people wait for, on the city that is there: time, statements, and proof that no large table is read whole. */
export async function run(): Promise<number> {
  const dataDir = resolve(process.env.DATA_DIR ?? '.data')
  const running = findRunning(dataDir)
  const platform = running
    ? { ...running, dataDir, own: false, stop: async () => undefined }
    : await startPlatform({ dataDir, say: (line) => console.error(line) })
  const deps = createDeps({ ...configOf(platform), maxConnections: 2 })
  deps.log = silentLog
  try {
    const large = await largeTables(deps)
    console.log(`tables of more than ${largeRows} rows: ${[...large].sort().join(', ') || 'none'}`)
    const answers: Answered[] = []
    for (const asked of questions(await sample(deps))) {
      const answered = await ask(deps, asked, large)
      answers.push(answered)
      const note = answered.fullReads.length > 0 ? `  reads whole: ${answered.fullReads.join(', ')}` : ''
      console.log(`${answered.what}: ${answered.ms} ms, ${answered.statements} statements${note}`)
    }
    const fullReads = answers.filter((one) => one.fullReads.length > 0).length
    console.log(JSON.stringify({ largeTables: large.size, fullReads, queries: answers }))
    return fullReads === 0 ? 0 : 1
  } finally {
    await deps.db.close()
    await platform.stop()
  }
}

import { allEndpoints, type Endpoint } from '@linggong/contract'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildServer } from '../src/kernel/http/server.ts'
import { authenticate } from '../src/modules/identity/index.ts'
import { testApp, type TestApp } from './app.ts'
import { sampleRequest, unknownId, urlOf, type Given } from './samples.ts'
import { actorNames, secrets, settleTown, workDay, type ActorName, type Ids, type Town } from './town.ts'

let app: TestApp
let town: Town
let ids: Ids
const logged: string[] = []
beforeAll(async () => {
  app = await testApp({ log: pino({ level: 'trace' }, { write: (line: string) => void logged.push(line) }) })
  town = await settleTown(app)
  ids = await workDay(app, town)
})
afterAll(() => app?.close())

const endpoints: Array<[string, Endpoint]> = Object.entries(allEndpoints)
const reads = endpoints.filter(([, { method }]) => method === 'GET')

/** Numbers by whose they are; nobody else may get them in full. */
function numbers(): Array<{ of: ActorName | 'granny'; what: string; text: string }> {
  const people = [
    ['worker', town.worker],
    ['stranger', town.stranger],
    ['crewLeader', town.crewLeader],
    ['employer', town.employer],
    ['otherEmployer', town.otherEmployer],
  ] as const
  return [
    ...people.flatMap(([of, { idNumber, phone, token }]) => [
      { of, what: 'id number', text: idNumber },
      { of, what: 'phone', text: phone },
      { of, what: 'session token', text: token },
    ]),
    { of: 'worker', what: 'bank account', text: secrets.workerBank },
    { of: 'crewLeader', what: 'bank account', text: secrets.leaderBank },
    { of: 'worker', what: 'home', text: secrets.home },
    { of: 'worker', what: 'certificate', text: secrets.certificate },
    { of: 'granny', what: 'id number', text: secrets.granny },
  ]
}

let asked = 0
async function send(endpoint: Endpoint, actor: ActorName, given: Given, server = app.server) {
  const request = sampleRequest(endpoint, given)
  const token = town.tokens[actor]
  asked += 1
  return server.inject({
    method: endpoint.method,
    url: urlOf(endpoint, request),
    headers: {
      ...(token && { authorization: `Bearer ${token}` }),
      'idempotency-key': `01930000-0000-7000-8000-${String(asked).padStart(12, '0')}`,
    },
    ...(endpoint.method !== 'GET' && { payload: request.body ?? {} }),
  })
}

describe('号码不出门', () => {
  test.each(actorNames)('%s 看遍所有页面,看不到别人的完整号码', async (actor) => {
    const found: string[] = []
    let answered = 0
    // As oneself, and for whom one might act.
    for (const given of [
      { ...ids },
      { ...ids, onBehalfOf: ids.grannyId },
      { ...ids, personId: town.stranger.personId },
    ]) {
      for (const [name, endpoint] of reads) {
        const response = await send(endpoint, actor, given)
        if (response.statusCode === 200) answered += 1
        for (const { of, what, text } of numbers()) {
          if (of !== actor && response.body.includes(text)) found.push(`${name}: ${what} of ${of}`)
        }
      }
    }
    expect(found).toEqual([])
    expect(answered).toBeGreaterThan(5)
  })
  test('日志里一个号码、名字和令牌也没有', () => {
    const text = logged.join('\n')
    for (const { what, of, text: secret } of numbers()) expect(text.includes(secret), `${what} of ${of}`).toBe(false)
    for (const name of ['陈大山', '吴小路', '雷带班', '吴阿婆']) expect(text.includes(name), name).toBe(false)
  })
  test('库里凡是明文的地方都没有号码', async () => {
    const found: string[] = []
    await app.within(async (ctx) => {
      const tables = await ctx.tx.query<{ table: string }>(
        `select relname as table from pg_class where relkind = 'r' and relnamespace = $1::regnamespace
         and has_table_privilege(oid, 'select')`,
        [app.database.schema],
      )
      for (const { table } of tables) {
        // bytea stands there in hexadecimal: only what is kept in clear can be found.
        const rows = await ctx.tx.query<{ row: string }>(`select row_to_json(one)::text as row from ${table} one`)
        const all = rows.map(({ row }) => row).join('\n')
        for (const { what, of, text } of numbers()) {
          const hex = Buffer.from(text).toString('hex')
          if (all.includes(text) || all.includes(hex)) found.push(`${table}: ${what} of ${of}`)
        }
      }
      expect(tables.length).toBeGreaterThan(40)
    })
    expect(found).toEqual([])
  })
  test('留痕、事件、期限里连名字也没有,只有编号', async () => {
    await app.within(async (ctx) => {
      for (const table of ['audit_entries', 'outbox', 'due_rows']) {
        const rows = await ctx.tx.query<{ row: string }>(`select row_to_json(one)::text as row from ${table} one`)
        expect(rows.length, table).toBeGreaterThan(0)
        for (const name of ['陈大山', '吴小路', '雷带班', '吴阿婆', '说好管饭', '老板人好']) {
          expect(
            rows.some(({ row }) => row.includes(name)),
            `${table}: ${name}`,
          ).toBe(false)
        }
      }
    })
  })
  test('答复存着是密文,没有答复也没有号码留在请求表里', async () => {
    const rows = await app.deps.db.named<{ answer: Buffer | null }>('test-answers', 'select answer from requests')
    expect(rows.length).toBeGreaterThan(20)
    for (const { answer } of rows) expect(answer?.toString('latin1') ?? '').not.toMatch(/[{}]".*":|1\d{10}|\d{17}[\dX]/)
  })
  test('合同里没写的字段出不了门', async () => {
    const planted = { idNumber: town.stranger.idNumber, planted: 'secret' }
    const plant = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(plant)
      if (typeof value !== 'object' || value === null || value instanceof Date || Buffer.isBuffer(value)) return value
      // `applied` of the board is a record of filters, free in its keys.
      const rest = Object.entries(value).map(([key, inner]) => [key, key === 'applied' ? inner : plant(inner)] as const)
      return { ...planted, ...Object.fromEntries(rest) }
    }
    const served = app.registry.served.map((part) => ({
      endpoints: part.endpoints,
      handlers: Object.fromEntries(
        Object.entries(part.handlers).map(([name, run]) => [
          name,
          async (...given: Parameters<typeof run>) => plant(await run(...given)),
        ]),
      ),
    }))
    const server = await buildServer({ registry: { ...app.registry, served }, authenticate: authenticate(app.deps) })
    const found: string[] = []
    let answered = 0
    for (const actor of ['worker', 'employer', 'officerHere', 'clerk'] as const) {
      for (const [name, endpoint] of reads) {
        if (endpoint.produces) continue
        const response = await send(endpoint, actor, ids, server)
        if (response.statusCode !== 200) continue
        answered += 1
        if (response.body.includes('planted') || response.body.includes(town.stranger.idNumber)) found.push(name)
      }
    }
    await server.close()
    expect(found).toEqual([])
    expect(answered).toBeGreaterThan(40)
  })
})

describe('不归自己管的,和没有的一样', () => {
  /** Whom nothing of this day concerns. */
  const outsiders = ['stranger', 'otherEmployer', 'clerkElsewhere', 'officerElsewhere', 'mediatorElsewhere'] as const
  const except: Record<string, string> = { getEmployer: 'name and state of an employer are for everybody signed in' }
  /** An answer may repeat what was asked. */
  const withoutIds = (body: string) => body.replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'id')

  test.each(outsiders)('%s 用真编号和用假编号问,回答一字不差', async (actor) => {
    const told: string[] = []
    for (const [name, endpoint] of endpoints) {
      if (endpoint.right === 'public' || !/:\w+/.test(endpoint.path) || name in except) continue
      const real = await send(endpoint, actor, ids)
      const invented = await send(endpoint, actor, Object.fromEntries(Object.keys(ids).map((key) => [key, unknownId])))
      if (withoutIds(real.body) !== withoutIds(invented.body))
        told.push(
          `${name}: ${real.statusCode} ${real.body.slice(0, 120)} | ${invented.statusCode} ${invented.body.slice(0, 120)}`,
        )
    }
    expect(told).toEqual([])
    const employer = await send(allEndpoints.getEmployer, actor, ids)
    expect(employer.json()).toMatchObject({ detail: null })
  })
})

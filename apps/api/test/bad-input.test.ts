import { allEndpoints, holdsRight, type Endpoint } from '@linggong/contract'
import { reservedUscc } from '@linggong/reference/identifiers.ts'
import fc from 'fast-check'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testApp, type TestApp } from './app.ts'
import { sampleRequest, shapeOf, unknownId, urlOf, type Part, type Shape } from './samples.ts'
import { settleTown, workDay, type ActorName, type Ids, type Town } from './town.ts'

const parts: readonly Part[] = ['params', 'query', 'body']
/** Enough to meet every kind of nonsense at every kind of field; the seed is fixed, so a failure repeats. */
const seed = 20_261_118
const runsPerPart = 8

const nul = 'a\u0000b'
const loneSurrogate = 'a\ud800b'
const badStrings = [
  '',
  ' ',
  nul,
  loneSurrogate,
  '\u0007\u001b[31m',
  '\u202e倒着写',
  '𠮷野家👨‍👩‍👧‍👦',
  "'; drop table persons; --",
  '<script>alert(1)</script>',
  '%s%n{{constructor}}${7*7}',
  '../../etc/passwd',
  '茶'.repeat(100_000),
  '2026-02-30',
  '2026-02-30T08:00:00+08:00',
  '0000-01-01',
  '9999-12-31',
  '0000-01-01T00:00:00+08:00',
  '9999-12-31T23:59:59+08:00',
  '2026-11-19T08:00:00+99:99',
  '12',
  '-1',
  '1e400',
  'NaN',
  '__proto__',
  'constructor',
  unknownId,
  'ffffffff-ffff-ffff-ffff-ffffffffffff',
]
const badValues: unknown[] = [
  ...badStrings,
  null,
  true,
  0,
  -1,
  0.1,
  1e308,
  2 ** 53,
  -(2 ** 63),
  [],
  {},
  ['x', ['x', ['x']]],
  { toString: 'x', length: -1 },
  JSON.parse('{"__proto__": {"admin": true}}'),
  JSON.parse('['.repeat(2_000) + ']'.repeat(2_000)),
]

/** Whose token reaches the handler. */
const actors: readonly ActorName[] = [
  'worker',
  'employer',
  'crewLeader',
  'clerk',
  'officerHere',
  'operator',
  'cityOfficer',
  'mediator',
  'auditor',
  'countyFinance',
]
const rolesHeld = {
  worker: ['worker'],
  employer: ['worker', 'employer'],
  crewLeader: ['worker', 'crewLeader'],
  clerk: ['clerk'],
  officerHere: ['countyOfficer'],
  operator: ['operator'],
  cityOfficer: ['cityOfficer'],
  mediator: ['mediator'],
  auditor: ['auditor'],
  countyFinance: ['countyFinance'],
} as const satisfies Partial<Record<ActorName, readonly string[]>>

function actorsFor({ right }: Endpoint): ActorName[] {
  if (right === 'public') return ['anonymous']
  if (right === 'phone') return ['phone']
  return actors.filter((name) => holdsRight(rolesHeld[name as keyof typeof rolesHeld], right))
}

/** Every field of an input, by its path; arrays count as their first element. */
function fieldsOf(shape: Shape, path: string[] = []): string[][] {
  const own = path.length > 0 ? [path] : []
  if (shape.anyOf) return [...own, ...shape.anyOf.flatMap((one) => fieldsOf(one, path).slice(own.length))]
  if (shape.items) return [...own, ...fieldsOf(shape.items, [...path, '0'])]
  return [
    ...own,
    ...Object.entries(shape.properties ?? {}).flatMap(([name, field]) => fieldsOf(field, [...path, name])),
  ]
}

function withValue(target: unknown, [head, ...rest]: string[], value: unknown): unknown {
  if (head === undefined) return value
  if (/^\d+$/.test(head)) return [withValue(Array.isArray(target) ? target[0] : undefined, rest, value)]
  const object = typeof target === 'object' && target !== null && !Array.isArray(target) ? target : {}
  return { ...object, [head]: withValue((object as Record<string, unknown>)[head], rest, value) }
}

let app: TestApp
let town: Town
let ids: Ids
const logged: string[] = []
beforeAll(async () => {
  app = await testApp({ log: pino({ level: 'error' }, { write: (line: string) => void logged.push(line) }) })
  town = await settleTown(app)
  const { sessionId: _kept, ...rest } = await workDay(app, town)
  ids = rest
  logged.length = 0
})
afterAll(() => app?.close())

type Raw = { url: string; payload?: string; contentType?: string; key?: string; actor: ActorName }
let asked = 0
async function send(endpoint: Endpoint, raw: Raw) {
  const token = town.tokens[raw.actor]
  asked += 1
  return app.server.inject({
    method: endpoint.method,
    url: raw.url,
    headers: {
      'content-type': raw.contentType ?? 'application/json',
      'idempotency-key': raw.key ?? `01920000-0000-7000-8000-${String(asked).padStart(12, '0')}`,
      ...(token && { authorization: `Bearer ${token}` }),
    },
    ...(raw.payload !== undefined && { payload: raw.payload }),
  })
}

const chinese = /[\u4e00-\u9fff]/

/** What is wrong with the answer, if anything. */
function faultOf(response: { statusCode: number; body: string; headers: Record<string, unknown> }): string | undefined {
  if (response.statusCode >= 500) return `${response.statusCode} ${logged.at(-1)?.slice(0, 600) ?? response.body}`
  if (response.statusCode !== 400) return undefined
  const { message, code, problems } = JSON.parse(response.body) as {
    code: string
    message: string
    problems: Array<{ path: string; message: string }>
  }
  if (!chinese.test(message)) return `no Chinese sentence: ${message}`
  if (code === 'InputInvalid' && problems.length === 0) return 'no problem is named'
  const mute = problems.find((problem) => !chinese.test(problem.message))
  return mute && `no Chinese sentence for ${mute.path}: ${mute.message}`
}

/** Endpoints of which some answer came from the handler itself, not from the checks before it. */
const reached = new Set<Endpoint>()
const before = ['InputInvalid', 'NotSignedIn', 'PersonNotChosen', 'RequestIdMissing']
function noteReached(endpoint: Endpoint, response: { statusCode: number; body: string }): void {
  const code = response.statusCode < 400 ? '' : (JSON.parse(response.body) as { code: string }).code
  if (!before.includes(code)) reached.add(endpoint)
}

type Case = { part: Part; path: string[]; value: unknown }

/** Where a rule over several fields wants one of two, and which. */
function givenFor({ path }: Endpoint): Ids {
  const { employerId: _other, ...onePerson } = ids
  if (path === '/assists') return onePerson
  if (path === '/employers') return { uscc: reservedUscc(7_001), legalPersonName: '陈大山' }
  if (path === '/operators') return { uscc: reservedUscc(7_001), agencyLicence: '350981-2024-01' }
  return path === '/persons/find' ? { idNumber: town.worker.idNumber } : ids
}

async function tryCase(endpoint: Endpoint, actor: ActorName, { part, path, value }: Case): Promise<string | undefined> {
  const request = sampleRequest(endpoint, givenFor(endpoint))
  const changed = { ...request, [part]: withValue(request[part], path, value) }
  const payload = endpoint.method === 'GET' ? undefined : JSON.stringify(changed.body ?? {})
  const response = await send(endpoint, {
    actor,
    url: urlOf(endpoint, changed),
    ...(payload !== undefined && { payload }),
  })
  noteReached(endpoint, response)
  const fault = faultOf(response)
  if (fault) return `${part}.${path.join('.')} = ${JSON.stringify(value)?.slice(0, 60)}: ${fault}`
  // A value of the wrong kind is named at its field.
  if (response.statusCode === 400 && part === 'body' && value === null && path.length === 1) {
    const body = response.json<{ code: string; problems: Array<{ path: string }> }>()
    if (body.code === 'InputInvalid' && !body.problems.some((problem) => problem.path.startsWith(path[0] ?? ''))) {
      return `body.${path[0]} = null: the problems do not name the field`
    }
  }
  return undefined
}

/** Signing out would end the session the others need; settling waits for workers, and none run here. */
const left = new Set(['signOut', 'settleWork'])
const endpoints = (Object.entries(allEndpoints) as Array<[string, Endpoint]>).filter(([name]) => !left.has(name))

describe('乱填的内容从来不会把系统弄坏', () => {
  test.each(endpoints)('%s', async (_name, endpoint) => {
    const faults: string[] = []
    const note = (fault: string | undefined) => void (fault && faults.push(fault))
    const who = actorsFor(endpoint)
    note(await tryCase(endpoint, who[0] ?? 'anonymous', { part: 'body', path: ['unheardOf'], value: 'x' }))
    for (const part of parts) {
      const shape = shapeOf(endpoint, part)
      const fields = shape ? fieldsOf(shape) : []
      if (fields.length === 0) continue
      const cases = fc.sample(
        fc.record({
          path: fc.constantFrom(...fields),
          value: fc.constantFrom(...badValues),
          actor: fc.constantFrom(...who),
        }),
        { seed, numRuns: runsPerPart },
      )
      for (const { actor, path, value } of cases) note(await tryCase(endpoint, actor, { part, path, value }))
      for (const path of fields) {
        for (const value of [nul, loneSurrogate])
          note(await tryCase(endpoint, who[0] ?? 'anonymous', { part, path, value }))
      }
    }
    if (endpoint.method !== 'GET') {
      const url = urlOf(endpoint, sampleRequest(endpoint, ids))
      for (const payload of [
        '',
        '{',
        'null',
        '[]',
        '"x"',
        '7',
        `${'['.repeat(50_000)}${']'.repeat(50_000)}`,
        '{"__proto__":{"x":1}}',
      ]) {
        const fault = faultOf(await send(endpoint, { actor: who[0] ?? 'anonymous', url, payload }))
        if (fault) faults.push(`body ${payload.slice(0, 30)}: ${fault}`)
      }
    }
    expect(faults).toEqual([])
  })
  test('绝大多数入口里面的人真的读到了这些内容', () => {
    const withInput = endpoints.filter(([, endpoint]) =>
      parts.some((part) => fieldsOf(shapeOf(endpoint, part) ?? {}).length > 0),
    )
    const unreached = withInput.filter(([, endpoint]) => !reached.has(endpoint)).map(([name]) => name)
    expect(unreached).toEqual([])
  })
})

describe('请求本身不成样子', () => {
  const grab = allEndpoints.grabShift
  const url = (shiftId: string) => `/shifts/${shiftId}/grab`

  test('地址里的乱码、空字节、超长编号都只是没找到或看不懂', async () => {
    for (const piece of ['%00', '%E0%A4%A', '%ff', '..%2f..', 'x'.repeat(3_000), '%F0%A0%AE%B7']) {
      const response = await send(grab, { actor: 'worker', url: url(piece), payload: '{}' })
      expect([400, 404, 414], piece).toContain(response.statusCode)
      expect(response.json<{ message: string }>().message).toMatch(chinese)
    }
  })
  test('请求编号缺了或不对,说得清楚', async () => {
    for (const key of ['', 'x', '1'.repeat(500), "'; drop table requests; --"]) {
      const response = await send(grab, { actor: 'worker', url: url(unknownId), payload: '{}', key })
      expect(response.json()).toMatchObject({ code: 'RequestIdMissing' })
    }
  })
  test('同一参数写两遍、没听过的内容类型、过大的内容', async () => {
    const twice = await send(allEndpoints.listSites, { actor: 'anonymous', url: '/sites?county=350981&county=350902' })
    expect(twice.statusCode).toBe(400)
    const xml = await send(grab, {
      actor: 'worker',
      url: url(unknownId),
      payload: '<x/>',
      contentType: 'application/xml',
    })
    expect(xml.json()).toMatchObject({ code: 'InputInvalid' })
    const huge = await send(grab, { actor: 'worker', url: url(unknownId), payload: `"${'a'.repeat(1_100_000)}"` })
    expect(huge.json()).toMatchObject({ code: 'PayloadTooLarge' })
  })
  test('乱写的会话令牌当作没登录', async () => {
    for (const token of ['x', nul, '茶', '*'.repeat(5_000)]) {
      const response = await app.server.inject({
        method: 'GET',
        url: '/me',
        headers: { authorization: `Bearer ${encodeURI(token)}` },
      })
      expect(response.json()).toMatchObject({ code: 'NotSignedIn' })
    }
  })
})

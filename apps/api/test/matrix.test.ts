import { readFileSync } from 'node:fs'
import { allEndpoints, holdsRight, type Endpoint, type Right, type Role } from '@linggong/contract'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { refuse } from '../src/kernel/errors.ts'
import { buildServer } from '../src/kernel/http/server.ts'
import { authenticate } from '../src/modules/identity/index.ts'
import { testApp, type TestApp } from './app.ts'
import { sampleRequest, urlOf } from './samples.ts'
import { actorNames, settleTown, type ActorName, type Town } from './town.ts'

const endpoints: Array<[string, Endpoint]> = Object.entries(allEndpoints)
const decided = JSON.parse(readFileSync(new URL('./rights-matrix.json', import.meta.url), 'utf8')) as Record<
  string,
  string
>

/** The roles each kind of actor really holds; every person is a worker, the employer's owner an employer too. */
const held: Record<Exclude<ActorName, 'anonymous' | 'phone'>, readonly Role[]> = {
  worker: ['worker'],
  stranger: ['worker'],
  crewLeader: ['worker', 'crewLeader'],
  employer: ['worker', 'employer'],
  otherEmployer: ['worker', 'employer'],
  clerk: ['clerk'],
  clerkElsewhere: ['clerk'],
  siteManager: ['siteManager'],
  operator: ['operator'],
  officerHere: ['countyOfficer'],
  officerElsewhere: ['countyOfficer'],
  cityOfficer: ['cityOfficer'],
  mediator: ['mediator'],
  mediatorElsewhere: ['mediator'],
  inspector: ['inspector'],
  auditor: ['auditor'],
  countyFinance: ['countyFinance'],
  cityFinance: ['cityFinance'],
}

type Verdict = 'reached' | 'NotSignedIn' | 'PersonNotChosen' | 'NotFound'

function expected(actor: ActorName, right: Right): Verdict {
  if (right === 'public') return 'reached'
  if (actor === 'anonymous') return 'NotSignedIn'
  if (right === 'phone') return 'reached'
  if (actor === 'phone') return 'PersonNotChosen'
  return holdsRight(held[actor], right) ? 'reached' : 'NotFound'
}

let app: TestApp
let town: Town
/** The same routes and the real authentication; every handler only says that it was reached. */
let doors: FastifyInstance
beforeAll(async () => {
  app = await testApp()
  town = await settleTown(app)
  const reached = async () => refuse('TransitionNotAllowed')
  const served = app.registry.served.map((part) => ({
    endpoints: part.endpoints,
    handlers: Object.fromEntries(Object.keys(part.handlers).map((name) => [name, reached])),
  }))
  doors = await buildServer({ registry: { ...app.registry, served }, authenticate: authenticate(app.deps) })
})
afterAll(async () => {
  await doors?.close()
  await app?.close()
})

let asked = 0
async function knock(endpoint: Endpoint, actor: ActorName): Promise<{ verdict: string; body: string }> {
  const request = sampleRequest(endpoint)
  const token = town.tokens[actor]
  asked += 1
  const response = await doors.inject({
    method: endpoint.method,
    url: urlOf(endpoint, request),
    headers: {
      ...(token && { authorization: `Bearer ${token}` }),
      'idempotency-key': `01910000-0000-7000-8000-${String(asked).padStart(12, '0')}`,
    },
    ...(endpoint.method !== 'GET' && { payload: request.body ?? {} }),
  })
  const { code } = response.json<{ code: string }>()
  // Past the right, an example that a rule over several fields refuses has reached the door as well.
  const through = code === 'TransitionNotAllowed' || code === 'InputInvalid'
  return { verdict: through ? 'reached' : code, body: response.body }
}

describe('谁能办什么', () => {
  test('每个入口要什么权限,白纸黑字记在 rights-matrix.json 里', () => {
    expect(Object.fromEntries(endpoints.map(([name, { right }]) => [name, right]))).toEqual(decided)
  })
  test('合同里写的入口都有人办', () => {
    const served = app.registry.served.flatMap((part) => Object.keys(part.endpoints)).sort()
    expect(served).toEqual(endpoints.map(([name]) => name).sort())
  })
  test('各种身份手里的角色和这张表一致', async () => {
    for (const [actor, roles] of Object.entries(held) as Array<[ActorName, readonly Role[]]>) {
      const found = await authenticate(app.deps)(town.tokens[actor] ?? '')
      expect(found.kind === 'person' || found.kind === 'staff' ? [...found.roles].sort() : found.kind, actor).toEqual(
        [...roles].sort(),
      )
    }
  })
  test.each(actorNames)('%s 进得了该进的门,进不了不该进的', async (actor) => {
    const wrong: string[] = []
    for (const [name, endpoint] of endpoints) {
      const { verdict } = await knock(endpoint, actor)
      const right = expected(actor, endpoint.right)
      if (verdict !== right) wrong.push(`${name}: ${verdict}, expected ${right}`)
    }
    expect(wrong).toEqual([])
  })
  test('没有权限和没有这条路,回答一字不差', async () => {
    const nowhere = await doors.inject({
      method: 'GET',
      url: '/no-such-road',
      headers: { authorization: `Bearer ${town.tokens.stranger}` },
    })
    expect(nowhere.statusCode).toBe(404)
    for (const name of ['getOverview', 'listEmployers', 'listPostingReviews', 'listDisputeQueue'] as const) {
      expect((await knock(allEndpoints[name], 'stranger')).body).toBe(nowhere.body)
    }
  })
})

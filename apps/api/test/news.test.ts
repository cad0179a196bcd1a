import type { AddressInfo } from 'node:net'
import cookie from '@fastify/cookie'
import { newsCloseCodes } from '@linggong/contract'
import fastify, { type FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { WebSocket, type ClientOptions } from 'ws'
import { testApp, type TestApp } from './app.ts'
import { signInNewPerson, signInNewStaff, type Signed } from './people.ts'
import { newEmployer, publishWork, type TestEmployer } from './work.ts'
import { lookUp } from '../src/modules/identity/index.ts'
import { wireTime } from '../src/kernel/clock.ts'
import type { NewsRecipient } from '../src/kernel/context.ts'
import { newsKeysOf, packNews, unpackNews } from '../src/kernel/news/news.ts'
import { serveNews, type NewsLimits } from '../src/kernel/news/server.ts'

let app: TestApp
let worker: Signed
let employer: TestEmployer
let url: string
const urlOf = (server: FastifyInstance) => `http://127.0.0.1:${(server.server.address() as AddressInfo).port}`
beforeAll(async () => {
  app = await testApp()
  await app.server.listen({ port: 0, host: '127.0.0.1' })
  url = urlOf(app.server)
  worker = await signInNewPerson(app, 500, { name: '陈大山' })
  employer = await newEmployer(app, 1)
})
afterAll(() => app?.close())

type Page = { socket: WebSocket; heard: unknown[]; next(): Promise<unknown>; closed: Promise<number> }

/** A page that notes what it hears; `next` waits for what it has not handed out yet. */
function page(options: ClientOptions & { at?: string } = {}): Page {
  const socket = new WebSocket(`${(options.at ?? url).replace('http', 'ws')}/news`, options)
  const heard: unknown[] = []
  const waiting: Array<(one: unknown) => void> = []
  let handed = 0
  socket.on('message', (data) => {
    heard.push(JSON.parse(String(data)))
    waiting.shift()?.(heard[handed++])
  })
  socket.on('error', () => undefined)
  const closed = new Promise<number>((resolve) => socket.once('close', (code) => resolve(code)))
  const next = () =>
    handed < heard.length
      ? Promise.resolve(heard[handed++])
      : Promise.race([
          new Promise((resolve) => waiting.push(resolve)),
          closed.then((code) => Promise.reject(new Error(`closed with ${code}`))),
        ])
  return { socket, heard, next, closed }
}

async function signedIn(token: string, at = url): Promise<Page> {
  const opened = page({ at })
  await new Promise((resolve) => opened.socket.once('open', resolve))
  opened.socket.send(JSON.stringify({ token }))
  expect(await opened.next()).toEqual({ topic: 'ready', at: wireTime(app.clock.now()) })
  return opened
}

const told = (recipient: NewsRecipient, topic: string) => app.within(async (ctx) => ctx.tell(recipient, topic))

/** With limits of the test's own. */
async function ownServer(limits: Partial<NewsLimits>): Promise<FastifyInstance> {
  const server = fastify()
  await server.register(cookie)
  const large = { signInMs: 60_000, heartbeatMs: 60_000, recheckMs: 0, perSession: 8, perProcess: 100, messages: 20 }
  await serveNews(server, app.deps, lookUp(app.deps), { ...large, ...limits })
  await server.listen({ port: 0, host: '127.0.0.1' })
  return server
}

describe('开着的页面听到消息', () => {
  test('有事的人听到,只说是哪一类、什么时候;没事的人听不到', async () => {
    const work = await publishWork(app, employer)
    const someone = await signInNewPerson(app, 501)
    const mine = await signedIn(worker.token)
    const theirs = await signedIn(employer.token)
    const stranger = await signedIn(someone.token)
    await app.must('grabShift', { params: { shiftId: work.shiftIds[0]! }, body: {} }, worker)
    await app.drain()
    const heard = (await theirs.next()) as { topic: string }
    expect(heard.topic).toBe('work')
    expect(Object.keys(heard).sort()).toEqual(['at', 'topic'])
    expect(await mine.next()).toMatchObject({ topic: 'contract' })
    // One connection brings all news in order: what comes first now is all there was for the stranger.
    await told({ kind: 'person', id: someone.personId }, 'pay')
    expect(await stranger.next()).toMatchObject({ topic: 'pay' })
    for (const one of [mine, theirs, stranger]) one.socket.terminate()
  })
  test('工作人员听到自己县、自己岗位的事', async () => {
    const officer = await signInNewStaff(app, 'news', [{ role: 'countyOfficer', county: '350981', siteId: null }])
    const desk = await signedIn(officer.token)
    await told({ kind: 'staff', role: 'countyOfficer', county: '350902' }, 'dispute')
    await told({ kind: 'staff', role: 'mediator', county: '350981' }, 'dispute')
    await told({ kind: 'staff', role: 'countyOfficer', county: '350981' }, 'posting')
    expect(await desk.next()).toMatchObject({ topic: 'posting' })
    desk.socket.terminate()
  })
  test('退出登录,页面就断开', async () => {
    const someone = await signInNewPerson(app, 502)
    const open = await signedIn(someone.token)
    await app.must('signOut', { body: undefined } as never, someone)
    expect(await open.closed).toBe(newsCloseCodes.notSignedIn)
  })
  test('办不成的事不惊动谁', async () => {
    const open = await signedIn(worker.token)
    const failing = app.within(async (ctx) => {
      ctx.tell({ kind: 'person', id: worker.personId }, 'contract')
      throw new Error('undone')
    })
    await expect(failing).rejects.toThrow('undone')
    await told({ kind: 'person', id: worker.personId }, 'pay')
    expect(await open.next()).toMatchObject({ topic: 'pay' })
    open.socket.terminate()
  })
})

describe('谁能来听', () => {
  const headers = (token: string) => ({ cookie: `lg_session=${token}` })
  test('网页凭登录 cookie,必须从本站来', async () => {
    const own = page({ headers: headers(worker.token), origin: url })
    expect(await own.next()).toMatchObject({ topic: 'ready' })
    own.socket.terminate()
    const named = page({ headers: headers(worker.token), origin: app.deps.config.publicUrl })
    expect(await named.next()).toMatchObject({ topic: 'ready' })
    named.socket.terminate()
    const foreign = page({ headers: headers(worker.token), origin: 'https://elsewhere.example' })
    const refused = await new Promise((resolve) =>
      foreign.socket.once('unexpected-response', (_request, response) => resolve(response.statusCode)),
    )
    expect(refused).toBe(404)
    const garbled = page({ headers: headers(worker.token), origin: 'null' })
    await new Promise((resolve) => garbled.socket.once('unexpected-response', resolve))
    foreign.socket.terminate()
    garbled.socket.terminate()
  })
  test('不说从哪里来的,cookie 不算数,要说令牌', async () => {
    const quiet = page({ headers: headers(worker.token) })
    await new Promise((resolve) => quiet.socket.once('open', resolve))
    quiet.socket.send(JSON.stringify({ token: 'nobody' }))
    expect(await quiet.closed).toBe(newsCloseCodes.notSignedIn)
  })
  test.each(['{', '7', '{"token":7}', `{"token":"${'x'.repeat(300)}"}`, '\u0000'])('乱说的 %s 断开', async (text) => {
    const one = page()
    await new Promise((resolve) => one.socket.once('open', resolve))
    one.socket.send(text)
    expect(await one.closed).toBe(newsCloseCodes.notSignedIn)
  })
  test('太长的话、太多的话、一个人开太多页面,都断开', async () => {
    const long = page()
    await new Promise((resolve) => long.socket.once('open', resolve))
    long.socket.send('x'.repeat(5_000))
    expect(await long.closed).toBe(1009)
    const server = await ownServer({ perSession: 2, messages: 3, perProcess: 3 })
    const at = urlOf(server)
    const first = await signedIn(worker.token, at)
    await signedIn(worker.token, at)
    const third = page({ at })
    third.socket.once('open', () => third.socket.send(JSON.stringify({ token: worker.token })))
    expect(await third.closed).toBe(newsCloseCodes.tooMany)
    await signedIn(employer.token, at)
    expect(await page({ at }).closed).toBe(newsCloseCodes.tryLater)
    for (let count = 0; count < 3; count++) first.socket.send('again')
    expect(await first.closed).toBe(newsCloseCodes.tooMany)
    await server.close()
  })
  test('不说自己是谁,过一会儿断开;叫了不应的、登录已到期的,也断开', async () => {
    const server = await ownServer({ signInMs: 20, heartbeatMs: 20 })
    const at = urlOf(server)
    expect(await page({ at }).closed).toBe(newsCloseCodes.notSignedIn)
    const dead = page({ at, autoPong: false })
    dead.socket.once('open', () => dead.socket.send(JSON.stringify({ token: worker.token })))
    expect(await dead.closed).toBe(1006)
    const someone = await signInNewPerson(app, 503)
    const asleep = await signedIn(someone.token, at)
    app.clock.advance(31 * 86_400_000)
    expect(await asleep.closed).toBe(newsCloseCodes.notSignedIn)
    await server.close()
  })
  test('普通请求来到这里,什么也没有', async () => {
    const response = await fetch(`${url}/news`)
    expect(response.status).toBe(404)
  })
})

describe('news on the wire between processes', () => {
  test('many lines are cut into payloads, each named by its city; of another city nothing is read', () => {
    const news = Array.from({ length: 300 }, (_, index) => ({ to: `person:${index}-${'0'.repeat(30)}`, topic: 'work' }))
    const payloads = packNews('ningde', [...news, ...news])
    expect(payloads.length).toBeGreaterThan(1)
    expect(Math.max(...payloads.map((one) => one.length))).toBeLessThan(8_000)
    expect(payloads.flatMap((one) => unpackNews('ningde', one))).toEqual(news)
    expect(payloads.flatMap((one) => unpackNews('putian', one))).toEqual([])
    expect(packNews('ningde', [])).toEqual([])
  })
  test('nobody signed in and clerks of a site hear of nothing', () => {
    expect(newsKeysOf({ kind: 'anonymous' })).toEqual([])
    const posts = [{ role: 'clerk' as const, county: '350981', siteId: 'a' }]
    const assists = { persons: [], employers: [] }
    const staff = { kind: 'staff' as const, sessionId: 's', staffId: 't', assists }
    expect(newsKeysOf({ ...staff, roles: ['clerk'], posts })).toEqual([])
    // Who answers for a site hears of what it is told.
    const answers = [{ role: 'siteManager' as const, county: '350981', siteId: 'a' }]
    expect(newsKeysOf({ ...staff, roles: ['siteManager'], posts: answers })).toEqual(['site:a'])
  })
})

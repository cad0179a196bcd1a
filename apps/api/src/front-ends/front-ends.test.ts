import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib'
import fastify, { type FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { pageForNobody, serveFrontEnds } from './index.ts'

const folder = mkdtempSync(join(tmpdir(), 'front-ends-'))
const folders = { console: join(folder, 'console'), mini: join(folder, 'mini'), miniFirst: join(folder, 'none.mjs') }

function write(file: string, content: string | Buffer): void {
  mkdirSync(dirname(join(folder, file)), { recursive: true })
  writeFileSync(join(folder, file), content)
}

async function build(target = folders): Promise<FastifyInstance> {
  const server = fastify({ routerOptions: { ignoreTrailingSlash: true } })
  server.get('/board', async () => ({ items: [] }))
  server.get('/verify/payslips/:code', async () => ({ valid: true }))
  server.setNotFoundHandler(
    (request, reply) => pageForNobody(request, reply) ?? reply.status(404).send({ code: 'NotFound' }),
  )
  await serveFrontEnds(server, target)
  return server
}

let server: FastifyInstance
beforeAll(async () => {
  write('console/index.html', 'portal')
  write('console/console/index.html', 'console')
  write('console/assets/app-B4nDk3Zq.js', 'script')
  write('console/assets/app-B4nDk3Zq.js.br', brotliCompressSync('script'))
  write('console/map.svg', '<svg/>')
  write('mini/index.html', 'h5')
  write('mini/assets/pages-home.Ab12Cd34.js', 'page')
  write('secret.txt', 'outside')
  server = await build()
})
afterAll(async () => {
  await server.close()
  rmSync(folder, { recursive: true, force: true })
})

const browser = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' }
const get = (url: string, headers: Record<string, string> = {}) => server.inject({ method: 'GET', url, headers })

test('each front end answers at its address, and its router’s addresses lead to its start page', async () => {
  for (const [url, body] of [
    ['/', 'portal'],
    ['/console/', 'console'],
    ['/console/reviews/0190', 'console'],
    ['/m/', 'h5'],
    ['/m/pages/home/index', 'h5'],
  ] as const) {
    const answer = await get(url, browser)
    expect([url, answer.statusCode, answer.body, answer.headers['cache-control']]).toEqual([url, 200, body, 'no-cache'])
    expect(answer.headers['content-type']).toMatch(/^text\/html/)
  }
  expect((await get('/m')).headers.location).toBe('/m/')
  expect((await get('/console?from=sms')).headers.location).toBe('/console/')
})

test('hashed files are kept for a year and come compressed to whom can read it', async () => {
  const plain = await get('/assets/app-B4nDk3Zq.js')
  expect(plain.body).toBe('script')
  expect(plain.headers['cache-control']).toBe('public, max-age=31536000, immutable')
  const packed = await get('/assets/app-B4nDk3Zq.js', { 'accept-encoding': 'gzip, br' })
  expect(packed.headers).toMatchObject({ 'content-encoding': 'br', vary: 'accept-encoding' })
  expect(packed.headers['content-type']).toMatch(/javascript/)
  expect((await get('/m/assets/pages-home.Ab12Cd34.js')).headers['cache-control']).toContain('immutable')
  expect((await get('/map.svg')).headers['cache-control']).toBe('no-cache')
})

test('codes on paper lead to pages', async () => {
  expect((await get('/c/a%2Fb', browser)).headers.location).toBe('/m/pages/check/code?token=a%2Fb')
  expect((await get('/v/ABCD1234', browser)).body).toBe('portal')
  expect((await get('/verify/payslips/ABCD', browser)).body).toBe('portal')
  const program = await get('/verify/payslips/ABCD', { accept: 'application/json' })
  expect(program.json()).toEqual({ valid: true })
  expect(program.headers.vary).toBe('Accept')
})

test('an unknown address: a page with a way on in a browser, JSON elsewhere', async () => {
  for (const url of ['/nowhere', '/nowhere.html', '/m/assets/old-12345678.js']) {
    const page = await get(url, browser)
    expect([url, page.statusCode, page.headers['content-type']]).toEqual([url, 404, 'text/html; charset=utf-8'])
    expect(page.body).toContain('href="/m/"')
    const json = await get(url, { accept: '*/*' })
    expect([url, json.statusCode, json.json()]).toEqual([url, 404, { code: 'NotFound' }])
  }
  expect((await get('/board', browser)).json()).toEqual({ items: [] })
  expect((await server.inject({ method: 'POST', url: '/nowhere', headers: browser })).json()).toEqual({
    code: 'NotFound',
  })
})

test('nothing outside the builds is reached', async () => {
  for (const url of ['/../secret.txt', '/m/%2e%2e/secret.txt', '/m/..%2fsecret.txt', '/console/..%2f..%2fsecret.txt']) {
    const answer = await get(url)
    expect(answer.body, url).not.toContain('outside')
    expect(answer.statusCode, url).toBeGreaterThanOrEqual(400)
    expect(answer.statusCode, url).toBeLessThan(500)
  }
})

test('a front end that was not built says so', async () => {
  const none = join(folder, 'none')
  const bare = await build({ console: none, mini: none, miniFirst: none })
  for (const url of ['/', '/m/', '/console/']) {
    const answer = await bare.inject({ method: 'GET', url, headers: browser })
    expect(answer.statusCode).toBe(503)
    expect(answer.body).toContain('npm run build')
  }
  expect((await bare.inject({ method: 'GET', url: '/assets/app.js' })).statusCode).toBe(404)
  await bare.close()
})

const firstModule = `
export const pageOf = (path) => (path === '' ? 'home' : path === 'slow' ? 'slow' : undefined)
export const asksOf = ({ path }) => (path === 'slow' ? ['/silent'] : ['/board', '/nobody'])
export const asksAfter = (_opened, answers) => ('/board' in answers ? ['/verify/payslips/1'] : [])
export const page = (start, opened, answers) => JSON.stringify({ start, opened, answers })`

test('a page of the mini-program comes with what the platform answers anybody, in the look this browser told', async () => {
  write('first-page.mjs', firstModule)
  const miniFirst = join(folder, 'first-page.mjs')
  const first = await build({ ...folders, miniFirst })
  first.get('/silent', () => new Promise(() => undefined))
  const open = (url: string, headers: Record<string, string> = {}) =>
    first.inject({ method: 'GET', url, headers: { ...browser, ...headers } })

  const home = await open('/m/?x=1', { cookie: 'a=b; linggong-look=e1.25s', authorization: 'Bearer somebody' })
  expect(home.headers).toMatchObject({ 'cache-control': 'no-store', 'content-type': 'text/html; charset=utf-8' })
  expect(home.json()).toEqual({
    start: 'h5',
    opened: { path: 'home', query: { x: '1' }, look: { elder: true, textScale: 1.25, signedIn: true } },
    answers: { '/board': '{"items":[]}', '/verify/payslips/1': '{"valid":true}' },
  })
  const odd = await open('/m/', { cookie: 'linggong-look=e9', 'accept-encoding': 'gzip, br' })
  expect(odd.headers['content-encoding']).toBe('br')
  expect(JSON.parse(brotliDecompressSync(odd.rawPayload).toString()).opened.look).toEqual({
    elder: true,
    textScale: 2,
    signedIn: false,
  })
  // A platform that is slow keeps nobody from the page.
  expect((await open('/m/slow')).json().answers).toEqual({})
  expect((await open('/m/other')).body).toBe('h5')
  await first.close()
})

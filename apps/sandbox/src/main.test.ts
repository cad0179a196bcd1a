import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { ensureSandboxAuthority } from './ca.ts'
import { Journal } from './journal.ts'
import { startSandbox } from './main.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sandbox-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

/** Runs the program as the supervisor does and resolves when it is ready. */
async function launch(): Promise<{
  url: string
  gatewaysFile: string
  kill: (signal: NodeJS.Signals) => Promise<unknown>
}> {
  const { PATH = '' } = process.env
  const child = fork(fileURLToPath(new URL('./main.ts', import.meta.url)), [], {
    env: { PATH, DATA_DIR: folder },
    execArgv: [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const [message] = (await once(child, 'message')) as [{ ready: true; url: string; env: { GATEWAYS_FILE: string } }]
  const kill = (signal: NodeJS.Signals) => {
    const gone = once(child, 'exit')
    child.kill(signal)
    return gone
  }
  return { url: message.url, gatewaysFile: message.env.GATEWAYS_FILE, kill }
}

const send = async (url: string, method: string, value?: unknown) => {
  const response = await fetch(url, { method, ...(value === undefined ? {} : { body: JSON.stringify(value) }) })
  return { status: response.status, value: (await response.json()) as unknown }
}

const payment = { accountNo: '9910000000000001', amountFen: 5_000, payerName: '宁德茶厂', bankReference: 'B1' }

test('被强行杀掉后,已答应的事一件不忘', async () => {
  const first = await launch()
  const { value } = await send(`${first.url}/bank/incoming`, 'POST', payment)
  const keys = JSON.parse(await readFile(first.gatewaysFile, 'utf8')) as { bank: { secret: string } }
  await first.kill('SIGKILL')
  const second = await launch()
  expect((await send(`${second.url}/bank/incoming`, 'GET')).value).toEqual([value])
  // The platform's secrets stay good too.
  expect(JSON.parse(await readFile(second.gatewaysFile, 'utf8'))).toMatchObject({ bank: { secret: keys.bank.secret } })
  await second.kill('SIGTERM')
})

test('a line torn by a crash is cut off and does not spoil the next', async () => {
  const path = join(folder, 'journal.jsonl')
  await writeFile(path, '{"kind":"a","data":1}\n{"kind":"b","da')
  const seen: unknown[] = []
  const journal = await Journal.open(path, (event) => seen.push(event))
  await journal.record('c', { 名: '三' })
  await journal.close()
  expect(seen).toEqual([
    { kind: 'a', data: 1 },
    { kind: 'c', data: { 名: '三' } },
  ])
  expect(await readFile(path, 'utf8')).toBe('{"kind":"a","data":1}\n{"kind":"c","data":{"名":"三"}}\n')
})

test('records made at once are all on the disk, in order, when each says so', async () => {
  const path = join(folder, 'journal.jsonl')
  const journal = await Journal.open(path, () => {})
  await Promise.all(Array.from({ length: 50 }, (_, index) => journal.record('n', index)))
  const lines = (await readFile(path, 'utf8')).trim().split('\n')
  expect(lines).toHaveLength(50)
  expect(lines[49]).toBe('{"kind":"n","data":49}')
  await journal.close()
})

test('the authority is made once', async () => {
  const [first, atOnce] = await Promise.all([ensureSandboxAuthority(folder), ensureSandboxAuthority(folder)])
  expect(atOnce).toEqual(first)
  expect(await ensureSandboxAuthority(folder)).toEqual(first)
})

test('the window says in Chinese that nothing is real, loads nothing, and escapes what came in', async () => {
  const sandbox = await startSandbox({ port: 0, dataDir: folder })
  await send(`${sandbox.url}/bank/incoming`, 'POST', { ...payment, payerName: '<script>alert(1)</script>' })
  const response = await fetch(sandbox.url)
  const page = await response.text()
  expect(page).toContain('沙箱:以下都不是真实的短信、银行和微信')
  expect(page).toContain('&lt;script&gt;')
  expect(page).not.toMatch(/<script|src=|https?:\/\//)
  expect(response.headers.get('content-security-policy')).toContain("default-src 'none'")
  await sandbox.close()
})

test('the clock follows the demonstration', async () => {
  const sandbox = await startSandbox({ port: 0, dataDir: folder, clock: () => new Date('2026-09-01T00:00:00Z') })
  await send(`${sandbox.url}/clock`, 'POST', { now: '2026-10-01T12:00:00+08:00' })
  expect((await send(`${sandbox.url}/clock`, 'GET')).value).toEqual({ now: '2026-10-01T12:00:00+08:00' })
  expect(await send(`${sandbox.url}/clock`, 'POST', { now: 'noon' })).toMatchObject({ status: 400 })
  await sandbox.close()
})

test('notices nobody took are still waiting after the next start', async () => {
  // Port 9 (discard): nobody listens there.
  const first = await startSandbox({ port: 0, dataDir: folder, callbackBaseUrl: 'http://127.0.0.1:9' })
  await send(`${first.url}/bank/incoming`, 'POST', payment)
  expect(await first.deliverNotices()).toBe(1)
  await first.close()
  const second = await startSandbox({ port: 0, dataDir: folder })
  expect(await second.deliverNotices()).toBe(1)
  await second.close()
})

test('faults: a service or a way of failing nobody knows is refused', async () => {
  const sandbox = await startSandbox({ port: 0, dataDir: folder })
  const set = (value: unknown) => send(`${sandbox.url}/faults`, 'POST', value)
  expect(await set({ service: 'post', mode: 'down' })).toMatchObject({ status: 400 })
  expect(await set({ service: 'sms', mode: 'sulking' })).toMatchObject({ status: 400 })
  expect((await set({ service: 'sms', mode: 'down', times: 1 })).value).toMatchObject({
    sms: { mode: 'down', times: 1 },
  })
  expect((await set({ service: 'sms', mode: 'none' })).value).toEqual({})
  await sandbox.close()
})

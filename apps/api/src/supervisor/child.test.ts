import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, test } from 'vitest'

import { isAlive, waitUntilGone } from '../kernel/embedded-postgres/postmaster.ts'
import { supervise } from './child.ts'

const folder = mkdtempSync(join(tmpdir(), 'supervisor-'))
const fixture = (name: string): string => fileURLToPath(new URL(`./fixtures/${name}.ts`, import.meta.url))
const spec = (name: string) => ({ name, file: fixture(name), env: {}, logFile: join(folder, `${name}.log`) })

afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Collects lines and resolves a waiting `next` for each. */
function listener() {
  const lines: string[] = []
  let wake = (): void => undefined
  return {
    lines,
    say: (line: string) => {
      lines.push(line)
      wake()
    },
    async until(text: string): Promise<void> {
      while (!lines.some((line) => line.includes(text))) {
        await new Promise<void>((resolve) => (wake = resolve))
      }
    },
  }
}

test('a child that crashes is started again, and that is said', async () => {
  const heard = listener()
  const child = supervise(spec('steady'), heard.say)
  const pid = Number((await child.ready).url)
  process.kill(pid, 'SIGKILL')
  await heard.until('steady is running again')
  expect(heard.lines[0]).toContain('steady ended (signal SIGKILL); starting it again in 0.5 s')
  await child.stop()
  expect(heard.lines).toHaveLength(2)
})

test('a child that cannot start is not tried again, and its reason is shown', async () => {
  const heard = listener()
  const child = supervise(spec('misconfigured'), heard.say)
  await expect(child.ready).rejects.toThrow(/misconfigured could not start \(exit 3\).*\n.*缺少配置 PUBLIC_URL/s)
  expect(heard.lines).toEqual([])
})

test('stop ends the child and nothing starts it again', async () => {
  const heard = listener()
  const child = supervise(spec('steady'), heard.say)
  const pid = Number((await child.ready).url)
  await child.stop()
  expect(isAlive(pid)).toBe(false)
  expect(heard.lines).toEqual([])
})

test('whoever waits for a child that is stopped while starting is told', async () => {
  const child = supervise(spec('slow'), () => undefined)
  const told = child.ready.then(
    () => 'ready',
    (error: Error) => error.message,
  )
  await child.stop()
  expect(await told).toContain('slow was stopped before it was ready')
})

test('a supervisor killed outright leaves no child', async () => {
  const parent = fork(fixture('killed-parent'), [fixture('steady'), join(folder, 'orphan.log')])
  const [message] = (await once(parent, 'message')) as [{ childPid: number }]
  expect(isAlive(message.childPid)).toBe(true)
  parent.kill('SIGKILL')
  expect(await waitUntilGone(message.childPid, 10_000)).toBe(true)
})

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'

import { claimDataDir, requireFreePort } from './claim.ts'
import { addressOf, readSettings } from './settings.ts'
import { createTeardown, Stopping } from './teardown.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'claim-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('a data folder left by a dead supervisor is taken up', () => {
  writeFileSync(join(folder, 'supervisor.pid'), '999999999')
  const claim = claimDataDir(folder)
  expect(claim.afterCrash).toBe(true)
  claim.release()
  expect(claimDataDir(folder).afterCrash).toBe(false)
})

test('a process number that came round again does not keep the folder', () => {
  // Process 1 lives, but is no supervisor of ours.
  writeFileSync(join(folder, 'supervisor.pid'), '1')
  expect(() => claimDataDir(folder)).not.toThrow()
})

test('a data folder that cannot be made is refused with the way out', () => {
  const file = join(folder, 'a-file')
  writeFileSync(file, '')
  expect(() => claimDataDir(join(file, 'data'))).toThrow(/cannot be made .* choose a folder you may write to/)
})

test('a port in use is refused with the way out', async () => {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  await expect(requireFreePort('127.0.0.1', port, 'PORT=9000 npm start')).rejects.toThrow(
    `port ${port} is in use by another program; choose another: PORT=9000 npm start`,
  )
  await new Promise((resolve) => server.close(resolve))
  await expect(requireFreePort('127.0.0.1', port, 'PORT=9000 npm start')).resolves.toBeUndefined()
})

test('DATABASE_URL means production: no sandbox unless asked for by name', () => {
  expect(readSettings({}, [])).toMatchObject({ world: 'demonstration', sandbox: true, port: 8080, sandboxPort: 8081 })
  const url = 'postgresql://db/linggong'
  expect(readSettings({ DATABASE_URL: url }, [])).toMatchObject({ world: 'production', sandbox: false, logsHere: true })
  expect(readSettings({ DATABASE_URL: url, SANDBOX: '1' }, [])).toMatchObject({ sandbox: true })
  expect(readSettings({ DATABASE_URL: url, SANDBOX: 'yes' }, [])).toMatchObject({ sandbox: false })
  expect(readSettings({}, []).frontEnds).toBe(true)
  expect(readSettings({ FRONT_ENDS: 'off' }, []).frontEnds).toBe(false)
  expect(() => readSettings({ PORT: 'http' }, [])).toThrow('PORT must be a number')
})

test('an address for every interface is told as one that opens', () => {
  expect(addressOf('0.0.0.0', 80)).toBe('http://127.0.0.1:80')
  expect(addressOf('::1', 80)).toBe('http://[::1]:80')
})

test('teardown undoes last first, and at once what is added while stopping', async () => {
  const undone: string[] = []
  const teardown = createTeardown()
  const add = (name: string) => teardown.add(name, async () => void undone.push(name))
  await add('database')
  await add('http')
  await teardown.run()
  await expect(add('seed')).rejects.toThrow(Stopping)
  expect(undone).toEqual(['http', 'database', 'seed'])
})

test('one thing that does not stop cleanly does not keep the others running', async () => {
  const said: string[] = []
  const undone: string[] = []
  const teardown = createTeardown((line) => said.push(line))
  await teardown.add('database', async () => void undone.push('database'))
  await teardown.add('http', () => Promise.reject(new Error('deaf')))
  await teardown.run()
  expect(undone).toEqual(['database'])
  expect(said).toEqual(['http did not stop cleanly: deaf'])
})

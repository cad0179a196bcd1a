import { execFileSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createVerify, X509Certificate } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ensureSandboxAuthority } from '../../../sandbox/src/ca.ts'
import { startTestWorld } from './testing.ts'
import type { TestWorld } from './testing.ts'

let world: TestWorld
let folder: string
beforeAll(async () => {
  world = await startTestWorld()
  folder = await mkdtemp(join(tmpdir(), 'stamp-'))
})
afterAll(async () => {
  await world.close()
  await rm(folder, { recursive: true, force: true })
})

const data = Buffer.from('合同')
const openssl = (args: string[]) => execFileSync('openssl', args, { cwd: folder, encoding: 'utf8', stdio: 'pipe' })

test('the token carries the sandbox’s time and holds for openssl', async () => {
  const stamp = await world.gateways.timestamp.stamp(data)
  expect(stamp.genTime.toISOString()).toBe('2026-09-01T00:00:00.000Z')
  await writeFile(join(folder, 'data'), data)
  await writeFile(join(folder, 'other'), '别的')
  await writeFile(join(folder, 'token.der'), stamp.token)
  await writeFile(join(folder, 'ca.pem'), world.config.timestamp.trustedCa)
  const verify = (file: string) =>
    openssl(['ts', '-verify', '-data', file, '-in', 'token.der', '-token_in', '-CAfile', 'ca.pem'])
  expect(verify('data')).toMatch(/Verification: OK/)
  expect(() => verify('other')).toThrow(/Verification: FAILED|message imprint mismatch/)
})

test('two tokens have two serial numbers', async () => {
  const [a, b] = [await world.gateways.timestamp.stamp(data), await world.gateways.timestamp.stamp(data)]
  expect(a.serialNumber).not.toBe(b.serialNumber)
})

test('a token over something else is not believed', async () => {
  await world.fault('tsa', 'lying', 1)
  await expect(world.gateways.timestamp.stamp(data)).rejects.toMatchObject({ kind: 'untrusted', code: 'otherHash' })
})

test('an answer to an earlier request is not believed', async () => {
  let kept: Response | undefined
  const replaying = world.gatewaysWith(() => {}, {
    fetch: async (input, init) => {
      kept ??= await fetch(input, init)
      return kept.clone()
    },
  })
  await replaying.timestamp.stamp(data)
  await expect(replaying.timestamp.stamp(data)).rejects.toMatchObject({ code: 'otherNonce' })
})

test('a token under a root we do not trust is not believed', async () => {
  const other = await ensureSandboxAuthority(join(folder, 'other-authority'))
  const mistrusting = world.gatewaysWith((config) => {
    config.timestamp.trustedCa = other.caPem
  })
  await expect(mistrusting.timestamp.stamp(data)).rejects.toMatchObject({ kind: 'untrusted', code: 'badSignature' })
})

test('a token whose time was changed is not believed', async () => {
  const meddling = world.gatewaysWith(() => {}, {
    fetch: async (input, init) => {
      const answer = Buffer.from(await (await fetch(input, init)).arrayBuffer())
      const at = answer.indexOf('20260901000000Z')
      answer.write('2025', at, 'latin1')
      return new Response(answer)
    },
  })
  await expect(meddling.timestamp.stamp(data)).rejects.toMatchObject({ code: 'badSignature' })
})

test('a hash of another length is refused by the authority', async () => {
  await expect(world.gateways.timestamp.stampHash(Buffer.alloc(20))).rejects.toMatchObject({ kind: 'rejected' })
})

test('down: unavailable', async () => {
  await world.fault('tsa', 'down', 3)
  await expect(world.gateways.timestamp.stamp(data)).rejects.toMatchObject({ kind: 'unavailable' })
})

test('the platform’s key signs, its certificate verifies and says what it is worth', async () => {
  const { signingCertificates } = world.gateways
  const signature = await signingCertificates.sign(data)
  const certificate = new X509Certificate(signingCertificates.certificate)
  expect(createVerify('sha256').update(data).verify(certificate.publicKey, signature)).toBe(true)
  expect(certificate.verify(new X509Certificate(signingCertificates.chain[0]!).publicKey)).toBe(true)
  expect(signingCertificates.subject).toContain('SANDBOX — not legally valid')
})

test('a key and a certificate that do not belong together are refused at start', async () => {
  const { config } = world
  expect(() =>
    world.gatewaysWith((changed) => {
      changed.signingCertificates.certificate = config.timestamp.trustedCa
    }),
  ).toThrow(/keyMismatch/)
})

import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { renderContract, sealPdf, verifySeal } from './index.ts'
import type { SealOptions } from './index.ts'
import { makeIdentity, makeTimestamp, sampleContract } from './testing.ts'

type Identity = Awaited<ReturnType<typeof makeIdentity>>

const STAMPED_AT = new Date('2026-03-05T12:16:00Z')
let authority: Identity
let signer: Identity
let clock: Identity
let pdf: Buffer
let options: SealOptions
let sealed: Buffer

beforeAll(async () => {
  authority = await makeIdentity('Test root', 1, 'authority')
  signer = await makeIdentity('宁德零工测试章', 2, 'signer', authority)
  clock = await makeIdentity('Test time stamps', 3, 'timestamp', authority)
  pdf = renderContract(sampleContract())
  options = {
    certPem: signer.certPem,
    key: { pem: signer.keyPem },
    chainPem: authority.certPem,
    timestamp: makeTimestamp(clock, STAMPED_AT),
    reason: '双方签署完成，平台存证 (1)',
    name: '宁德零工',
    signingTime: new Date('2026-03-05T12:15:45Z'),
  }
  sealed = await sealPdf(pdf, options)
})

describe('seal', () => {
  it('verifies, with its signer and both times', () => {
    expect(verifySeal(sealed, { trustedPem: authority.certPem })).toEqual({
      valid: true,
      signerName: '宁德零工测试章',
      signingTime: '2026-03-05T12:15:45.000Z',
      timestampTime: '2026-03-05T12:16:00.000Z',
      coversWholeDocument: true,
      problems: [],
    })
  })

  it('keeps every byte of the document it seals and writes the reason as readable text', () => {
    expect(sealed.subarray(0, pdf.length - 1).equals(pdf.subarray(0, pdf.length - 1))).toBe(true)
    const reason = /\/Reason <([0-9a-f]+)>/.exec(sealed.toString('latin1'))![1]!
    expect(Buffer.from(reason, 'hex').swap16().toString('utf16le')).toBe(`\ufeff${options.reason}`)
  })

  it('gives the same bytes for the same key and time stamp', async () => {
    expect((await sealPdf(pdf, options)).equals(sealed)).toBe(true)
  })

  it('holds a time-stamp token longer than expected', async () => {
    const { certPem } = await makeIdentity('x'.repeat(900), 4, 'signer')
    const ballast = Array.from({ length: 8 }, () => certPem)
    const withLongChain = await sealPdf(pdf, { ...options, chainPem: authority.certPem + ballast.join('') })
    expect(verifySeal(withLongChain, { trustedPem: authority.certPem }).valid).toBe(true)
    const withLongToken = await sealPdf(pdf, { ...options, timestamp: makeTimestamp(clock, STAMPED_AT, ballast) })
    expect(withLongToken.length).toBeGreaterThan(sealed.length + 20_000)
    expect(verifySeal(withLongToken, { trustedPem: authority.certPem }).valid).toBe(true)
  })

  it('works without a time stamp', async () => {
    const { timestamp: _, ...rest } = options
    const report = verifySeal(await sealPdf(pdf, rest), { trustedPem: authority.certPem })
    expect(report.valid).toBe(true)
    expect(report).not.toHaveProperty('timestampTime')
  })

  it('refuses a key of somebody else, and a token about something else', async () => {
    await expect(sealPdf(pdf, { ...options, key: { pem: clock.keyPem } })).rejects.toThrow('does not belong')
    const other = makeTimestamp(clock, STAMPED_AT)
    const lying = () => other(Buffer.alloc(32))
    await expect(sealPdf(pdf, { ...options, timestamp: lying })).rejects.toThrow('not about this signature')
    const noClock = makeTimestamp(signer, STAMPED_AT)
    await expect(sealPdf(pdf, { ...options, timestamp: noClock })).rejects.toThrow('not about this signature')
  })
})

describe('tampering', () => {
  it('is noticed wherever a byte is flipped outside the padding of the signature', () => {
    const text = sealed.toString('latin1')
    const contents = text.lastIndexOf('/Contents <') + '/Contents <'.length
    const places = [
      100,
      5_000,
      pdf.length - 40,
      contents + 40,
      contents + 4_000,
      text.lastIndexOf('>') - 60,
      sealed.length - 10,
    ]
    for (const place of places) {
      const changed = Buffer.from(sealed)
      // Stays a hexadecimal digit inside the signature: 0↔1, a↔`… the rest is simply another byte.
      changed[place] = changed[place] === 0x30 ? 0x31 : changed[place]! ^ 1
      expect([place, verifySeal(changed).valid]).toEqual([place, false])
    }
  })

  it('is noticed when something is appended or hidden behind the signature', () => {
    const longer = Buffer.concat([sealed, Buffer.from('\n%%EOF\n')])
    expect(verifySeal(longer)).toMatchObject({ valid: false, coversWholeDocument: false, problems: ['notWhole'] })
    const text = sealed.toString('latin1')
    const end = text.indexOf('>', text.lastIndexOf('/Contents <'))
    const hidden = Buffer.from(sealed)
    hidden.write('ff', end - 2, 'latin1')
    expect(verifySeal(hidden).problems).toEqual(['unreadable'])
  })

  it('by sealing anew with a certificate of one’s own is noticed by the roots', async () => {
    const stranger = await makeIdentity('宁德零工测试章', 2, 'signer')
    const forged = await sealPdf(pdf, {
      ...options,
      certPem: stranger.certPem,
      key: { pem: stranger.keyPem },
      chainPem: '',
    })
    expect(verifySeal(forged, { trustedPem: authority.certPem }).problems).toEqual(['signerNotTrusted'])
    const strangeClock = await makeIdentity('Test time stamps', 3, 'timestamp')
    const forgedTime = await sealPdf(pdf, { ...options, timestamp: makeTimestamp(strangeClock, STAMPED_AT) })
    expect(verifySeal(forgedTime, { trustedPem: authority.certPem }).problems).toEqual(['timestampNotTrusted'])
    const expired = await sealPdf(pdf, {
      ...options,
      timestamp: makeTimestamp(clock, new Date('2041-01-01T00:00:00Z')),
    })
    expect(verifySeal(expired, { trustedPem: authority.certPem }).valid).toBe(false)
  })

  it('a file without a seal is said to have none', () => {
    expect(verifySeal(pdf).problems).toEqual(['notSealed'])
    expect(verifySeal(Buffer.from('no pdf')).problems).toEqual(['notSealed'])
  })
})

const installed = (command: string) => spawnSync(command, ['-v']).error === undefined

describe.skipIf(!installed('pdfsig') || !installed('certutil'))('pdfsig of poppler', () => {
  it('agrees: valid and trusted as sealed, digest mismatch when a byte is flipped', () => {
    const folder = mkdtempSync(join(tmpdir(), 'seal-'))
    try {
      const file = (name: string, content: Buffer | string) => {
        writeFileSync(join(folder, name), content)
        return join(folder, name)
      }
      execFileSync('certutil', ['-N', '-d', `sql:${folder}`, '--empty-password'])
      const root = file('root.pem', authority.certPem)
      execFileSync('certutil', ['-A', '-d', `sql:${folder}`, '-n', 'root', '-t', 'CT,C,C', '-i', root])
      const check = (path: string) =>
        spawnSync('pdfsig', ['-nssdir', `sql:${folder}`, path], { encoding: 'utf8' }).stdout
      const report = check(file('sealed.pdf', sealed))
      expect(report).toContain('Signature is Valid.')
      expect(report).toContain('Certificate is Trusted.')
      expect(report).toContain('ETSI.CAdES.detached')
      expect(report).toContain('Total document signed')
      const changed = Buffer.from(sealed)
      changed[5_000]! ^= 1
      expect(check(file('changed.pdf', changed))).toContain('Digest Mismatch')
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})

/**
 * The sandbox's certification authority: a root, a signing certificate for the
 * platform and a certificate for the time-stamping service. Made once per data
 * folder; every subject says that nothing signed with it is legally valid.
 */
import { createPrivateKey, generateKeyPair, randomBytes, webcrypto } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { mkdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import * as asn1js from 'asn1js'
import * as pkijs from 'pkijs'
import { writeDurably } from './durable.ts'

/** PEM text of everything the sandbox world signs with. Private keys are PKCS#8. */
export interface SandboxAuthority {
  caPem: string
  signerKeyPem: string
  signerCertPem: string
  tsaKeyPem: string
  tsaCertPem: string
}

const FILES: Record<keyof SandboxAuthority, string> = {
  caPem: 'ca.pem',
  signerKeyPem: 'signer-key.pem',
  signerCertPem: 'signer-cert.pem',
  tsaKeyPem: 'tsa-key.pem',
  tsaCertPem: 'tsa-cert.pem',
}

// Wide and fixed: the demonstration clock may stand anywhere, and imported history is signed in the past.
const VALID_FROM = new Date('2015-01-01T00:00:00Z')
const VALID_TO = new Date('2049-01-01T00:00:00Z')

const OID = {
  commonName: '2.5.4.3',
  organisation: '2.5.4.10',
  country: '2.5.4.6',
  subjectKeyIdentifier: '2.5.29.14',
  keyUsage: '2.5.29.15',
  basicConstraints: '2.5.29.19',
  authorityKeyIdentifier: '2.5.29.35',
  extKeyUsage: '2.5.29.37',
  timeStamping: '1.3.6.1.5.5.7.3.8',
} as const

// X.509 KeyUsage, first byte of the bit string (RFC 5280, 4.2.1.3).
const KEY_USAGE = {
  certificateSigning: { bits: 0b0000_0110, unused: 1 },
  signature: { bits: 0b1100_0000, unused: 6 },
} as const

/**
 * Returns the authority kept in `dir/authority`, making it on the first call.
 * Safe to call again and after a crash: the folder appears whole or not at all.
 * Errors: those of the file system.
 */
export async function ensureSandboxAuthority(dir: string): Promise<SandboxAuthority> {
  const home = join(dir, 'authority')
  const kept = await readAuthority(home)
  if (kept) return kept
  const made = await makeAuthority()
  const draft = `${home}.${randomBytes(6).toString('hex')}.tmp`
  await mkdir(draft, { recursive: true, mode: 0o700 })
  for (const [name, file] of Object.entries(FILES)) {
    await writeDurably(join(draft, file), made[name as keyof SandboxAuthority], 0o600)
  }
  try {
    await rename(draft, home)
    return made
  } catch (error) {
    // Another process was first: its authority is the one that counts.
    await rm(draft, { recursive: true, force: true })
    const theirs = await readAuthority(home)
    if (theirs) return theirs
    throw error
  }
}

async function readAuthority(home: string): Promise<SandboxAuthority | undefined> {
  const read = (file: string) => readFile(join(home, file), 'utf8')
  try {
    return {
      caPem: await read(FILES.caPem),
      signerKeyPem: await read(FILES.signerKeyPem),
      signerCertPem: await read(FILES.signerCertPem),
      tsaKeyPem: await read(FILES.tsaKeyPem),
      tsaCertPem: await read(FILES.tsaCertPem),
    }
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}

async function makeAuthority(): Promise<SandboxAuthority> {
  const [root, signer, tsa] = await Promise.all([newKeys(), newKeys(), newKeys()])
  const rootName = name('Ningde Linggong Sandbox CA')
  const signWithRoot = { issuer: rootName, issuerKeys: root }
  const caCert = await issue({
    ...signWithRoot,
    subject: rootName,
    keys: root,
    extensions: [basicConstraints(true), keyUsage('certificateSigning')],
  })
  const signerCert = await issue({
    ...signWithRoot,
    subject: name('Ningde Linggong Sandbox Signer'),
    keys: signer,
    extensions: [basicConstraints(false), keyUsage('signature')],
  })
  const tsaCert = await issue({
    ...signWithRoot,
    subject: name('Ningde Linggong Sandbox TSA'),
    keys: tsa,
    extensions: [basicConstraints(false), keyUsage('signature'), timeStampingOnly()],
  })
  return {
    caPem: certificatePem(caCert),
    signerKeyPem: privatePem(signer.privateKey),
    signerCertPem: certificatePem(signerCert),
    tsaKeyPem: privatePem(tsa.privateKey),
    tsaCertPem: certificatePem(tsaCert),
  }
}

interface Keys {
  privateKey: KeyObject
  publicKey: KeyObject
}

interface Issue {
  subject: pkijs.RelativeDistinguishedNames
  keys: Keys
  issuer: pkijs.RelativeDistinguishedNames
  issuerKeys: Keys
  extensions: pkijs.Extension[]
}

async function issue(order: Issue): Promise<pkijs.Certificate> {
  const certificate = new pkijs.Certificate()
  certificate.version = 2
  // Positive (leading byte below 0x80) and unique enough: 127 random bits, RFC 5280 4.1.2.2.
  const serial = randomBytes(16)
  serial[0] = (serial[0]! & 0x7f) | 0x40
  certificate.serialNumber = new asn1js.Integer({ valueHex: bytes(serial) })
  certificate.issuer = order.issuer
  certificate.subject = order.subject
  certificate.notBefore.value = VALID_FROM
  certificate.notAfter.value = VALID_TO
  await certificate.subjectPublicKeyInfo.importKey(await webPublicKey(order.keys.publicKey))
  const issuerInfo = new pkijs.PublicKeyInfo()
  await issuerInfo.importKey(await webPublicKey(order.issuerKeys.publicKey))
  certificate.extensions = [
    ...order.extensions,
    await subjectKeyIdentifier(certificate.subjectPublicKeyInfo),
    await authorityKeyIdentifier(issuerInfo),
  ]
  await certificate.sign(await webSigningKey(privatePem(order.issuerKeys.privateKey)), 'SHA-256')
  return certificate
}

function name(commonName: string): pkijs.RelativeDistinguishedNames {
  const part = (type: string, value: asn1js.PrintableString | asn1js.Utf8String) =>
    new pkijs.AttributeTypeAndValue({ type, value })
  return new pkijs.RelativeDistinguishedNames({
    typesAndValues: [
      part(OID.country, new asn1js.PrintableString({ value: 'CN' })),
      part(OID.organisation, new asn1js.Utf8String({ value: 'SANDBOX — not legally valid' })),
      part(OID.commonName, new asn1js.Utf8String({ value: `${commonName} (SANDBOX — not legally valid)` })),
    ],
  })
}

function extension(extnID: string, critical: boolean, value: asn1js.BaseBlock): pkijs.Extension {
  return new pkijs.Extension({ extnID, critical, extnValue: value.toBER(false) })
}

const basicConstraints = (isAuthority: boolean) =>
  extension(OID.basicConstraints, true, new pkijs.BasicConstraints({ cA: isAuthority }).toSchema())

function keyUsage(kind: keyof typeof KEY_USAGE): pkijs.Extension {
  const { bits, unused } = KEY_USAGE[kind]
  const value = new asn1js.BitString({ valueHex: bytes(Uint8Array.of(bits)), unusedBits: unused })
  return extension(OID.keyUsage, true, value)
}

// RFC 3161, 2.3: the extension must be critical and name this purpose only.
const timeStampingOnly = () =>
  extension(OID.extKeyUsage, true, new pkijs.ExtKeyUsage({ keyPurposes: [OID.timeStamping] }).toSchema())

async function keyIdentifier(info: pkijs.PublicKeyInfo): Promise<asn1js.OctetString> {
  const digest = await webcrypto.subtle.digest('SHA-1', bytes(info.subjectPublicKey.valueBlock.valueHexView))
  return new asn1js.OctetString({ valueHex: digest })
}

async function subjectKeyIdentifier(info: pkijs.PublicKeyInfo): Promise<pkijs.Extension> {
  return extension(OID.subjectKeyIdentifier, false, await keyIdentifier(info))
}

async function authorityKeyIdentifier(info: pkijs.PublicKeyInfo): Promise<pkijs.Extension> {
  const value = new pkijs.AuthorityKeyIdentifier({ keyIdentifier: await keyIdentifier(info) })
  return extension(OID.authorityKeyIdentifier, false, value.toSchema())
}

const generateKeys = promisify(generateKeyPair)

async function newKeys(): Promise<Keys> {
  return generateKeys('rsa', { modulusLength: 2048 })
}

const RSA_SHA256 = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' } as const

/** A WebCrypto key for RSA PKCS#1 v1.5 with SHA-256, from PKCS#8 PEM text. */
export function webSigningKey(keyPem: string): Promise<webcrypto.CryptoKey> {
  const der = createPrivateKey(keyPem).export({ type: 'pkcs8', format: 'der' })
  return webcrypto.subtle.importKey('pkcs8', bytes(der), RSA_SHA256, false, ['sign'])
}

function webPublicKey(key: KeyObject): Promise<webcrypto.CryptoKey> {
  const der = key.export({ type: 'spki', format: 'der' })
  return webcrypto.subtle.importKey('spki', bytes(der), RSA_SHA256, true, ['verify'])
}

/** Copies bytes into an ArrayBuffer of their own: Node's buffers are windows into a pool. */
export function bytes(view: Uint8Array): ArrayBuffer {
  const copy = new ArrayBuffer(view.byteLength)
  new Uint8Array(copy).set(view)
  return copy
}

function privatePem(key: KeyObject): string {
  return key.export({ type: 'pkcs8', format: 'pem' }).toString()
}

function certificatePem(certificate: pkijs.Certificate): string {
  const base64 = Buffer.from(certificate.toSchema(true).toBER(false)).toString('base64')
  return `-----BEGIN CERTIFICATE-----\n${base64.replace(/.{64}(?=.)/g, '$&\n')}\n-----END CERTIFICATE-----\n`
}

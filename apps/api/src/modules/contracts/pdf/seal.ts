import { createPrivateKey, sign as signBytes } from 'node:crypto'
import type { X509Certificate } from 'node:crypto'
import { plainAddPlaceholder } from '@signpdf/placeholder-plain'
import { SignPdf } from '@signpdf/signpdf'
import { Signer, SUBFILTER_ETSI_CADES_DETACHED } from '@signpdf/utils'
import * as asn1js from 'asn1js'
import * as pkijs from 'pkijs'
import { arrayBuffer, certificatesOf, OID, pkiCertificate, sha256 } from './cms.ts'
import { readTimestamp } from './timestamp-token.ts'

/** Asks a time-stamping service about a SHA-256 hash; resolves to the token (DER ContentInfo, RFC 3161). */
export type Timestamp = (hash: Buffer) => Promise<Buffer>

export type SealOptions = {
  /** The signer's certificate. */
  certPem: string
  /** Its private key, PKCS#8, RSA or EC; or what signs in its place (RSA PKCS#1 v1.5 with SHA-256). */
  key: { pem: string } | { sign: (data: Uint8Array) => Promise<Uint8Array> }
  /** The certificates between it and the root; the root may be there too. */
  chainPem: string
  timestamp?: Timestamp
  /** Shown by PDF readers. */
  reason: string
  name: string
  signingTime: Date
}

// Bytes kept free for what is not known before signing: attributes, and the token with its certificates.
const ROOM = { attributes: 1400, timestamp: 5600, timestampAtMost: 24_000 }

/**
 * Seals a PDF with a CAdES signature (ETSI EN 319 142) over the whole file; the
 * time stamp, when given, is over the signature. `pdf` needs a classic
 * cross-reference table, as pdfkit writes it. A signature already there is kept.
 * Errors: those of the time-stamping service; `Error` for a key that does not
 * belong to the certificate, or a token that is not about this signature.
 */
export async function sealPdf(pdf: Buffer, options: SealOptions): Promise<Buffer> {
  const certificate = certificatesOf(options.certPem)[0]
  if (!certificate) throw new Error('certPem holds no certificate')
  const key = keyOf(options.key, certificate)
  const chain = certificatesOf(options.chainPem).filter((other) => !other.raw.equals(certificate.raw))
  const signer = new CadesSigner(certificate, chain, key, options.timestamp)
  const known = [certificate, ...chain].reduce((sum, each) => sum + each.raw.length, ROOM.attributes)
  const first = known + (options.timestamp ? ROOM.timestamp : 0)
  for (const room of [first, known + ROOM.timestampAtMost]) {
    signer.room = room
    const prepared = withPlaceholder(pdf, options, room)
    try {
      return await new SignPdf().sign(prepared, signer, options.signingTime)
    } catch (error) {
      // A service that sends a long chain: once more with the room such tokens need.
      if (!(error instanceof SignatureTooLong)) throw error
    }
  }
  throw new Error(`the signature is longer than ${known + ROOM.timestampAtMost} bytes`)
}

class SignatureTooLong extends Error {}

type Key = { algorithm: string; sign: (data: Uint8Array) => Promise<Uint8Array> | Uint8Array }

/** A key in hand is checked against the certificate; one elsewhere is checked by its keeper. */
function keyOf(given: SealOptions['key'], certificate: X509Certificate): Key {
  if ('sign' in given) return { algorithm: OID.rsaSha256, sign: given.sign }
  const key = createPrivateKey(given.pem)
  if (!certificate.checkPrivateKey(key)) throw new Error('the private key does not belong to the certificate')
  const algorithm = key.asymmetricKeyType === 'ec' ? OID.ecdsaSha256 : OID.rsaSha256
  return { algorithm, sign: (data) => signBytes('sha256', data, key) }
}

/**
 * The placeholder library writes texts through UTF-8, which spoils the UTF-16
 * that PDF wants for Chinese. So it is given stand-ins exactly as long as the
 * hexadecimal form, which then takes their place without moving a byte.
 */
function withPlaceholder(pdf: Buffer, options: SealOptions, signatureLength: number): Buffer {
  const texts = [
    { mark: 'r', text: options.reason },
    { mark: 'n', text: options.name },
  ].map(({ mark, text }) => {
    const hex = `<${Buffer.from(`\ufeff${text}`, 'utf16le').swap16().toString('hex')}>`
    return { hex, standIn: `@${mark}`.padEnd(hex.length - 2, mark) }
  })
  const prepared = plainAddPlaceholder({
    pdfBuffer: pdf,
    reason: texts[0]!.standIn,
    name: texts[1]!.standIn,
    contactInfo: '',
    location: '',
    signingTime: options.signingTime,
    signatureLength,
    subFilter: SUBFILTER_ETSI_CADES_DETACHED,
  })
  for (const { hex, standIn } of texts) {
    const at = prepared.lastIndexOf(`(${standIn})`)
    if (at < pdf.length - 8) throw new Error('the placeholder of the signature was not written as expected')
    prepared.write(hex, at, 'latin1')
  }
  return prepared
}

class CadesSigner extends Signer {
  room = 0
  private readonly certificate: X509Certificate
  private readonly chain: X509Certificate[]
  private readonly key: Key
  private readonly timestamp: Timestamp | undefined

  constructor(certificate: X509Certificate, chain: X509Certificate[], key: Key, timestamp: Timestamp | undefined) {
    super()
    this.certificate = certificate
    this.chain = chain
    this.key = key
    this.timestamp = timestamp
  }

  override async sign(content: Buffer): Promise<Buffer> {
    const attributes = signedAttributes(content, this.certificate)
    const signature = Buffer.from(await this.key.sign(attributes.der))
    const token = this.timestamp ? await this.stamp(signature, this.timestamp) : undefined
    const der = Buffer.from(this.envelope(attributes.list, signature, token))
    if (der.length > this.room) throw new SignatureTooLong()
    return der
  }

  private async stamp(signature: Buffer, timestamp: Timestamp): Promise<Buffer> {
    const token = await timestamp(sha256(signature))
    const facts = readTimestamp(token, signature)
    if (!facts.matches || !facts.genuine) throw new Error('the time-stamp token is not about this signature')
    return token
  }

  private envelope(attributes: pkijs.Attribute[], signature: Buffer, token: Buffer | undefined): ArrayBuffer {
    const own = pkiCertificate(this.certificate)
    const { algorithm } = this.key
    const signer = new pkijs.SignerInfo({
      version: 1,
      sid: new pkijs.IssuerAndSerialNumber({ issuer: own.issuer, serialNumber: own.serialNumber }),
      digestAlgorithm: sha256Identifier(),
      signedAttrs: new pkijs.SignedAndUnsignedAttributes({ type: 0, attributes }),
      signatureAlgorithm: new pkijs.AlgorithmIdentifier({
        algorithmId: algorithm,
        algorithmParams: parameters(algorithm),
      }),
      signature: new asn1js.OctetString({ valueHex: arrayBuffer(signature) }),
    })
    if (token)
      signer.unsignedAttrs = new pkijs.SignedAndUnsignedAttributes({ type: 1, attributes: [tokenAttribute(token)] })
    const signedData = new pkijs.SignedData({
      version: 1,
      digestAlgorithms: [sha256Identifier()],
      encapContentInfo: new pkijs.EncapsulatedContentInfo({ eContentType: OID.data }),
      certificates: [own, ...this.chain.map(pkiCertificate)],
      signerInfos: [signer],
    })
    return new pkijs.ContentInfo({ contentType: OID.signedData, content: signedData.toSchema(true) })
      .toSchema()
      .toBER(false)
  }
}

function parameters(algorithm: string): asn1js.Null | undefined {
  // RFC 5754: NULL for RSA, absent for ECDSA.
  return algorithm === OID.rsaSha256 ? new asn1js.Null() : undefined
}

function sha256Identifier(): pkijs.AlgorithmIdentifier {
  return new pkijs.AlgorithmIdentifier({ algorithmId: OID.sha256, algorithmParams: new asn1js.Null() })
}

function tokenAttribute(token: Buffer): pkijs.Attribute {
  const { result } = asn1js.fromBER(arrayBuffer(token))
  return new pkijs.Attribute({ type: OID.timeStampToken, values: [result] })
}

/**
 * Content type, digest and the signer's certificate by hash. No signing-time
 * attribute: EN 319 142-1 wants the time in the PDF's own dictionary.
 * `der` is the SET that is signed (RFC 5652, 5.4), `list` the same in its order.
 */
function signedAttributes(content: Buffer, certificate: X509Certificate): { list: pkijs.Attribute[]; der: Buffer } {
  const sequence = (...value: asn1js.BaseBlock[]) => new asn1js.Sequence({ value })
  const certHash = new asn1js.OctetString({ valueHex: arrayBuffer(sha256(certificate.raw)) })
  const list = [
    new pkijs.Attribute({ type: OID.contentType, values: [new asn1js.ObjectIdentifier({ value: OID.data })] }),
    new pkijs.Attribute({
      type: OID.messageDigest,
      values: [new asn1js.OctetString({ valueHex: arrayBuffer(sha256(content)) })],
    }),
    new pkijs.Attribute({
      type: OID.signingCertificateV2,
      // RFC 5035: SHA-256 is the default and therefore not written.
      values: [sequence(sequence(sequence(certHash)))],
    }),
  ]
  // DER orders the members of a SET by their encoding.
  const encoded = list
    .map((item) => ({ item, der: Buffer.from(item.toSchema().toBER(false)) }))
    .toSorted((a, b) => Buffer.compare(a.der, b.der))
  const set = new asn1js.Set({ value: encoded.map(({ item }) => item.toSchema()) })
  return { list: encoded.map(({ item }) => item), der: Buffer.from(set.toBER(false)) }
}

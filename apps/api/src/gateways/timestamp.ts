/** Time stamps over a hash: an RFC 3161 client over HTTP. */
import { createHash, randomBytes } from 'node:crypto'
import * as asn1js from 'asn1js'
import * as pkijs from 'pkijs'
import { call, GatewayError } from './call.ts'
import type { GatewayTools } from './call.ts'
import { certificateFromPem } from './pem.ts'

export interface TimestampToken {
  /** DER of the token (a CMS ContentInfo), as it goes into a signature's unsigned attribute. */
  token: Uint8Array<ArrayBuffer>
  genTime: Date
  /** Hexadecimal, as the authority gave it. */
  serialNumber: string
}

export interface TimestampGateway {
  /**
   * A token over this data's SHA-256 hash; only the hash leaves us. Hash, nonce, signature, certificate chain
   * and purpose are checked.
   * @throws GatewayError `unavailable`, `rejected` (the authority refused), `untrusted` (the token proves nothing)
   */
  stamp(data: Uint8Array): Promise<TimestampToken>
  /** The same over a SHA-256 hash made elsewhere (32 bytes). */
  stampHash(sha256: Uint8Array): Promise<TimestampToken>
}

export interface TimestampConfig {
  url: string
  /** PEM of the root we trust for time stamps. */
  trustedCa: string
}

const SERVICE = 'timestamp'
const OID = {
  sha256: '2.16.840.1.101.3.4.2.1',
  signedData: '1.2.840.113549.1.7.2',
  tstInfo: '1.2.840.113549.1.9.16.1.4',
  extKeyUsage: '2.5.29.37',
  timeStamping: '1.3.6.1.5.5.7.3.8',
} as const
const GRANTED = 0
const GRANTED_WITH_MODS = 1

export function createTimestampGateway(config: TimestampConfig, tools: GatewayTools): TimestampGateway {
  const stampHash = (hash: Uint8Array) => stamp(config, tools, own(hash))
  return { stampHash, stamp: (data) => stampHash(createHash('sha256').update(data).digest()) }
}

async function stamp(config: TimestampConfig, tools: GatewayTools, hash: ArrayBuffer): Promise<TimestampToken> {
  // Positive and without a leading zero octet, so that its encoding comes back unchanged.
  const nonce = randomBytes(8)
  nonce[0] = (nonce[0]! & 0x3f) | 0x40
  const query = timestampQuery(hash, own(nonce))
  const answer = await call(SERVICE, tools, () => ({
    method: 'POST',
    url: config.url,
    headers: { 'content-type': 'application/timestamp-query', accept: 'application/timestamp-reply' },
    body: new Uint8Array(query),
  }))
  if (answer.status !== 200)
    throw new GatewayError(SERVICE, 'rejected', `http${answer.status}`, 'the request was refused')
  const response = parse(() => pkijs.TimeStampResp.fromBER(own(answer.body)))
  const { status } = response.status
  if (status !== GRANTED && status !== GRANTED_WITH_MODS) {
    throw new GatewayError(SERVICE, 'rejected', `status${status}`, 'the authority gave no token')
  }
  if (response.timeStampToken?.contentType !== OID.signedData) throw untrusted('badForm', 'the answer holds no token')
  return checkedToken(config, response.timeStampToken, hash, own(nonce))
}

function timestampQuery(hash: ArrayBuffer, nonce: ArrayBuffer): ArrayBuffer {
  const query = new pkijs.TimeStampReq({
    version: 1,
    messageImprint: new pkijs.MessageImprint({
      hashAlgorithm: new pkijs.AlgorithmIdentifier({ algorithmId: OID.sha256, algorithmParams: new asn1js.Null() }),
      hashedMessage: new asn1js.OctetString({ valueHex: hash }),
    }),
    nonce: new asn1js.Integer({ valueHex: nonce }),
    certReq: true,
  })
  return query.toSchema().toBER(false)
}

async function checkedToken(
  config: TimestampConfig,
  content: pkijs.ContentInfo,
  hash: ArrayBuffer,
  nonce: ArrayBuffer,
): Promise<TimestampToken> {
  const signed = parse(() => new pkijs.SignedData({ schema: content.content }))
  const octets = signed.encapContentInfo.eContent
  if (!octets || signed.encapContentInfo.eContentType !== OID.tstInfo) throw untrusted('badForm', 'the token is empty')
  const info = parse(() => pkijs.TSTInfo.fromBER(octets.getValue()))
  const { messageImprint } = info
  const sameHash =
    messageImprint.hashAlgorithm.algorithmId === OID.sha256 &&
    same(messageImprint.hashedMessage.valueBlock.valueHexView, hash)
  if (!sameHash) throw untrusted('otherHash', 'the token is over something else')
  if (!info.nonce || !same(info.nonce.valueBlock.valueHexView, nonce)) {
    throw untrusted('otherNonce', 'the token answers another request')
  }
  await checkSignature(config, content, info.genTime)
  return {
    token: new Uint8Array(content.toSchema().toBER(false)),
    genTime: info.genTime,
    serialNumber: Buffer.from(info.serialNumber.valueBlock.valueHexView).toString('hex'),
  }
}

async function checkSignature(config: TimestampConfig, content: pkijs.ContentInfo, at: Date): Promise<void> {
  // pkijs would want the stamped data again to compare hashes, which we have done: as plain content it checks the rest.
  const plain = new pkijs.SignedData({ schema: content.content })
  plain.encapContentInfo.eContentType = pkijs.SignedData.ID_DATA
  const trustedCerts = [certificateFromPem(config.trustedCa)]
  try {
    const result = await plain.verify({
      signer: 0,
      trustedCerts,
      checkChain: true,
      checkDate: at,
      extendedMode: true,
    })
    if (!result.signatureVerified || !result.signerCertificate)
      throw untrusted('badSignature', 'the token is not signed')
    if (!stampsTime(result.signerCertificate)) throw untrusted('badPurpose', 'the certificate is not for time stamps')
  } catch (error) {
    if (error instanceof GatewayError) throw error
    const why = error instanceof pkijs.SignedDataVerifyError ? error.message : 'unreadable'
    throw untrusted('badSignature', `the token does not verify: ${why}`)
  }
}

/** RFC 3161, 2.3: this purpose, and no other. */
function stampsTime(certificate: pkijs.Certificate): boolean {
  const usage = certificate.extensions?.find((one) => one.extnID === OID.extKeyUsage)?.parsedValue
  return usage instanceof pkijs.ExtKeyUsage && usage.keyPurposes.join() === OID.timeStamping
}

function parse<T>(read: () => T): T {
  try {
    return read()
  } catch {
    throw untrusted('badForm', 'the answer is not what RFC 3161 describes')
  }
}

function own(view: Uint8Array): ArrayBuffer {
  const copy = new ArrayBuffer(view.byteLength)
  new Uint8Array(copy).set(view)
  return copy
}

const same = (a: Uint8Array, b: ArrayBuffer) => Buffer.compare(a, new Uint8Array(b)) === 0

function untrusted(code: string, message: string): GatewayError {
  return new GatewayError(SERVICE, 'untrusted', code, message)
}

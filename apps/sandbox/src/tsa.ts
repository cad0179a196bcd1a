/** A time-stamping authority, RFC 3161 over HTTP, with the sandbox's certificate. */
import { webcrypto } from 'node:crypto'
import * as asn1js from 'asn1js'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import * as pkijs from 'pkijs'
import { bytes, webSigningKey } from './ca.ts'
import { underFault } from './faults.ts'
import type { World } from './world.ts'

const OID = {
  sha256: '2.16.840.1.101.3.4.2.1',
  signedData: '1.2.840.113549.1.7.2',
  tstInfo: '1.2.840.113549.1.9.16.1.4',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
  // Any policy of ours will do: nobody outside the sandbox relies on it.
  policy: '1.2.3.4.1',
} as const

const SHA256_BYTES = 32
// PKIStatus and PKIFailureInfo (RFC 3161, 2.4.2).
const GRANTED = 0
const REJECTION = 2
const BAD_ALGORITHM = 0
const BAD_REQUEST = 2

export class TsaService {
  readonly #world: World

  constructor(world: World) {
    this.#world = world
  }

  routes(app: FastifyInstance): void {
    app.post('/tsa', (request, reply) => {
      const fault = this.#world.faults.strike('tsa')
      // Its lie: a perfectly signed token over something else.
      const lie = () => reply.code(500).send('')
      if (fault?.mode === 'lying') return this.#answer(request, reply, true)
      return underFault(fault, reply, () => this.#answer(request, reply, false), lie)
    })
  }

  async #answer(request: FastifyRequest, reply: FastifyReply, lying: boolean): Promise<FastifyReply> {
    const response = await this.#respond(request.body, lying)
    return reply.type('application/timestamp-reply').send(Buffer.from(response.toSchema().toBER(false)))
  }

  async #respond(body: unknown, lying: boolean): Promise<pkijs.TimeStampResp> {
    const query = readQuery(body)
    if (!query) return rejected(BAD_REQUEST)
    const imprint = query.messageImprint
    const hash = imprint.hashedMessage.valueBlock.valueHexView
    if (imprint.hashAlgorithm.algorithmId !== OID.sha256 || hash.byteLength !== SHA256_BYTES) {
      return rejected(BAD_ALGORITHM)
    }
    if (lying) imprint.hashedMessage = new asn1js.OctetString({ valueHex: new ArrayBuffer(SHA256_BYTES) })
    const token = await this.#token(query)
    return new pkijs.TimeStampResp({
      status: new pkijs.PKIStatusInfo({ status: GRANTED }),
      timeStampToken: new pkijs.ContentInfo({ contentType: OID.signedData, content: token.toSchema(true) }),
    })
  }

  async #token(query: pkijs.TimeStampReq): Promise<pkijs.SignedData> {
    const { tsaCertPem, tsaKeyPem, caPem } = this.#world.authority
    const certificate = certificateOf(tsaCertPem)
    const content = this.#content(query)
    const signed = new pkijs.SignedData({
      version: 3,
      encapContentInfo: new pkijs.EncapsulatedContentInfo({ eContentType: OID.tstInfo }),
      signerInfos: [
        new pkijs.SignerInfo({
          version: 1,
          sid: new pkijs.IssuerAndSerialNumber({
            issuer: certificate.issuer,
            serialNumber: certificate.serialNumber,
          }),
          signedAttrs: new pkijs.SignedAndUnsignedAttributes({
            type: 0,
            attributes: await signedAttributes(content, certificate),
          }),
        }),
      ],
      ...(query.certReq ? { certificates: [certificate, certificateOf(caPem)] } : {}),
    })
    // Set afterwards: the constructor would cut the content into a constructed string.
    signed.encapContentInfo.eContent = new asn1js.OctetString({ valueHex: content })
    await signed.sign(await webSigningKey(tsaKeyPem), 0, 'SHA-256')
    return signed
  }

  #content(query: pkijs.TimeStampReq): ArrayBuffer {
    const genTime = this.#world.clock.now()
    genTime.setUTCMilliseconds(0)
    const info = new pkijs.TSTInfo({
      version: 1,
      policy: query.reqPolicy ?? OID.policy,
      messageImprint: query.messageImprint,
      serialNumber: new asn1js.Integer({ valueHex: serialNumber(this.#world.newId()) }),
      genTime,
      accuracy: new pkijs.Accuracy({ seconds: 1 }),
      ...(query.nonce ? { nonce: query.nonce } : {}),
    })
    return info.toSchema().toBER(false)
  }
}

/** Positive and minimal whatever the id: its first digit becomes 7, so that no leading zero octet is needed. */
function serialNumber(id: string): ArrayBuffer {
  return bytes(Buffer.from(`7${id.slice(1)}`, 'hex'))
}

function readQuery(body: unknown): pkijs.TimeStampReq | undefined {
  if (!Buffer.isBuffer(body)) return undefined
  try {
    return pkijs.TimeStampReq.fromBER(bytes(body))
  } catch {
    return undefined
  }
}

function rejected(failure: number): pkijs.TimeStampResp {
  const flags = new Uint8Array(1)
  flags[0] = 0b1000_0000 >> failure
  const failInfo = new asn1js.BitString({ valueHex: bytes(flags), unusedBits: 7 - failure })
  return new pkijs.TimeStampResp({ status: new pkijs.PKIStatusInfo({ status: REJECTION, failInfo }) })
}

function certificateOf(pem: string): pkijs.Certificate {
  const base64 = pem.replace(/-----[^-]+-----|\s/g, '')
  return pkijs.Certificate.fromBER(bytes(Buffer.from(base64, 'base64')))
}

async function signedAttributes(content: ArrayBuffer, certificate: pkijs.Certificate): Promise<pkijs.Attribute[]> {
  const digest = await webcrypto.subtle.digest('SHA-256', content)
  const certHash = await webcrypto.subtle.digest('SHA-256', certificate.toSchema(true).toBER(false))
  // ESSCertIDv2 with its default algorithm, SHA-256, left out (RFC 5035).
  const essCertId = new asn1js.Sequence({ value: [new asn1js.OctetString({ valueHex: certHash })] })
  const attributes = [
    attribute(OID.contentType, new asn1js.ObjectIdentifier({ value: OID.tstInfo })),
    attribute(OID.messageDigest, new asn1js.OctetString({ valueHex: digest })),
    attribute(OID.signingCertificateV2, new asn1js.Sequence({ value: [new asn1js.Sequence({ value: [essCertId] })] })),
  ]
  // DER wants the members of a SET OF in the order of their encodings.
  return attributes.sort((a, b) => Buffer.compare(encoded(a), encoded(b)))
}

function attribute(type: string, value: asn1js.BaseBlock): pkijs.Attribute {
  return new pkijs.Attribute({ type, values: [value] })
}

const encoded = (one: pkijs.Attribute) => Buffer.from(one.toSchema().toBER(false))

import { createHash, createVerify, X509Certificate } from 'node:crypto'
import * as asn1js from 'asn1js'
import * as pkijs from 'pkijs'

/** What signatures in this folder share: CMS (RFC 5652) read and checked with Node's own cryptography. */

export const OID = {
  commonName: '2.5.4.3',
  data: '1.2.840.113549.1.7.1',
  signedData: '1.2.840.113549.1.7.2',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
  timeStampToken: '1.2.840.113549.1.9.16.2.14',
  timeStampInfo: '1.2.840.113549.1.9.16.1.4',
  sha256: '2.16.840.1.101.3.4.2.1',
  rsaSha256: '1.2.840.113549.1.1.11',
  ecdsaSha256: '1.2.840.10045.4.3.2',
  timeStamping: '1.3.6.1.5.5.7.3.8',
} as const

// Digests strong enough to accept (GM/T algorithms are checked by their provider).
const DIGESTS: Record<string, string> = {
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
}

/** Bytes in an ArrayBuffer of their own, as asn1js wants them. */
export function arrayBuffer(view: Uint8Array): ArrayBuffer {
  const copy = new ArrayBuffer(view.byteLength)
  new Uint8Array(copy).set(view)
  return copy
}

export function sha256(...parts: Uint8Array[]): Buffer {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest()
}

/** The certificates of a PEM text, in order. Errors: those of `X509Certificate`. */
export function certificatesOf(pem: string): X509Certificate[] {
  const found = pem.match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g) ?? []
  return found.map((text) => new X509Certificate(text))
}

export function pkiCertificate(certificate: X509Certificate): pkijs.Certificate {
  return pkijs.Certificate.fromBER(arrayBuffer(certificate.raw))
}

/** One signature as found in a file. */
export type ReadSignature = {
  signedData: pkijs.SignedData
  signer: pkijs.SignerInfo
  signerCertificate: X509Certificate
  certificates: X509Certificate[]
}

/** Reads DER (trailing bytes are ignored) with exactly one signer. Errors: `Error` when it is anything else. */
export function readSignature(der: Uint8Array): ReadSignature {
  const parsed = asn1js.fromBER(arrayBuffer(der))
  if (parsed.offset === -1) throw new Error('not DER')
  const content = new pkijs.ContentInfo({ schema: parsed.result })
  if (content.contentType !== OID.signedData) throw new Error('not signed data')
  const signedData = new pkijs.SignedData({ schema: content.content })
  const [signer, ...others] = signedData.signerInfos
  if (!signer || others.length > 0) throw new Error('exactly one signer expected')
  const certificates = (signedData.certificates ?? [])
    .filter((item) => item instanceof pkijs.Certificate)
    .map((item) => new X509Certificate(Buffer.from(item.toSchema(true).toBER(false))))
  const signerCertificate = certificates.find((certificate) => isSigner(signer, certificate))
  if (!signerCertificate) throw new Error('the certificate of the signer is missing')
  return { signedData, signer, signerCertificate, certificates }
}

function isSigner(signer: pkijs.SignerInfo, certificate: X509Certificate): boolean {
  if (!(signer.sid instanceof pkijs.IssuerAndSerialNumber)) return false
  const own = pkiCertificate(certificate)
  return own.serialNumber.isEqual(signer.sid.serialNumber) && own.issuer.isEqual(signer.sid.issuer)
}

/** The single value of a signed or unsigned attribute, or undefined. */
export function attribute(
  set: pkijs.SignedAndUnsignedAttributes | undefined,
  type: string,
): asn1js.BaseBlock | undefined {
  const found = set?.attributes.filter((item) => item.type === type) ?? []
  const value: unknown = found.length === 1 ? found[0]!.values[0] : undefined
  return value instanceof asn1js.BaseBlock ? value : undefined
}

export type Coverage = { algorithmKnown: boolean; digest: boolean; signature: boolean }

/** Does the signature cover `content`, and was it made by the key of its certificate? */
export function signatureCovers(read: ReadSignature, content: readonly Uint8Array[]): Coverage {
  const { signer, signerCertificate } = read
  const algorithm = DIGESTS[signer.digestAlgorithm.algorithmId]
  if (!algorithm) return { algorithmKnown: false, digest: false, signature: false }
  const stated = attribute(signer.signedAttrs, OID.messageDigest)
  if (!signer.signedAttrs || !(stated instanceof asn1js.OctetString)) {
    return { algorithmKnown: true, digest: false, signature: false }
  }
  const hash = createHash(algorithm)
  for (const part of content) hash.update(part)
  const digest = hash.digest().equals(Buffer.from(stated.getValue()))
  const verify = createVerify(algorithm)
  verify.update(Buffer.from(signer.signedAttrs.encodedValue))
  const signature = verify.verify(signerCertificate.publicKey, Buffer.from(signer.signature.getValue()))
  return { algorithmKnown: true, digest, signature }
}

/** CAdES: the signed attribute that names the signer's certificate by hash (RFC 5035), so that it cannot be exchanged. */
export function namesItsCertificate(read: ReadSignature): boolean {
  // SigningCertificateV2 { certs { ESSCertIDv2 { hashAlgorithm DEFAULT sha256, certHash, … }, … } }
  const first = member(member(attribute(read.signer.signedAttrs, OID.signingCertificateV2), 0), 0)
  const stated = member(first, 0)
  const algorithm = stated instanceof asn1js.Sequence ? algorithmOf(stated) : 'sha256'
  const hash = stated instanceof asn1js.Sequence ? member(first, 1) : stated
  if (!algorithm || !(hash instanceof asn1js.OctetString)) return false
  return createHash(algorithm).update(read.signerCertificate.raw).digest().equals(Buffer.from(hash.getValue()))
}

function member(block: asn1js.BaseBlock | undefined, index: number): asn1js.BaseBlock | undefined {
  return block instanceof asn1js.Sequence ? block.valueBlock.value[index] : undefined
}

function algorithmOf(identifier: asn1js.Sequence): string | undefined {
  const oid = member(identifier, 0)
  return oid instanceof asn1js.ObjectIdentifier ? DIGESTS[oid.valueBlock.toString()] : undefined
}

/** Is there a chain from the certificate to one of `roots`, each link in force on `at`? */
export function chainsTo(
  certificate: X509Certificate,
  others: readonly X509Certificate[],
  roots: readonly X509Certificate[],
  at: Date,
  depth = 5,
): boolean {
  if (at < certificate.validFromDate || at > certificate.validToDate) return false
  if (roots.some((root) => root.raw.equals(certificate.raw))) return true
  if (depth === 0) return false
  return [...roots, ...others].some(
    (issuer) =>
      issuer.ca &&
      !issuer.raw.equals(certificate.raw) &&
      certificate.checkIssued(issuer) &&
      certificate.verify(issuer.publicKey) &&
      chainsTo(issuer, others, roots, at, depth - 1),
  )
}

/** The subject's common name, or the whole subject when it has none. */
export function nameOf(certificate: X509Certificate): string {
  const parts = pkiCertificate(certificate).subject.typesAndValues
  const common: unknown = parts.find((part) => part.type === OID.commonName)?.value.valueBlock.value
  return typeof common === 'string' && common !== '' ? common : certificate.subject
}

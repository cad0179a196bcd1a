import * as asn1js from 'asn1js'
import * as pkijs from 'pkijs'
import type { X509Certificate } from 'node:crypto'
import { arrayBuffer, OID, readSignature, sha256, signatureCovers } from './cms.ts'

/** What an RFC 3161 token says, checked against the bytes it should stand for. */
export type TimestampFacts = {
  time: Date
  /** The token's hash is that of the given bytes. */
  matches: boolean
  /** The token's own signature holds and its certificate is one for time stamping. */
  genuine: boolean
  certificate: X509Certificate
  certificates: X509Certificate[]
}

/** Reads a time-stamp token (DER ContentInfo). Errors: `Error` when it is none. */
export function readTimestamp(der: Uint8Array, stamped: Uint8Array): TimestampFacts {
  const read = readSignature(der)
  const { eContentType, eContent } = read.signedData.encapContentInfo
  if (eContentType !== OID.timeStampInfo || !(eContent instanceof asn1js.OctetString))
    throw new Error('no time-stamp token')
  const content = Buffer.from(eContent.getValue())
  const info = pkijs.TSTInfo.fromBER(arrayBuffer(content))
  const { hashAlgorithm, hashedMessage } = info.messageImprint
  const { digest, signature } = signatureCovers(read, [content])
  return {
    time: info.genTime,
    matches: hashAlgorithm.algorithmId === OID.sha256 && Buffer.from(hashedMessage.getValue()).equals(sha256(stamped)),
    genuine: digest && signature && (read.signerCertificate.keyUsage ?? []).includes(OID.timeStamping),
    certificate: read.signerCertificate,
    certificates: read.certificates,
  }
}

/** PEM to the structures the signing and time-stamping code works with. */
import { X509Certificate } from 'node:crypto'
import * as pkijs from 'pkijs'

/** DER of one PEM certificate. Throws when it is none. */
export function certificateDer(pem: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(new X509Certificate(pem).raw)
}

export function certificateFromPem(pem: string): pkijs.Certificate {
  return pkijs.Certificate.fromBER(certificateDer(pem).buffer)
}

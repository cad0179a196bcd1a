/**
 * The platform's signing key and its certificate. Here: a key file; an HSM or a licensed signing service
 * becomes another adapter of the same interface.
 */
import { createPrivateKey, createPublicKey, sign as signBytes, X509Certificate } from 'node:crypto'
import { promisify } from 'node:util'
import { GatewayError } from './call.ts'
import { certificateDer } from './pem.ts'

export interface SigningCertificates {
  /** RSA PKCS#1 v1.5 with SHA-256 over these bytes, e.g. over the DER of CMS signed attributes. */
  sign(data: Uint8Array): Promise<Uint8Array<ArrayBuffer>>
  /** DER of the signing certificate. */
  certificate: Uint8Array<ArrayBuffer>
  /** DER of the certificates above it, the issuer first. */
  chain: readonly Uint8Array<ArrayBuffer>[]
  /** Subject of the signing certificate, a line per part; the sandbox's says that it is not legally valid. */
  subject: string
}

export interface SigningCertificatesConfig {
  /** PEM, PKCS#8, RSA. From a P12: `openssl pkcs12 -in FILE -nodes -nocerts`. */
  privateKey: string
  /** PEM. */
  certificate: string
  /** PEM, the issuer first. */
  chain: readonly string[]
}

const signAsync = promisify<string, Uint8Array, ReturnType<typeof createPrivateKey>, Buffer>(signBytes)

/** @throws GatewayError `rejected` `keyMismatch` when key and certificate do not belong together */
export function createSigningCertificates(config: SigningCertificatesConfig): SigningCertificates {
  const key = createPrivateKey(config.privateKey)
  const certificate = new X509Certificate(config.certificate)
  if (!certificate.publicKey.equals(createPublicKey(key))) {
    throw new GatewayError(
      'signingCertificates',
      'rejected',
      'keyMismatch',
      'key and certificate do not belong together',
    )
  }
  return {
    sign: async (data) => new Uint8Array(await signAsync('sha256', data, key)),
    certificate: certificateDer(config.certificate),
    chain: config.chain.map(certificateDer),
    subject: certificate.subject,
  }
}

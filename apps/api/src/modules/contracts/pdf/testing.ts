/** For tests only: an authority, a signer, a time-stamping service, and sample documents. */
import { createPrivateKey, generateKeyPairSync, sign as signBytes, webcrypto, X509Certificate } from 'node:crypto'
import * as asn1js from 'asn1js'
import * as pkijs from 'pkijs'
import { arrayBuffer, OID, pkiCertificate, sha256 } from './cms.ts'
import type { ContractDocument } from './contract.ts'
import type { PayslipDocument } from './payslip.ts'
import type { Timestamp } from './seal.ts'

type Identity = { certPem: string; keyPem: string }
type Usage = 'authority' | 'signer' | 'timestamp'

const RSA = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }
// KeyUsage bits (RFC 5280, 4.2.1.3): certificate and list signing, or digital signature and non-repudiation.
const KEY_USAGE: Record<Usage, { bits: number; unused: number }> = {
  authority: { bits: 0b0000_0110, unused: 1 },
  signer: { bits: 0b1100_0000, unused: 6 },
  timestamp: { bits: 0b1100_0000, unused: 6 },
}

/** A certificate valid from 2020 to 2040, by `issuer` or by itself. */
export async function makeIdentity(
  commonName: string,
  serial: number,
  usage: Usage,
  issuer?: Identity,
): Promise<Identity> {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const keyPem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  const certificate = new pkijs.Certificate()
  certificate.version = 2
  certificate.serialNumber = new asn1js.Integer({ value: serial })
  const type = '2.5.4.3'
  certificate.subject.typesAndValues.push(
    new pkijs.AttributeTypeAndValue({ type, value: new asn1js.Utf8String({ value: commonName }) }),
  )
  certificate.issuer = issuer ? pkiCertificate(new X509Certificate(issuer.certPem)).subject : certificate.subject
  certificate.notBefore.value = new Date('2020-01-01T00:00:00Z')
  certificate.notAfter.value = new Date('2040-01-01T00:00:00Z')
  const spki = publicKey.export({ type: 'spki', format: 'der' })
  const webKey = await webcrypto.subtle.importKey('spki', arrayBuffer(spki), RSA, true, ['verify'])
  await certificate.subjectPublicKeyInfo.importKey(webKey)
  certificate.extensions = extensions(usage)
  await certificate.sign(await webKeyOf(issuer?.keyPem ?? keyPem), 'SHA-256')
  const base64 = Buffer.from(certificate.toSchema(true).toBER(false)).toString('base64')
  return {
    keyPem,
    certPem: `-----BEGIN CERTIFICATE-----\n${base64.replace(/.{64}(?=.)/g, '$&\n')}\n-----END CERTIFICATE-----\n`,
  }
}

function webKeyOf(keyPem: string): Promise<webcrypto.CryptoKey> {
  const der = createPrivateKey(keyPem).export({ type: 'pkcs8', format: 'der' })
  return webcrypto.subtle.importKey('pkcs8', arrayBuffer(der), RSA, false, ['sign'])
}

function extensions(usage: Usage): pkijs.Extension[] {
  const make = (extnID: string, value: asn1js.BaseBlock) =>
    new pkijs.Extension({ extnID, critical: true, extnValue: value.toBER(false) })
  const { bits, unused } = KEY_USAGE[usage]
  const keyUsage = new asn1js.BitString({ valueHex: arrayBuffer(Uint8Array.of(bits)), unusedBits: unused })
  const list = [
    make('2.5.29.19', new pkijs.BasicConstraints({ cA: usage === 'authority' }).toSchema()),
    make('2.5.29.15', keyUsage),
  ]
  if (usage === 'timestamp')
    list.push(make('2.5.29.37', new pkijs.ExtKeyUsage({ keyPurposes: [OID.timeStamping] }).toSchema()))
  return list
}

/** A time-stamping service in memory that always says `time`; `ballast` are further certificates in its token. */
export function makeTimestamp(identity: Identity, time: Date, ballast: string[] = []): Timestamp {
  return (hash) => Promise.resolve(token(identity, time, hash, ballast))
}

function token(identity: Identity, time: Date, hash: Buffer, ballast: string[]): Buffer {
  const certificate = pkiCertificate(new X509Certificate(identity.certPem))
  const sha = () => new pkijs.AlgorithmIdentifier({ algorithmId: OID.sha256, algorithmParams: new asn1js.Null() })
  const info = new pkijs.TSTInfo({
    version: 1,
    policy: '1.2.3.4.1',
    messageImprint: new pkijs.MessageImprint({
      hashAlgorithm: sha(),
      hashedMessage: new asn1js.OctetString({ valueHex: arrayBuffer(hash) }),
    }),
    serialNumber: new asn1js.Integer({ value: 7 }),
    genTime: time,
  })
  const content = Buffer.from(info.toSchema().toBER(false))
  const attributes = [
    new pkijs.Attribute({ type: OID.contentType, values: [new asn1js.ObjectIdentifier({ value: OID.timeStampInfo })] }),
    new pkijs.Attribute({
      type: OID.messageDigest,
      values: [new asn1js.OctetString({ valueHex: arrayBuffer(sha256(content)) })],
    }),
  ]
  const der = new asn1js.Set({ value: attributes.map((item) => item.toSchema()) }).toBER(false)
  const signature = signBytes('sha256', Buffer.from(der), identity.keyPem)
  const signedData = new pkijs.SignedData({
    version: 3,
    digestAlgorithms: [sha()],
    encapContentInfo: new pkijs.EncapsulatedContentInfo({
      eContentType: OID.timeStampInfo,
      eContent: new asn1js.OctetString({ valueHex: arrayBuffer(content) }),
    }),
    certificates: [certificate, ...ballast.map((pem) => pkiCertificate(new X509Certificate(pem)))],
    signerInfos: [
      new pkijs.SignerInfo({
        version: 1,
        sid: new pkijs.IssuerAndSerialNumber({ issuer: certificate.issuer, serialNumber: certificate.serialNumber }),
        digestAlgorithm: sha(),
        signedAttrs: new pkijs.SignedAndUnsignedAttributes({ type: 0, attributes }),
        signatureAlgorithm: new pkijs.AlgorithmIdentifier({
          algorithmId: OID.rsaSha256,
          algorithmParams: new asn1js.Null(),
        }),
        signature: new asn1js.OctetString({ valueHex: arrayBuffer(signature) }),
      }),
    ],
  })
  const wrapped = new pkijs.ContentInfo({ contentType: OID.signedData, content: signedData.toSchema(true) })
  return Buffer.from(wrapped.toSchema().toBER(false))
}

/** A morning of tea picking; the worker's name has characters of CJK extensions B and F. */
export function sampleContract(changes: Partial<ContractDocument> = {}): ContractDocument {
  return {
    title: '非全日制用工劳动合同',
    number: 'ND-2026-000123',
    kind: 'partTimeLabour',
    createdAt: '2026-03-05T19:58:00+08:00',
    parties: [
      {
        roleZh: '甲方（用工方）',
        name: '福鼎市白茶农民专业合作社',
        identity: [{ label: '统一社会信用代码', value: '93350982MA00000000' }],
      },
      {
        roleZh: '乙方（零工人员）',
        name: '林𠮷𬱖',
        identity: [{ label: '公民身份号码', value: '352203********001X' }],
      },
    ],
    terms: [
      { label: '工作内容', value: '采茶，按老师傅的要求采一芽二叶' },
      { label: '工作地点', value: '福鼎市管阳镇章边村二号坡' },
      { label: '工作时间', value: '2026年3月6日 06:00–10:00' },
      { label: '工资怎么算', value: '每小时 ¥25.00，4 小时共 ¥100.00' },
      { label: '结算', value: '确认工时后 1 小时内发到微信零钱' },
      { label: '吃住', value: '管一顿午饭，不收钱' },
      { label: '保险', value: '雇主责任险，用工方出钱' },
    ],
    clauses: [
      { heading: '工资', text: '工资用货币发给本人，不用实物顶替。', article: '《劳动法》第五十条' },
      { heading: '结束', text: '任何一方可以随时通知对方结束用工。', article: '《劳动合同法》第七十一条' },
    ],
    whyThisKindZh: '您每天干 4 小时，一周不超过 24 小时，所以签非全日制用工劳动合同。',
    signings: [
      {
        party: '甲方',
        name: '福鼎市白茶农民专业合作社',
        signedAt: '2026-03-05T20:01:02+08:00',
        channel: '微信小程序',
        factorZh: '短信验证码',
        device: '手机（安卓）',
      },
      {
        party: '乙方',
        name: '林𠮷𬱖',
        signedAt: '2026-03-05T20:15:40+08:00',
        channel: '管阳零工驿站窗口（代办）',
        factorZh: '身份证读卡',
        device: '窗口电脑 02',
      },
    ],
    canonicalSha256: '0123456789abcdef'.repeat(4),
    verifyCode: '7K3M-9QPX',
    verifyUrl: 'https://linggong.example/verify/7K3M9QPX',
    sandbox: true,
    ...changes,
  }
}

export function samplePayslip(changes: Partial<PayslipDocument> = {}): PayslipDocument {
  return {
    number: 'GZ-2026-000045',
    createdAt: '2026-03-06T11:00:00+08:00',
    employerName: '福鼎市白茶农民专业合作社',
    employerUscc: '93350982MA00000000',
    workerName: '林𠮷𬱖',
    workerIdNumber: '352203********001X',
    workerPhone: '139****0002',
    periodZh: '2026年3月6日',
    settlementCycleZh: '日结',
    worked: [{ dateZh: '2026年3月6日', placeZh: '管阳镇章边村二号坡', spanZh: '06:02–10:00', hoursZh: '4 小时' }],
    lines: [{ label: '工资', basisZh: '4 小时 × ¥25.00', amountFen: 10_000 }],
    deductions: [{ label: '预扣税款', basisZh: '按规定计算', amountFen: 150 }],
    grossFen: 10_000,
    netFen: 9_850,
    payment: { railZh: '微信零钱', paidAt: '2026-03-06T10:40:00+08:00', proof: '微信支付转账单号 1030001' },
    canonicalSha256: 'fedcba9876543210'.repeat(4),
    verifyCode: '2PQR-8XYZ',
    verifyUrl: 'https://linggong.example/verify/2PQR8XYZ',
    sandbox: true,
    ...changes,
  }
}

/** Keys and secrets of the sandbox world, made on first start. Worth nothing outside it. */
import { generateKeyPair, randomBytes } from 'node:crypto'
import { mkdir, readFile, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { writeDurably } from './durable.ts'

export interface SandboxCredentials {
  sms: { accessKeyId: string; accessKeySecret: string; signName: string; receiptToken: string }
  identity: { keyId: string; secret: string }
  bank: { keyId: string; secret: string; payrollAccountNo: string }
  wechatPay: {
    mchid: string
    appid: string
    merchantSerial: string
    merchantPrivateKeyPem: string
    merchantPublicKeyPem: string
    platformKeyId: string
    platformPrivateKeyPem: string
    platformPublicKeyPem: string
    /** 32 characters, as WeChat Pay asks. */
    apiV3Key: string
  }
}

/** Reads `dir/credentials.json`, making it on the first call. Errors: those of the file system. */
export async function ensureSandboxCredentials(dir: string): Promise<SandboxCredentials> {
  const path = join(dir, 'credentials.json')
  try {
    return JSON.parse(await readFile(path, 'utf8')) as SandboxCredentials
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
  }
  const made = await makeCredentials()
  await mkdir(dir, { recursive: true })
  await writeDurably(`${path}.tmp`, JSON.stringify(made, null, 2))
  await rename(`${path}.tmp`, path)
  return made
}

const token = (bytes: number) => randomBytes(bytes).toString('hex')

async function makeCredentials(): Promise<SandboxCredentials> {
  const [merchant, platform] = await Promise.all([rsaPair(), rsaPair()])
  return {
    sms: {
      accessKeyId: `SANDBOX${token(8).toUpperCase()}`,
      accessKeySecret: token(15),
      signName: '宁德零工(沙箱)',
      receiptToken: token(16),
    },
    identity: { keyId: 'sandbox-identity', secret: token(32) },
    bank: { keyId: 'sandbox-bank', secret: token(32), payrollAccountNo: '9900000000000000001' },
    wechatPay: {
      mchid: '1900000001',
      appid: 'wx0000000000000000',
      merchantSerial: token(20).toUpperCase(),
      merchantPrivateKeyPem: merchant.privateKey,
      merchantPublicKeyPem: merchant.publicKey,
      platformKeyId: 'PUB_KEY_ID_0000000000000000000000000001',
      platformPrivateKeyPem: platform.privateKey,
      platformPublicKeyPem: platform.publicKey,
      apiV3Key: token(16),
    },
  }
}

const generateKeys = promisify(generateKeyPair)

function rsaPair(): Promise<{ privateKey: string; publicKey: string }> {
  return generateKeys('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  })
}

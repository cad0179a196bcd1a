/** The platform's gateway configuration for this sandbox, in the shape its gateways read. */
import { SANDBOX_POOL_KEY } from './number-masking.ts'
import { SANDBOX_SHOW_NUMBER } from './voice.ts'
import { SANDBOX_APP_SECRET } from './wechat-login.ts'
import { SANDBOX_OFFER_TEMPLATE } from './wechat-messages.ts'
import type { World } from './world.ts'

export type SandboxGatewayConfig = ReturnType<typeof gatewayConfigFor>

export function gatewayConfigFor(url: string, world: World) {
  const { sms, identity, bank, wechatPay } = world.credentials
  const { authority } = world
  return {
    world: 'sandbox' as const,
    sms: {
      endpoint: `${url}/dysms/`,
      accessKeyId: sms.accessKeyId,
      accessKeySecret: sms.accessKeySecret,
      signName: sms.signName,
      receiptToken: sms.receiptToken,
    },
    identityCheck: { baseUrl: `${url}/identity`, keyId: identity.keyId, secret: identity.secret },
    wechatPay: {
      baseUrl: url,
      mchid: wechatPay.mchid,
      appid: wechatPay.appid,
      merchantSerial: wechatPay.merchantSerial,
      merchantPrivateKey: wechatPay.merchantPrivateKeyPem,
      apiV3Key: wechatPay.apiV3Key,
      platformKeys: [{ serial: wechatPay.platformKeyId, publicKey: wechatPay.platformPublicKeyPem }],
      // 佣金报酬: the scene whose payees see "劳务报酬".
      transferSceneId: '1005',
      userRecvPerception: '劳务报酬',
      notifyUrl: `${world.callbackBaseUrl ?? url}/callbacks/wechat-pay`,
    },
    bank: { baseUrl: `${url}/bank`, keyId: bank.keyId, secret: bank.secret, payrollAccountNo: bank.payrollAccountNo },
    timestamp: { url: `${url}/tsa`, trustedCa: authority.caPem },
    numberMasking: {
      endpoint: `${url}/dypls/`,
      // One access key opens all services of the provider's account.
      accessKeyId: sms.accessKeyId,
      accessKeySecret: sms.accessKeySecret,
      poolKey: SANDBOX_POOL_KEY,
    },
    voice: {
      endpoint: `${url}/dyvms/`,
      accessKeyId: sms.accessKeyId,
      accessKeySecret: sms.accessKeySecret,
      showNumber: SANDBOX_SHOW_NUMBER,
      receiptToken: sms.receiptToken,
    },
    wechatMessages: {
      baseUrl: url,
      appid: wechatPay.appid,
      secret: SANDBOX_APP_SECRET,
      offerTemplateId: SANDBOX_OFFER_TEMPLATE,
    },
    wechatLogin: { baseUrl: url, appid: wechatPay.appid, secret: SANDBOX_APP_SECRET },
    signingCertificates: {
      privateKey: authority.signerKeyPem,
      certificate: authority.signerCertPem,
      chain: [authority.caPem],
    },
  }
}

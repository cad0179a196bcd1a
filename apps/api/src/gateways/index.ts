/** The outside world: everything the platform says to it or hears from it passes here. */
import { createBankGateway } from './bank.ts'
import type { BankGateway } from './bank.ts'
import type { GatewayTools } from './call.ts'
import type { GatewayConfig } from './config.ts'
import { createIdentityCheckGateway } from './identity-check.ts'
import type { IdentityCheckGateway } from './identity-check.ts'
import { createNumberMaskingGateway } from './number-masking.ts'
import type { NumberMaskingGateway } from './number-masking.ts'
import { createSigningCertificates } from './signing-certificates.ts'
import type { SigningCertificates } from './signing-certificates.ts'
import { createSmsGateway } from './sms.ts'
import type { SmsGateway } from './sms.ts'
import { createTimestampGateway } from './timestamp.ts'
import type { TimestampGateway } from './timestamp.ts'
import { createVoiceGateway } from './voice.ts'
import type { VoiceGateway } from './voice.ts'
import { createWechatLoginGateway } from './wechat-login.ts'
import type { WechatLoginGateway } from './wechat-login.ts'
import { createWechatMessagesGateway } from './wechat-messages.ts'
import type { WechatMessagesGateway } from './wechat-messages.ts'
import { createWechatPayGateway } from './wechat-pay.ts'
import type { WechatPayGateway } from './wechat-pay.ts'

export interface Gateways {
  sms: SmsGateway
  identityCheck: IdentityCheckGateway
  wechatPay: WechatPayGateway
  bank: BankGateway
  timestamp: TimestampGateway
  signingCertificates: SigningCertificates
  /** Absent where the city has no such service. */
  numberMasking?: NumberMaskingGateway
  /** Absent where the city has no such service. */
  voice?: VoiceGateway
  /** Absent where the city has no mini-program. */
  wechatLogin?: WechatLoginGateway
  /** Absent where the city has no template for messages about offers. */
  wechatMessages?: WechatMessagesGateway
}

/** Throws when the signing key and certificate do not belong together. Nothing is sent yet. */
export function createGateways(config: GatewayConfig, tools: GatewayTools): Gateways {
  return {
    sms: createSmsGateway(config.sms, tools),
    identityCheck: createIdentityCheckGateway(config.identityCheck, tools),
    wechatPay: createWechatPayGateway(config.wechatPay, tools),
    bank: createBankGateway(config.bank, tools),
    timestamp: createTimestampGateway(config.timestamp, tools),
    signingCertificates: createSigningCertificates(config.signingCertificates),
    ...(config.numberMasking && { numberMasking: createNumberMaskingGateway(config.numberMasking, tools) }),
    ...(config.voice && { voice: createVoiceGateway(config.voice, tools) }),
    ...(config.wechatLogin && { wechatLogin: createWechatLoginGateway(config.wechatLogin, tools) }),
    ...(config.wechatMessages && { wechatMessages: createWechatMessagesGateway(config.wechatMessages, tools) }),
  }
}

export { GatewayError } from './call.ts'
export type { GatewayErrorKind, GatewayLog, GatewayTools } from './call.ts'
export { gatewayConfigFromEnv, missingGatewayConfiguration, missingInGatewayConfig } from './config.ts'
export type { GatewayConfig } from './config.ts'
export { receiptsTaken } from './sms.ts'
export type { SmsGateway, SmsMessage, SmsReceipt, SmsReply } from './sms.ts'
export type { VoiceCall, VoiceGateway, VoiceReport } from './voice.ts'
export type { IdentityAnswer, IdentityCheckGateway, IdentityResult } from './identity-check.ts'
export type { Authorisation, Transfer, TransferOrder, WechatPayGateway } from './wechat-pay.ts'
export type { TransferState, WechatNotice } from './wechat-notices.ts'
export type { WechatLoginGateway } from './wechat-login.ts'
export type { MaskedNumber, NumberMaskingGateway } from './number-masking.ts'
export type { BankGateway, IncomingTransfer, PayrollState } from './bank.ts'
export type { PayrollLine, PayrollResult } from './bank-files.ts'
export type { TimestampGateway, TimestampToken } from './timestamp.ts'
export type { SigningCertificates } from './signing-certificates.ts'
export type { IncomingRequest } from './signed-json.ts'

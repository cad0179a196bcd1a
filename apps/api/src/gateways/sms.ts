/** Short messages, through Alibaba Cloud Dysmsapi 2017-05-25. */
import { randomUUID, timingSafeEqual } from 'node:crypto'
import { signAcs3 } from './acs3-signature.ts'
import { call, GatewayError, isRecord, jsonObject, textField } from './call.ts'
import type { GatewayTools } from './call.ts'

export interface SmsMessage {
  /** Mobile number of mainland China, 11 digits. */
  to: string
  /** Our template code. */
  templateCode: string
  params: Record<string, string>
  /** Our id of the message: comes back in the receipt. At most 64 characters. */
  outId: string
}

export interface SmsReceipt {
  phone: string
  outId: string
  providerMessageId: string
  delivered: boolean
  /** The operator's code, `DELIVERED` when it arrived. */
  code: string
  message: string
  /** ISO 8601 with +08:00. */
  sentAt: string
  reportedAt: string
}

/** What a person has written back (上行短信). */
export interface SmsReply {
  phone: string
  /** As typed. */
  content: string
  /** The provider's number of this reply: a repeated push carries it again. */
  sequenceId: string
  /** ISO 8601 with +08:00. */
  sentAt: string
}

export interface SmsGateway {
  /**
   * Hands a message over. After a lost answer the retry carries the same `outId`, but the provider does not
   * merge the two: the person may read the message twice.
   * @throws GatewayError `rejected` with the provider's code (`isv.…`), `unavailable`
   */
  send(message: SmsMessage): Promise<{ providerMessageId: string }>
  /**
   * Reads a pushed batch of delivery receipts. The protocol does not sign them: the callback's address
   * carries a secret. Answer the push with `receiptsTaken`.
   * @throws GatewayError `untrusted` when the token or the form is wrong
   */
  readReceipts(push: { token: string; body: unknown }): SmsReceipt[]
  /** Reads a pushed batch of replies (SmsUp), with the same secret; answered like receipts. @throws as above */
  readReplies(push: { token: string; body: unknown }): SmsReply[]
}

/** What the provider wants to read when receipts were taken. */
export const receiptsTaken = { code: 0, msg: '接收成功' } as const

export interface SmsConfig {
  /** `https://dysmsapi.aliyuncs.com/` */
  endpoint: string
  accessKeyId: string
  accessKeySecret: string
  /** 短信签名, as approved by the provider. */
  signName: string
  /** Our template code → the provider's (`SMS_…`); a code not listed is used as it is. */
  templates?: Record<string, string>
  /** Secret part of the callback's address. */
  receiptToken: string
}

const SERVICE = 'sms'

export function createSmsGateway(config: SmsConfig, tools: GatewayTools): SmsGateway {
  return {
    send: (message) => send(config, tools, message),
    readReceipts: ({ token, body }) => {
      if (!sameSecret(token, config.receiptToken)) throw untrusted('badToken', 'the callback token is wrong')
      if (!Array.isArray(body)) throw untrusted('badForm', 'receipts must be an array')
      return body.map(readReceipt)
    },
    readReplies: ({ token, body }) => {
      if (!sameSecret(token, config.receiptToken)) throw untrusted('badToken', 'the callback token is wrong')
      if (!Array.isArray(body)) throw untrusted('badForm', 'replies must be an array')
      return body.map(readReply)
    },
  }
}

async function send(
  config: SmsConfig,
  tools: GatewayTools,
  message: SmsMessage,
): Promise<{ providerMessageId: string }> {
  const query = {
    PhoneNumbers: message.to,
    SignName: config.signName,
    TemplateCode: config.templates?.[message.templateCode] ?? message.templateCode,
    TemplateParam: JSON.stringify(message.params),
    OutId: message.outId,
  }
  const answer = await call(SERVICE, tools, () => {
    const { accessKeyId, accessKeySecret, endpoint } = config
    const signed = signAcs3({
      method: 'POST',
      endpoint,
      query,
      action: 'SendSms',
      version: '2017-05-25',
      accessKeyId,
      accessKeySecret,
      now: tools.clock(),
      nonce: randomUUID(),
    })
    return { method: 'POST', ...signed }
  })
  const result = jsonObject(answer.body)
  if (!result) throw untrusted('badAnswer', 'the answer is not JSON')
  const code = textField(SERVICE, result, 'Code')
  if (code === 'OK') return { providerMessageId: textField(SERVICE, result, 'BizId') }
  // https://help.aliyun.com/zh/sms/developer-reference/api-error-codes : isp.* is the provider's own trouble.
  const kind = code.startsWith('isp.') ? 'unavailable' : 'rejected'
  throw new GatewayError(SERVICE, kind, code, String(result['Message'] ?? ''))
}

// https://help.aliyun.com/zh/sms/developer-reference/smsreport-2
function readReceipt(value: unknown): SmsReceipt {
  if (!isRecord(value) || typeof value['success'] !== 'boolean') throw untrusted('badForm', 'not a receipt')
  const field = (name: string) => textField(SERVICE, value, name)
  return {
    phone: field('phone_number'),
    outId: field('out_id'),
    providerMessageId: field('biz_id'),
    delivered: value['success'],
    code: field('err_code'),
    message: typeof value['err_msg'] === 'string' ? value['err_msg'] : '',
    sentAt: wireTime(field('send_time')),
    reportedAt: wireTime(field('report_time')),
  }
}

// SmsUp, by HTTP batch push.
function readReply(value: unknown): SmsReply {
  if (!isRecord(value)) throw untrusted('badForm', 'not a reply')
  const sequence = value['sequence_id']
  if (typeof sequence !== 'number' && typeof sequence !== 'string') throw untrusted('badForm', 'no sequence_id')
  return {
    phone: textField(SERVICE, value, 'phone_number'),
    content: typeof value['content'] === 'string' ? value['content'] : '',
    sequenceId: String(sequence),
    sentAt: wireTime(textField(SERVICE, value, 'send_time')),
  }
}

/** `2017-01-01 00:00:00`, in China's time, as we write times. */
function wireTime(plain: string): string {
  if (!/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/.test(plain)) throw untrusted('badForm', 'a time has another form')
  return `${plain.replace(' ', 'T')}+08:00`
}

function untrusted(code: string, message: string): GatewayError {
  return new GatewayError(SERVICE, 'untrusted', code, message)
}

function sameSecret(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)]
  return a.length === b.length && timingSafeEqual(a, b)
}

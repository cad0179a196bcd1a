/** Notices of WeChat Pay about transfers and authorisations (documents 4012712115 and 4014512908). */
import { GatewayError, isRecord, jsonObject, textField } from './call.ts'
import { openResource, signedByPlatform } from './wechat-signature.ts'
import type { WechatPayKeys } from './wechat-signature.ts'

export const STATES = [
  'ACCEPTED',
  'PROCESSING',
  'WAIT_USER_CONFIRM',
  'TRANSFERING',
  'SUCCESS',
  'FAIL',
  'CANCELING',
  'CANCELLED',
] as const

/** WeChat's own states, in WeChat's spelling. */
export type TransferState = (typeof STATES)[number]

export type WechatNotice =
  | {
      kind: 'transferFinished'
      noticeId: string
      outBillNo: string
      transferBillNo: string
      state: 'SUCCESS' | 'FAIL' | 'CANCELLED'
      amountFen: number
      openid: string
      failReason?: string
      /** As WeChat writes it, ISO 8601 with +08:00. */
      updatedAt: string
    }
  | {
      kind: 'authorisationChanged'
      noticeId: string
      outAuthorizationNo: string
      openid: string
      state: 'TAKING_EFFECT' | 'CLOSED'
    }

const SERVICE = 'wechatPay'

export function readWechatNotice(
  keys: WechatPayKeys,
  now: Date,
  notice: { headers: Record<string, string | string[] | undefined>; body: string },
): WechatNotice {
  const header = (name: string) => {
    const value = notice.headers[name]
    return typeof value === 'string' ? value : ''
  }
  if (!signedByPlatform(keys, header, notice.body, now)) {
    throw untrusted('badSignature', 'a notice is not signed by WeChat Pay')
  }
  const envelope = jsonObject(notice.body)
  const resource = envelope?.['resource']
  if (!envelope || !isRecord(resource)) throw untrusted('badForm', 'a notice has no resource')
  const noticeId = textField(SERVICE, envelope, 'id')
  const event = textField(SERVICE, envelope, 'event_type')
  const value = open(keys, resource)
  if (event === 'MCHTRANSFER.BILL.FINISHED') return transferNotice(keys, noticeId, value)
  if (event.startsWith('MCHTRANSFER.AUTHORIZATION.')) return authorisationNotice(noticeId, value)
  throw untrusted('unknownEvent', `a notice of kind ${event}`)
}

function open(keys: WechatPayKeys, resource: Record<string, unknown>): Record<string, unknown> {
  const field = (name: string) => textField(SERVICE, resource, name)
  if (field('algorithm') !== 'AEAD_AES_256_GCM') throw untrusted('badForm', 'a notice is sealed in another way')
  try {
    const associatedData = typeof resource['associated_data'] === 'string' ? resource['associated_data'] : ''
    const clear = openResource(keys, { nonce: field('nonce'), associatedData, ciphertext: field('ciphertext') })
    const value = jsonObject(clear)
    if (value) return value
  } catch (error) {
    if (error instanceof GatewayError) throw error
  }
  throw untrusted('badSeal', 'a notice cannot be opened with the APIv3 key')
}

function transferNotice(keys: WechatPayKeys, noticeId: string, value: Record<string, unknown>): WechatNotice {
  const { state, transfer_amount: amountFen, fail_reason: failReason } = value
  const mchid = value['mch_id'] ?? value['mchid']
  const finished = state === 'SUCCESS' || state === 'FAIL' || state === 'CANCELLED'
  if (!finished || typeof amountFen !== 'number' || mchid !== keys.mchid) {
    throw untrusted('badForm', 'a transfer notice lacks its facts')
  }
  return {
    kind: 'transferFinished',
    noticeId,
    outBillNo: textField(SERVICE, value, 'out_bill_no'),
    transferBillNo: textField(SERVICE, value, 'transfer_bill_no'),
    state,
    amountFen,
    openid: textField(SERVICE, value, 'openid'),
    ...(typeof failReason === 'string' ? { failReason } : {}),
    updatedAt: textField(SERVICE, value, 'update_time'),
  }
}

function authorisationNotice(noticeId: string, value: Record<string, unknown>): WechatNotice {
  const { state } = value
  if (state !== 'TAKING_EFFECT' && state !== 'CLOSED')
    throw untrusted('badForm', 'an authorisation notice lacks its state')
  return {
    kind: 'authorisationChanged',
    noticeId,
    outAuthorizationNo: textField(SERVICE, value, 'out_authorization_no'),
    openid: textField(SERVICE, value, 'openid'),
    state,
  }
}

function untrusted(code: string, message: string): GatewayError {
  return new GatewayError(SERVICE, 'untrusted', code, message)
}

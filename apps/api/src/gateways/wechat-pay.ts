/**
 * Paying a person through WeChat Pay: APIv3 merchant transfer (商家转账), confirmed by the person's tap or
 * authorised beforehand. https://pay.weixin.qq.com/doc/v3/merchant/4012716434
 */
import { randomUUID } from 'node:crypto'
import { call, GatewayError, jsonObject, textField } from './call.ts'
import type { GatewayTools } from './call.ts'
import { readWechatNotice, STATES } from './wechat-notices.ts'
import type { TransferState, WechatNotice } from './wechat-notices.ts'
import { authorizationHeader, encryptField, signedByPlatform } from './wechat-signature.ts'
import type { WechatPayKeys } from './wechat-signature.ts'

export interface TransferOrder {
  /** Our id of the payment: letters and digits, at most 32. Never change it for a retry. */
  outBillNo: string
  openid: string
  /** Checked against the wallet's owner; WeChat requires it from 2,000 yuan and refuses it below 0.3 yuan. */
  realName?: string
  amountFen: number
  /** Shown to the person; at most 32 characters. */
  remark: string
  /** What the scene must report, e.g. 岗位类型 and 报酬说明 for scene 1005. */
  reports: readonly { type: string; content: string }[]
  /** The person's authorisation in force: pays at once, without a tap. */
  outAuthorizationNo?: string
}

export interface Transfer {
  outBillNo: string
  /** WeChat's number. */
  transferBillNo: string
  state: TransferState
  /** Opens the page where the person taps "收款"; only while WAIT_USER_CONFIRM and only from `transfer`. */
  packageInfo?: string
  failReason?: string
}

export interface Authorisation {
  outAuthorizationNo: string
  state: 'WAIT_USER_CONFIRM' | 'TAKING_EFFECT' | 'CLOSED'
  /** Opens the page where the person agrees; only from `requestAuthorisation`. */
  packageInfo?: string
}

/**
 * Every act may throw GatewayError: `rejected` with WeChat's code means that this request was not carried out;
 * after `unavailable` and `untrusted` ask `query` and go on with the same number, never with a new one.
 */
export interface WechatPayGateway {
  /** Names the merchant to the wallet when it asks the person to tap «收款». */
  readonly merchantNo: string
  /** Repeating the same order is harmless; the same number with other content is refused (ALREADY_EXISTS). */
  transfer(order: TransferOrder): Promise<Transfer>
  /** Undefined: WeChat knows no such number. */
  query(outBillNo: string): Promise<Transfer | undefined>
  /** Before the person has tapped. Accepted is not done: query for CANCELLED. */
  cancel(outBillNo: string): Promise<Transfer>
  requestAuthorisation(request: {
    /** Letters and digits, at most 32. */
    outAuthorizationNo: string
    openid: string
    /** Shown to the person as the account this is for; at most 32 characters. */
    displayName: string
  }): Promise<Authorisation>
  queryAuthorisation(outAuthorizationNo: string): Promise<Authorisation | undefined>
  closeAuthorisation(outAuthorizationNo: string): Promise<Authorisation>
  /**
   * Checks and opens a notice. Answer it with HTTP 200 or 204; the same notice may come again.
   * @throws GatewayError `untrusted`
   */
  readNotice(notice: { headers: Record<string, string | string[] | undefined>; body: string }): WechatNotice
}

export interface WechatPayConfig extends WechatPayKeys {
  /** `https://api.mch.weixin.qq.com` */
  baseUrl: string
  appid: string
  /** 转账场景ID, granted to the merchant. */
  transferSceneId: string
  /** 用户收款感知, one of the scene's. */
  userRecvPerception: string
  /** Where WeChat sends notices: https, no query. */
  notifyUrl: string
}

const SERVICE = 'wechatPay'
const BILLS = '/v3/fund-app/mch-transfer/transfer-bills'
const AUTHORISATIONS = '/v3/fund-app/mch-transfer/user-confirm-authorization'

type Request = { method: 'GET' | 'POST'; path: string; value?: Record<string, unknown>; platformSerial?: string }

export function createWechatPayGateway(config: WechatPayConfig, tools: GatewayTools): WechatPayGateway {
  const send = (request: Request) => ask(config, tools, request)
  const billPath = (no: string) => `${BILLS}/out-bill-no/${encodeURIComponent(no)}`
  const authorisationPath = (no: string) => `${AUTHORISATIONS}/out-authorization-no/${encodeURIComponent(no)}`
  return {
    merchantNo: config.mchid,
    transfer: async (order) => transferFrom(order.outBillNo, await send(transferRequest(config, order))),
    query: async (no) => {
      const found = await orUndefined(send({ method: 'GET', path: billPath(no) }))
      return found && transferFrom(no, found)
    },
    cancel: async (no) => transferFrom(no, await send({ method: 'POST', path: `${billPath(no)}/cancel` })),
    requestAuthorisation: async (request) => {
      const value = authorisationBody(config, request)
      return authorisationFrom(request.outAuthorizationNo, await send({ method: 'POST', path: AUTHORISATIONS, value }))
    },
    queryAuthorisation: async (no) => {
      const found = await orUndefined(send({ method: 'GET', path: authorisationPath(no) }))
      return found && authorisationFrom(no, found)
    },
    closeAuthorisation: async (no) =>
      authorisationFrom(no, await send({ method: 'POST', path: `${authorisationPath(no)}/close` })),
    readNotice: (notice) => readWechatNotice(config, tools.clock(), notice),
  }
}

function transferRequest(config: WechatPayConfig, order: TransferOrder): Request {
  const name = order.realName === undefined ? undefined : encryptField(config, order.realName)
  const payee =
    order.outAuthorizationNo === undefined
      ? { openid: order.openid }
      : { out_authorization_no: order.outAuthorizationNo }
  const value = {
    appid: config.appid,
    out_bill_no: order.outBillNo,
    transfer_scene_id: config.transferSceneId,
    ...payee,
    ...(name === undefined ? {} : { user_name: name.sealed }),
    transfer_amount: order.amountFen,
    transfer_remark: order.remark,
    notify_url: config.notifyUrl,
    user_recv_perception: config.userRecvPerception,
    transfer_scene_report_infos: order.reports.map((one) => ({ info_type: one.type, info_content: one.content })),
  }
  const path = order.outAuthorizationNo === undefined ? BILLS : `${BILLS}/transfer`
  return { method: 'POST', path, value, ...(name === undefined ? {} : { platformSerial: name.serial }) }
}

function authorisationBody(
  config: WechatPayConfig,
  request: { outAuthorizationNo: string; openid: string; displayName: string },
): Record<string, unknown> {
  return {
    out_authorization_no: request.outAuthorizationNo,
    appid: config.appid,
    openid: request.openid,
    transfer_scene_id: config.transferSceneId,
    user_display_name: request.displayName,
    user_recv_perception: config.userRecvPerception,
    authorization_notify_url: config.notifyUrl,
  }
}

async function ask(config: WechatPayConfig, tools: GatewayTools, request: Request): Promise<Record<string, unknown>> {
  const { method, path } = request
  const body = request.value === undefined ? '' : JSON.stringify(request.value)
  const serial = request.platformSerial ?? config.platformKeys[0]?.serial ?? ''
  const answer = await call(SERVICE, tools, () => {
    const nonce = randomUUID().replaceAll('-', '')
    const headers = {
      accept: 'application/json',
      'content-type': 'application/json',
      'user-agent': 'ningde-linggong',
      'wechatpay-serial': serial,
      authorization: authorizationHeader(config, { method, path, body, now: tools.clock(), nonce }),
    }
    const url = `${config.baseUrl}${path}`
    return body === '' ? { method, url, headers } : { method, url, headers, body }
  })
  const text = answer.body.toString('utf8')
  const value = jsonObject(text) ?? {}
  // An unsigned refusal could be anybody's: paying again over another rail because of it would pay twice.
  if (!signedByPlatform(config, (name) => answer.headers.get(name) ?? '', text, tools.clock())) {
    const code = typeof value['code'] === 'string' ? value['code'] : 'badSignature'
    throw new GatewayError(SERVICE, 'untrusted', code, `an answer (HTTP ${answer.status}) is not signed by WeChat Pay`)
  }
  if (answer.status === 200) return value
  throw new GatewayError(SERVICE, 'rejected', String(value['code'] ?? answer.status), String(value['message'] ?? ''))
}

async function orUndefined<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked
  } catch (error) {
    if (error instanceof GatewayError && error.kind === 'rejected' && error.code === 'NOT_FOUND') return undefined
    throw error
  }
}

function transferFrom(outBillNo: string, value: Record<string, unknown>): Transfer {
  const state = STATES.find((one) => one === value['state'])
  if (!state || value['out_bill_no'] !== outBillNo) throw misfit()
  const { package_info: packageInfo, fail_reason: failReason } = value
  return {
    outBillNo,
    transferBillNo: textField(SERVICE, value, 'transfer_bill_no'),
    state,
    ...(typeof packageInfo === 'string' ? { packageInfo } : {}),
    ...(typeof failReason === 'string' ? { failReason } : {}),
  }
}

function authorisationFrom(outAuthorizationNo: string, value: Record<string, unknown>): Authorisation {
  const { state, package_info: packageInfo } = value
  if (value['out_authorization_no'] !== outAuthorizationNo) throw misfit()
  if (state !== 'WAIT_USER_CONFIRM' && state !== 'TAKING_EFFECT' && state !== 'CLOSED') throw misfit()
  return { outAuthorizationNo, state, ...(typeof packageInfo === 'string' ? { packageInfo } : {}) }
}

function misfit(): GatewayError {
  return new GatewayError(SERVICE, 'untrusted', 'badAnswer', 'the answer does not fit the question')
}

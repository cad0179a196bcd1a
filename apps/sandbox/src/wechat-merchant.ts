/** What the merchant may ask of the WeChat stand-in, with the published checks and errors. */
import { chinaIso } from './clock.ts'
import { isRecord, sha256Hex } from './input.ts'
import type { Authorisation, Bill, WechatBook } from './wechat-bills.ts'
import { WechatError } from './wechat-person.ts'
import type { WechatPerson } from './wechat-person.ts'
import { decryptField, encryptForMerchant } from './wechat-signing.ts'
import type { World } from './world.ts'

type Fields = Record<string, unknown>

// Published for user_name: required from 2,000 yuan, not accepted below 0.3 yuan.
const NAME_NEEDED_FROM_FEN = 200_000
const NAME_ALLOWED_FROM_FEN = 30

export class WechatMerchant {
  readonly #world: World
  readonly #book: WechatBook
  readonly #person: WechatPerson

  constructor(world: World, book: WechatBook, person: WechatPerson) {
    this.#world = world
    this.#book = book
    this.#person = person
  }

  async transfer(body: Fields): Promise<Fields> {
    const openid = needed(body, 'openid', 64)
    const known = this.#sameBill(body, openid)
    if (known) return created(known)
    const bill = this.#newBill(body, openid)
    await this.#world.record('wechat.bill', bill)
    return created(bill)
  }

  async transferAuthorised(body: Fields): Promise<Fields> {
    if ('openid' in body) throw new WechatError(400, 'PARAM_ERROR', '不支持传入openid参数, 请检查')
    const authorizationId = optional(body, 'authorization_id')
    const outAuthorizationNo = optional(body, 'out_authorization_no')
    if ((authorizationId === undefined) === (outAuthorizationNo === undefined)) {
      throw new WechatError(400, 'PARAM_ERROR', '微信免确认收款授权单号和商户授权单号须且只能传一个')
    }
    const authorisation = this.#book.authorisationBy({ authorizationId, outAuthorizationNo })
    const openid = authorisation?.openid ?? ''
    const known = this.#sameBill(body, openid)
    if (known) return this.#described(known)
    if (authorisation?.state !== 'TAKING_EFFECT') {
      throw new WechatError(400, 'INVALID_REQUEST', '用户未授权或授权已关闭')
    }
    const settled = this.#book.settle(this.#newBill(body, openid), chinaIso(this.#world.clock.now()))
    await this.#person.finish(settled)
    return this.#described(settled)
  }

  async query(outBillNo: string): Promise<Fields> {
    return this.#described(this.#found(outBillNo))
  }

  async cancel(outBillNo: string): Promise<Fields> {
    const bill = this.#found(outBillNo)
    const at = chinaIso(this.#world.clock.now())
    if (bill.state === 'WAIT_USER_CONFIRM' || bill.state === 'ACCEPTED') {
      await this.#person.finish({ ...bill, state: 'CANCELLED', updatedAt: at })
    } else if (bill.state !== 'CANCELLED') {
      throw new WechatError(400, 'INVALID_REQUEST', '当前单据状态不支持撤销')
    }
    const { transferBillNo } = bill
    // Accepted; the end state is found by querying, as published.
    return { out_bill_no: outBillNo, transfer_bill_no: transferBillNo, state: 'CANCELING', update_time: at }
  }

  async authorise(body: Fields): Promise<Fields> {
    const outAuthorizationNo = needed(body, 'out_authorization_no', 32)
    const fingerprint = sha256Hex(JSON.stringify(Object.entries(body).sort()))
    const known = this.#book.authorisations.get(outAuthorizationNo)
    if (known && known.fingerprint !== fingerprint) throw new WechatError(400, 'ALREADY_EXISTS', '商户授权单号已存在')
    const one: Authorisation = known ?? {
      outAuthorizationNo,
      authorizationId: this.#world.newId(),
      openid: needed(body, 'openid', 64),
      userDisplayName: needed(body, 'user_display_name', 32),
      sceneId: needed(body, 'transfer_scene_id', 36),
      userRecvPerception: optional(body, 'user_recv_perception'),
      notifyUrl: needed(body, 'authorization_notify_url', 256),
      fingerprint,
      packageInfo: `sandbox-authorization-${this.#world.newId()}`,
      state: 'WAIT_USER_CONFIRM',
      createdAt: chinaIso(this.#world.clock.now()),
      authorizedAt: undefined,
      closedAt: undefined,
    }
    this.#checkAppid(body)
    if (!known) await this.#world.record('wechat.authorisation', one)
    return {
      out_authorization_no: outAuthorizationNo,
      state: one.state,
      create_time: one.createdAt,
      package_info: one.packageInfo,
    }
  }

  async authorisation(outAuthorizationNo: string): Promise<Fields> {
    return this.#person.describe(this.#foundAuthorisation(outAuthorizationNo))
  }

  async closeAuthorisation(outAuthorizationNo: string): Promise<Fields> {
    const found = this.#foundAuthorisation(outAuthorizationNo)
    if (found.state === 'CLOSED') return this.#person.describe(found)
    const closed: Authorisation = { ...found, state: 'CLOSED', closedAt: chinaIso(this.#world.clock.now()) }
    await this.#person.settleAuthorisation(closed)
    return this.#person.describe(closed)
  }

  /** The bill of that number when everything else is the same too. */
  #sameBill(body: Fields, openid: string): Bill | undefined {
    const known = this.#book.bills.get(needed(body, 'out_bill_no', 32))
    if (known && known.fingerprint !== this.#fingerprint(body, openid)) {
      throw new WechatError(400, 'ALREADY_EXISTS', '商户单号已存在，且与原单据信息不一致')
    }
    return known
  }

  // The name is compared in clear: its encryption differs each time.
  #fingerprint(body: Fields, openid: string): string {
    const fields = { ...body, openid, user_name: this.#userName(body) ?? null }
    return sha256Hex(JSON.stringify(Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1))))
  }

  #newBill(body: Fields, openid: string): Bill {
    this.#checkAppid(body)
    const amountFen = body['transfer_amount']
    if (typeof amountFen !== 'number' || !Number.isSafeInteger(amountFen) || amountFen <= 0) {
      throw new WechatError(400, 'PARAM_ERROR', '转账金额须为正整数，单位为分')
    }
    const userName = this.#userName(body)
    if (userName === undefined && amountFen >= NAME_NEEDED_FROM_FEN) {
      throw new WechatError(400, 'PARAM_ERROR', '转账金额达到2000元，收款用户姓名必填')
    }
    if (userName !== undefined && amountFen < NAME_ALLOWED_FROM_FEN) {
      throw new WechatError(400, 'PARAM_ERROR', '转账金额小于0.3元，不支持校验姓名')
    }
    checkReports(body['transfer_scene_report_infos'])
    const outBillNo = needed(body, 'out_bill_no', 32)
    if (!/^[0-9A-Za-z]+$/.test(outBillNo)) throw new WechatError(400, 'PARAM_ERROR', '商户单号只能由数字、字母组成')
    const at = chinaIso(this.#world.clock.now())
    return {
      outBillNo,
      transferBillNo: `1330000${this.#world.newId()}`,
      openid,
      amountFen,
      remark: needed(body, 'transfer_remark', 32),
      sceneId: needed(body, 'transfer_scene_id', 36),
      userName,
      notifyUrl: optional(body, 'notify_url'),
      fingerprint: this.#fingerprint(body, openid),
      packageInfo: `sandbox-${this.#world.newId()}`,
      state: 'WAIT_USER_CONFIRM',
      failReason: undefined,
      createdAt: at,
      updatedAt: at,
    }
  }

  #userName(body: Fields): string | undefined {
    const sealed = optional(body, 'user_name')
    if (sealed === undefined) return undefined
    const clear = decryptField(this.#world.credentials.wechatPay, sealed)
    if (clear === undefined) throw new WechatError(400, 'PARAM_ERROR', '收款用户姓名解密失败')
    return clear
  }

  #checkAppid(body: Fields): void {
    if (body['appid'] !== this.#world.credentials.wechatPay.appid) {
      throw new WechatError(400, 'INVALID_REQUEST', 'appid与商户号不匹配')
    }
  }

  #found(outBillNo: string): Bill {
    const bill = this.#book.bills.get(outBillNo)
    if (!bill) throw new WechatError(404, 'NOT_FOUND', '记录不存在')
    return bill
  }

  #foundAuthorisation(outAuthorizationNo: string): Authorisation {
    const found = this.#book.authorisations.get(outAuthorizationNo)
    if (!found) throw new WechatError(404, 'NOT_FOUND', '授权单不存在')
    return found
  }

  #described(bill: Bill): Fields {
    const keys = this.#world.credentials.wechatPay
    return {
      mch_id: keys.mchid,
      out_bill_no: bill.outBillNo,
      transfer_bill_no: bill.transferBillNo,
      appid: keys.appid,
      state: bill.state,
      transfer_amount: bill.amountFen,
      transfer_remark: bill.remark,
      ...(bill.failReason === undefined ? {} : { fail_reason: bill.failReason }),
      openid: bill.openid,
      ...(bill.userName === undefined ? {} : { user_name: encryptForMerchant(keys, bill.userName) }),
      create_time: bill.createdAt,
      update_time: bill.updatedAt,
    }
  }
}

function created(bill: Bill): Fields {
  return {
    out_bill_no: bill.outBillNo,
    transfer_bill_no: bill.transferBillNo,
    create_time: bill.createdAt,
    state: bill.state,
    ...(bill.state === 'WAIT_USER_CONFIRM' ? { package_info: bill.packageInfo } : {}),
  }
}

// info_type at most 15 characters, info_content at most 32; the scene needs at least one.
function checkReports(infos: unknown): void {
  const fine =
    Array.isArray(infos) &&
    infos.length > 0 &&
    infos.every((one) => isRecord(one) && fits(one['info_type'], 15) && fits(one['info_content'], 32))
  if (!fine) throw new WechatError(400, 'PARAM_ERROR', '转账场景报备信息有误')
}

const fits = (value: unknown, longest: number) =>
  typeof value === 'string' && value.length > 0 && [...value].length <= longest

function needed(body: Fields, field: string, longest: number): string {
  const value = body[field]
  if (typeof value !== 'string' || !fits(value, longest)) throw new WechatError(400, 'PARAM_ERROR', `${field}有误`)
  return value
}

function optional(body: Fields, field: string): string | undefined {
  const value = body[field]
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** Transfer bills, authorisations and wallets of the WeChat stand-in, and what may happen to them. */
import type { Replays } from './world.ts'

export type BillState =
  | 'ACCEPTED'
  | 'PROCESSING'
  | 'WAIT_USER_CONFIRM'
  | 'TRANSFERING'
  | 'SUCCESS'
  | 'FAIL'
  | 'CANCELING'
  | 'CANCELLED'

export interface Bill {
  outBillNo: string
  transferBillNo: string
  openid: string
  amountFen: number
  remark: string
  sceneId: string
  userName: string | undefined
  notifyUrl: string | undefined
  /** The request as compared when the same number comes again. */
  fingerprint: string
  packageInfo: string
  state: BillState
  failReason: string | undefined
  createdAt: string
  updatedAt: string
}

export type AuthorisationState = 'WAIT_USER_CONFIRM' | 'TAKING_EFFECT' | 'CLOSED'

export interface Authorisation {
  outAuthorizationNo: string
  authorizationId: string
  openid: string
  userDisplayName: string
  sceneId: string
  userRecvPerception: string | undefined
  notifyUrl: string
  fingerprint: string
  packageInfo: string
  state: AuthorisationState
  createdAt: string
  authorizedAt: string | undefined
  closedAt: string | undefined
}

/** A person's wallet. Wallets nobody described are verified and carry whatever name is asked for. */
export interface Wallet {
  openid: string
  verified: boolean
  name: string | undefined
}

export class WechatBook implements Replays {
  readonly bills = new Map<string, Bill>()
  readonly authorisations = new Map<string, Authorisation>()
  readonly wallets = new Map<string, Wallet>()

  apply(kind: string, data: unknown): void {
    if (kind === 'wechat.bill') put(this.bills, (data as Bill).outBillNo, data as Bill)
    if (kind === 'wechat.authorisation') {
      put(this.authorisations, (data as Authorisation).outAuthorizationNo, data as Authorisation)
    }
    if (kind === 'wechat.wallet') put(this.wallets, (data as Wallet).openid, data as Wallet)
  }

  authorisationBy(reference: { authorizationId?: string | undefined; outAuthorizationNo?: string | undefined }) {
    return [...this.authorisations.values()].find(
      (one) =>
        one.authorizationId === reference.authorizationId || one.outAuthorizationNo === reference.outAuthorizationNo,
    )
  }

  /** Where the money goes once the person has agreed: `SUCCESS`, or `FAIL` with the published reason. */
  settle(bill: Bill, at: string): Bill {
    const wallet = this.wallets.get(bill.openid)
    const failReason = this.#refusal(wallet, bill)
    return { ...bill, state: failReason ? 'FAIL' : 'SUCCESS', failReason, updatedAt: at }
  }

  // https://pay.weixin.qq.com/doc/v3/merchant/4013774966 : the payee must complete their identity first.
  #refusal(wallet: Wallet | undefined, bill: Bill): string | undefined {
    if (wallet && !wallet.verified) return 'PAYEE_ACCOUNT_ABNORMAL'
    if (wallet?.name !== undefined && bill.userName !== undefined && wallet.name !== bill.userName) {
      return 'NAME_NOT_CORRECT'
    }
    return undefined
  }
}

function put<T>(map: Map<string, T>, key: string, value: T): void {
  map.set(key, value)
}

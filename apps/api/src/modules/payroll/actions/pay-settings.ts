import { isCardNumber } from '@linggong/reference'
import type { Ctx } from '../../../kernel/context.ts'
import { refuse } from '../../../kernel/errors.ts'
import { actingWorker } from '../../../kernel/rights.ts'
import type { Doors } from '../doors.ts'
import { putPaySettings, readPaySettings, waysOf, type PaySettings } from '../payout-store.ts'
import { payCheck, railsFor, type Rail } from '../rules/rails.ts'
import { settingsToView } from '../view.ts'

export type PaySettingsChange = {
  onBehalfOf?: string | undefined
  preferredRail: Exclude<Rail, 'cash'>
  openid?: string | null | undefined
  bankAccount?: string | null | undefined
  bankName?: string | null | undefined
}

export async function showPaySettings(ctx: Ctx, workerId: string) {
  const settings = await readPaySettings(ctx, workerId)
  return { settings: settingsToView(settings), check: payCheck(waysOf(settings)) }
}

const keep = <T>(given: T | undefined, before: T): T => (given === undefined ? before : given)

/**
 * Sets how a worker is paid. The account is the worker's own: wages go to nobody else (工资支付暂行规定 第6条),
 * a crew leader's account cannot be named. Refuses BankAccountInvalid, PayWayMissing.
 */
export async function changePaySettings(ctx: Ctx, doors: Doors, change: PaySettingsChange) {
  const acting = await actingWorker(ctx, change.onBehalfOf)
  const before = await readPaySettings(ctx, acting.workerId)
  if (change.bankAccount && !isCardNumber(change.bankAccount)) {
    refuse('BankAccountInvalid', {
      problems: [{ path: 'bankAccount', code: 'checkDigit', message: '卡号不对,请再核对一遍' }],
    })
  }
  const person = await doors.person(ctx, acting.workerId)
  const bankAccount = keep(change.bankAccount, before?.bankAccount ?? null)
  const openid = keep(change.openid, before?.openid ?? null)
  const settings: PaySettings = {
    preferredRail: change.preferredRail,
    openid,
    // An authorisation belongs to one wallet.
    authorisationNo: openid === before?.openid ? before.authorisationNo : null,
    bankAccount,
    bankName: bankAccount === null ? null : keep(change.bankName, before?.bankName ?? null),
    bankAccountHolder: bankAccount === null ? null : person.name,
  }
  if (railsFor(waysOf(settings)).length === 0) refuse('PayWayMissing')
  await putPaySettings(ctx, acting.workerId, settings)
  ctx.audit({
    subjectKind: 'person',
    subjectId: acting.workerId,
    act: 'changePaySettings',
    capacity: acting.by,
    concerns: [acting.workerId],
    ...(acting.onBehalfOf && { onBehalfOf: acting.onBehalfOf }),
    data: { preferredRail: settings.preferredRail, wallet: openid !== null, account: bankAccount !== null },
  })
  ctx.emit({ name: 'paySettingsChanged', subjectKind: 'person', subjectId: acting.workerId })
  return showPaySettings(ctx, acting.workerId)
}

import { isCardNumber } from '@linggong/reference'
import type { SubsidyState } from '@linggong/contract'

/** Digits of an account as typed: spaces and dashes between them are how banks print them. */
export const accountDigits = (typed: string): string => typed.replace(/[\s\-–]/g, '')

/**
 * What is wrong with an account number; empty: nothing that can be seen. Accounts of organisations carry no check digit
 * that all banks share, cards (62…) do: GB/T 14916.
 * @param bounds fewest and most digits, of the policy pack; null where no policy is in force
 */
export function accountProblems(typed: string, bounds: { min: number; max: number } | null): string[] {
  if (typed.trim() === '') return ['请填账号']
  if (/^\d+(\.\d+)?e\+?\d+$/i.test(typed.trim()))
    return ['账号被表格软件改成了科学计数法,后几位已经丢了,请对照开户许可证填全部数字']
  const digits = accountDigits(typed)
  if (!/^\d+$/.test(digits)) return ['账号只能有数字,如 1407 0121 0900 0123 456']
  const problems: string[] = []
  if (bounds && (digits.length < bounds.min || digits.length > bounds.max))
    problems.push(`账号要${bounds.min}到${bounds.max}位数字,您填了${digits.length}位`)
  if (/^(\d)\1+$/.test(digits)) problems.push('账号的数字全是一样的,请核对')
  if (/^62\d{14,17}$/.test(digits) && !isCardNumber(digits)) problems.push('这个银行卡号的校验位不对,请再核对一遍')
  return problems
}

export type Payable = {
  siteName: string
  state: SubsidyState
  hasAppropriation: boolean
  /** Number of the file it stands in now. */
  fileNumber: string | null
  hasAccount: boolean
}

/** Why a subsidy cannot go into a payment file, in the words of the finance office; empty: it can. */
export function notPayable(one: Payable): string[] {
  if (one.fileNumber !== null) return [`${one.siteName}:已在拨付文件${one.fileNumber}里`]
  const problems: string[] = []
  if (one.state !== 'cleared' || !one.hasAppropriation) problems.push(`${one.siteName}:还没有公示期满,不能拨付`)
  if (!one.hasAccount) problems.push(`${one.siteName}:运营机构还没有登记收款账户,请它在“申报补助”页登记`)
  return problems
}

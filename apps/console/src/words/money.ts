import { mostFen, tooMuchWords } from '@linggong/contract/amounts.ts'

/** Yuan with as many decimals as it takes: 20000 → «200», 1234550 → «12,345.5». */
export function yuan(fen: number): string {
  const sign = fen < 0 ? '-' : ''
  const whole = Math.floor(Math.abs(fen) / 100)
  const rest = Math.abs(fen) % 100
  const grouped = String(whole).replace(/\B(?=(\d{3})+$)/g, ',')
  return `${sign}${grouped}${rest === 0 ? '' : `.${String(rest).padStart(2, '0').replace(/0$/, '')}`}`
}

/** «1,234.50元»: always with the unit. */
export function money(fen: number): string {
  return `${yuan(fen)}元`
}

/**
 * A kept decision's sentence with its amounts as they are written everywhere else: «全市标准200000元» → «全市标准200,000元».
 * Only here, where people read it: kept decisions are compared word for word when the policy is replayed.
 */
export function spacedAmounts(sentence: string): string {
  return sentence.replace(/[\d.,]+(?=\s?元)/g, (amount) =>
    /^\d{4,}(\.\d{1,2})?$/.test(amount) ? yuan(Math.round(Number(amount) * 100)) : amount,
  )
}

export type Pay = { payMethod: string; amountFen: number; pieceUnit: string | null }

/** «200元/天», «18元/小时», «2.5元/斤», «600元 包干». */
export function payWords({ payMethod, amountFen, pieceUnit }: Pay): string {
  const unit = { hourly: '/小时', daily: '/天', piece: `/${pieceUnit ?? '件'}`, lumpSum: ' 包干' }[payMethod] ?? ''
  return `${yuan(amountFen)}元${unit}`
}

/** When the wage comes, in the words of the hall. */
export const settlementWords: Readonly<Record<string, string>> = {
  perShift: '日结',
  weekly: '周结',
  fortnightly: '半月结',
  onCompletion: '干完结',
  monthly: '月结',
}

export const payMethodWords: Readonly<Record<string, string>> = {
  hourly: '按小时',
  daily: '按天',
  piece: '计件',
  lumpSum: '包干',
}

export const fillModeWords: Readonly<Record<string, string>> = {
  grab: '抢单',
  apply: '报名',
  dispatch: '派单',
}

const places = { '': 2, 万: 6, 亿: 10 } as const

/**
 * Yuan as typed → fen; undefined where it is no amount. Takes «200», «1,234.5», «200元», «18.5万», full-width figures.
 * However much it is: `amountSlip` says when it is too much.
 */
export function readYuan(typed: string): number | undefined {
  const plain = typed.normalize('NFKC').replace(/[\s,元\u00a5]/gu, '')
  const match = /^(\d+)(?:\.(\d+))?([万亿]?)$/u.exec(plain)
  if (!match) return undefined
  const [, whole = '', decimals = '', unit = ''] = match
  const kept = places[unit as keyof typeof places]
  return decimals.length > kept ? undefined : Number(whole + decimals.padEnd(kept, '0'))
}

/** What is wrong with an amount as read, in words: none, nothing or too much; undefined where it can be sent. */
export function amountSlip(fen: number | undefined, examples: string): string | undefined {
  if (fen === undefined || fen === 0) return `金额写数字,如 ${examples}`
  return fen > mostFen ? tooMuchWords : undefined
}

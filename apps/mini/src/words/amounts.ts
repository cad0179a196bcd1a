/** Money and pay as people say them. Money is integer fen. */

/** 200元, 25.5元, 0.08元; with thousands apart from 10,000 up. */
export function yuan(fen: number): string {
  return `${yuanNumber(fen)}元`
}

/** The number alone: `1,234.5`. */
export function yuanNumber(fen: number): string {
  const sign = fen < 0 ? '-' : ''
  const whole = Math.floor(Math.abs(fen) / 100)
  const rest = Math.abs(fen) % 100
  const grouped = whole >= 10_000 ? String(whole).replace(/\B(?=(\d{3})+$)/g, ',') : String(whole)
  const decimals = rest === 0 ? '' : `.${String(rest).padStart(2, '0').replace(/0$/, '')}`
  return `${sign}${grouped}${decimals}`
}

type Pay = { payMethod: 'hourly' | 'daily' | 'piece' | 'lumpSum'; amountFen: number; pieceUnit?: string | null }

/** What stands after the amount: /小时, /天, /斤; the whole job has none. */
export function payUnit({ payMethod, pieceUnit }: Pay): string {
  if (payMethod === 'hourly') return '/小时'
  if (payMethod === 'daily') return '/天'
  if (payMethod === 'piece') return `/${pieceUnit ?? '件'}`
  return ''
}

/** 200元/天, 25元/小时, 0.8元/斤, 一共3000元. */
export function payWords(pay: Pay): string {
  return pay.payMethod === 'lumpSum' ? `一共${yuan(pay.amountFen)}` : `${yuan(pay.amountFen)}${payUnit(pay)}`
}

export const payMethodWords = { hourly: '按小时', daily: '按天', piece: '计件', lumpSum: '一口价' } as const

/** When the money comes, in words of the hall. */
export const cycleWords = {
  perShift: '干完当天发',
  weekly: '一周一发',
  fortnightly: '半个月一发',
  onCompletion: '整个活干完发',
  monthly: '一月一发',
} as const

export const fillModeWords = { grab: '先到先得', apply: '报名等选', dispatch: '平台派单' } as const

/** Fen of what a person typed in yuan (`25`, `25.5`, `１２`), or undefined when it is no amount. */
export function fenOf(typed: string): number | undefined {
  const plain = typed
    .replace(/[０-９．]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replace(/[,，\s元]/g, '')
  if (!/^\d{1,15}(\.\d{1,2})?$/.test(plain)) return undefined
  const [whole, decimals = ''] = plain.split('.')
  return Number(whole) * 100 + Number(decimals.padEnd(2, '0'))
}

/** How times, amounts and hashes are written on paper. */

const CLOCK = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
})

/** An ISO 8601 instant as 2026年3月5日 07:30:05, Beijing time. Errors: `RangeError` for what is no time. */
export function timeZh(iso: string): string {
  const part = Object.fromEntries(CLOCK.formatToParts(new Date(iso)).map(({ type, value }) => [type, value]))
  return `${part['year']}年${part['month']}月${part['day']}日 ${part['hour']}:${part['minute']}:${part['second']}`
}

/** Integer fen as ¥1,234.50. Errors: `RangeError` when not a safe integer. */
export function yuan(amountFen: number): string {
  if (!Number.isSafeInteger(amountFen)) throw new RangeError('an amount is a whole number of fen')
  const absolute = Math.abs(amountFen)
  const whole = String(Math.floor(absolute / 100)).replace(/\B(?=(\d{3})+$)/g, ',')
  return `${amountFen < 0 ? '-' : ''}¥${whole}.${String(absolute % 100).padStart(2, '0')}`
}

/** A hash or code in groups of eight, so that two people can compare it aloud. */
export function grouped(text: string, size = 8): string {
  return text.match(new RegExp(`.{1,${size}}`, 'g'))?.join(' ') ?? ''
}

/** Chinese numerals for the headings of clauses, 1 to 99. */
export function numeralZh(value: number): string {
  const digits = '零一二三四五六七八九'
  const tens = Math.floor(value / 10)
  const ones = value % 10
  const head = tens === 0 ? '' : `${tens === 1 ? '' : digits[tens]}十`
  return `${head}${ones > 0 || tens === 0 ? digits[ones] : ''}`
}

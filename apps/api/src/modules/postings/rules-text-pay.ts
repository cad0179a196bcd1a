import { messageWords } from '@linggong/reference'
import { anyOf, numberOf, numberPattern, type Found } from './rules-text-numbers.ts'

export type PayMethod = 'hourly' | 'daily' | 'piece' | 'lumpSum' | 'month'
export type TextPay = {
  fen: number
  /** A range was written; the least counts. */
  range: boolean
  /** Null where the message does not say for what: `200元`. */
  method: PayMethod | null
  pieceUnit: string | null
}

const units = messageWords('unit')
const unit = anyOf(units)
const money = '(?:元|块钱?|塊)'
const amount = `(${numberPattern})`
const dash = '(?:元|块)?\\s*[-~至到]{1,2}\\s*'
const perOne = '(?:/\\s*|每个?|一个?|(?<!\\d)1\\s*个?)'

/** `200一天`, `28元/小时`, `20-22元一小时`, `260元每天` */
const amountFirst = new RegExp(
  `${amount}(?:${dash}${amount})?\\s*${money}?\\s*${perOne}\\s*(${unit})(?![薪资人名]|半|小时)`,
  'g',
)
/** `300一个人`: how much, but not for how long. */
const perPerson = new RegExp(`${amount}(?:${dash}${amount})?\\s*${money}?\\s*(?:/|每个?|一个?)\\s*人`, 'g')
/** `一小时28元`, `每斤40元-45元`, `一天200` */
const unitFirst = new RegExp(
  `(?:每个?|一个?|(?<!\\d)1\\s*个?)\\s*(${unit})[^\\d一二两三四五六七八九十\\n,。]{0,4}?[::]?\\s*${amount}(?:${dash}${amount})?\\s*${money}`,
  'g',
)
const unitFirstBare = new RegExp(`(?:每|一)\\s*(天|日|小时)\\s*[::]?\\s*(\\d{2,4})(?![\\d点:./个名位人小])`, 'g')
/** `时薪10块`, `日薪5000元` */
const rates = messageWords('rate')
const rateFirst = new RegExp(`(${anyOf(rates)})[^\\d\\n]{0,3}${amount}(?:${dash}${amount})?`, 'g')
/** `5500-7500元/月`, `7-9K` */
const thousands = /(\d+(?:\.\d+)?)(?:\s*[-~一]\s*(\d+(?:\.\d+)?))?\s*[kK](?![a-zA-Z])/g
const lump = new RegExp(`${anyOf(messageWords('lump'))}[^\\d\\n]{0,4}${amount}\\s*${money}`, 'g')
const bare = new RegExp(`${amount}(?:${dash}${amount})?\\s*${money}`, 'g')
const notPay = new RegExp(`${anyOf(messageWords('notPay'))}[^,。;;\\n]{0,4}$`)

/** Chinese digits alone mean a count as often as money: 一天一个半小时. */
const moneyNumber = (words: string): number | null => (/^\d|[十百千]/.test(words) ? numberOf(words) : null)

function payOf(low: string, high: string | undefined, said: string): Omit<TextPay, 'method' | 'pieceUnit'> | undefined {
  const numbers = [low, ...(high ? [high] : [])].map((one) => moneyNumber(one))
  if (numbers.some((one) => one === null || one === 0)) return undefined
  const least = Math.min(...(numbers as number[]))
  const factor = /[kK]$/.test(said) ? 1_000 : 1
  return { fen: Math.round(least * factor * 100), range: high !== undefined }
}

const methodOf = (word: string): PayMethod | null =>
  (units.find((one) => one.word === word)?.value as PayMethod | undefined) ?? null

type Match = { low: string; high: string | undefined; method: PayMethod | null; unitWord: string | null }

function collect(text: string, pattern: RegExp, read: (match: RegExpMatchArray) => Match): Array<Found<TextPay>> {
  return [...text.matchAll(pattern)].flatMap((match) => {
    const from = match.index
    if (notPay.test(text.slice(Math.max(0, from - 8), from))) return []
    const { low, high, method, unitWord } = read(match)
    const pay = payOf(low, high, match[0])
    if (!pay) return []
    const pieceUnit = method === 'piece' ? unitWord : null
    return [{ value: { ...pay, method, pieceUnit }, from, to: from + match[0].length }]
  })
}

/** Every amount of pay of a message, those whose kind is surest first. */
function paysIn(text: string): Array<Found<TextPay>> {
  const rateOf = (word: string) => (rates.find((one) => one.word === word)?.value ?? null) as PayMethod | null
  const all = [
    ...collect(text, rateFirst, (m) => ({ method: rateOf(m[1]!), low: m[2]!, high: m[3], unitWord: null })),
    ...collect(text, unitFirst, (m) => ({ method: methodOf(m[1]!), low: m[2]!, high: m[3], unitWord: m[1]! })),
    ...collect(text, amountFirst, (m) => ({ method: methodOf(m[3]!), low: m[1]!, high: m[2], unitWord: m[3]! })),
    ...collect(text, thousands, (m) => ({ method: 'month', low: m[1]!, high: m[2], unitWord: null })),
    ...collect(text, unitFirstBare, (m) => ({ method: methodOf(m[1]!), low: m[2]!, high: undefined, unitWord: null })),
    ...collect(text, lump, (m) => ({ method: 'lumpSum', low: m[1]!, high: undefined, unitWord: null })),
    ...collect(text, perPerson, (m) => ({ method: null, low: m[1]!, high: m[2], unitWord: null })),
    ...collect(text, bare, (m) => ({ method: null, low: m[1]!, high: m[2], unitWord: null })),
  ]
  return all.filter((one, index) => !all.slice(0, index).some((before) => before.from < one.to && one.from < before.to))
}

/** An hourly price beside a daily one is what the daily one is reckoned from. */
const order: Array<PayMethod | null> = ['hourly', 'daily', 'piece', 'lumpSum', 'month', null]

/** What the message pays; `others`: further amounts of the same kind, as of a second job. */
export function readPay(text: string): {
  pay: Found<TextPay> | undefined
  spans: Array<Found<TextPay>>
  others: boolean
} {
  const spans = paysIn(text)
  const pay = spans.toSorted(
    (a, b) => order.indexOf(a.value.method) - order.indexOf(b.value.method) || a.from - b.from,
  )[0]
  const others = spans.some((one) => pay && one.value.method === pay.value.method && one.value.fen !== pay.value.fen)
  return { pay, spans, others }
}

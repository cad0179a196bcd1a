/** Numbers as people write them in messages. */

const digits: Record<string, number> = { 零: 0, 一: 1, 二: 2, 两: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9 }
const tens: Record<string, number> = { 十: 10, 百: 100, 千: 1_000 }

/** Pattern of a number: `3`, `13.5`, `三`, `二十`, `两百五`. */
export const numberPattern = '(?:\\d+(?:\\.\\d+)?|[零一二两三四五六七八九十百千]+)'

/** `一百五` is 150: a last digit counts a tenth of the unit before it. */
function chineseNumber(words: string): number | null {
  let sum = 0
  let open: number | null = null
  let lastUnit = 10
  for (const sign of words) {
    const digit = digits[sign]
    const unit = tens[sign]
    if (digit !== undefined) {
      if (open !== null && open !== 0) return null
      open = digit
      if (digit === 0) lastUnit = 10
    } else if (unit !== undefined) {
      sum += (open ?? 1) * unit
      open = null
      lastUnit = unit
    } else return null
  }
  return sum + (open ?? 0) * (sum > 0 && open !== null ? lastUnit / 10 : 1)
}

/** Null for what is no number. */
export function numberOf(words: string): number | null {
  if (/^\d+(\.\d+)?$/.test(words)) return Number(words)
  return words === '' ? null : chineseNumber(words)
}

/** Full-width signs become half-width and dashes one dash, one sign for one, so that positions stay. */
export function plainSigns(text: string): string {
  return text
    .replace(/[\uff01-\uff5e]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replace(/[–—―]/g, '-')
    .replace(/[~〜]/g, '~')
    .replaceAll('\u3000', ' ')
}

/** What a reader understood, from which words of the message. */
export type Found<T> = { value: T; from: number; to: number }

/** The same text with words that have been understood blanked out, so that no second reader counts them. */
export function without(text: string, spans: ReadonlyArray<{ from: number; to: number }>): string {
  const signs = [...Array(text.length).keys()].map((at) => text[at] ?? '')
  for (const { from, to } of spans)
    for (let at = from; at < to; at += 1) signs[at] = signs[at] === '\n' ? '\n' : '\u0001'
  return signs.join('')
}

/** Pattern of any of these words, the longer first. */
export const anyOf = (words: ReadonlyArray<{ word: string }>): string =>
  `(?:${words.map(({ word }) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|')})`

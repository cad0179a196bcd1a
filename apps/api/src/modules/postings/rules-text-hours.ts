/** Working hours as people write them: «8:30-17:30», «早上8点-下午3点», «早七晚五», «十小时», «夜班12小时». */
export type Hours = { start: string; end: string; breakMinutes: number; filled: string[] }

const digits: Record<string, number> = {
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
  十: 10,
  十一: 11,
  十二: 12,
}
const number = (words: string): number => digits[words] ?? Number(words)

const half = '(凌晨|早上|早|上午|中午|下午|晚上|晚)?'
const hour = '(\\d{1,2}|十[一二]?|[一二三四五六七八九])'
const point = `${half}\\s*${hour}\\s*(?:(?:[:点]\\s*(\\d{2})?)(半)?)`
const span = new RegExp(`${point}\\s*(?:分)?\\s*(?:-|—|~|至|到)\\s*${point}`, 'g')
const shortSpan = new RegExp(`早${hour}晚${hour}`)
const lengthOnly = new RegExp(`${hour}(?:个)?(?:半)?小时`)

function minutesOf(part: string | undefined, hourWords: string, minuteWords?: string, halfPast?: string): number {
  const clock = number(hourWords)
  const afternoon = (part === '下午' || part === '晚上' || part === '晚') && clock < 12
  return (clock + (afternoon ? 12 : 0)) * 60 + (halfPast ? 30 : Number(minuteWords ?? 0))
}

function clockTime(minutes: number): string {
  const within = ((minutes % 1_440) + 1_440) % 1_440
  return `${String(Math.floor(within / 60)).padStart(2, '0')}:${String(within % 60).padStart(2, '0')}`
}

const normalised = (text: string): string =>
  text.replace(/[\uff01-\uff5e]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0)).replaceAll('–', '-')

/** 下午1点到5点, 8点到5点: the end is said on the twelve-hour clock, on the same day. */
function meansSameHalf(match: RegExpMatchArray, to: number): boolean {
  return match[5] === undefined && to <= 720 && (match[1] !== undefined || match[0].includes('点'))
}

function spansIn(text: string): Array<{ from: number; to: number }> {
  const compact = shortSpan.exec(text)
  if (compact) return [{ from: number(compact[1] ?? '') * 60, to: (number(compact[2] ?? '') + 12) * 60 }]
  return [...text.matchAll(span)].map((match) => {
    const from = minutesOf(match[1], match[2] ?? '', match[3], match[4])
    const to = minutesOf(match[5], match[6] ?? '', match[7], match[8])
    if (to > from) return { from, to }
    return { from, to: meansSameHalf(match, to) && to + 720 > from ? to + 720 : to + 1_440 }
  })
}

const dayStart = 8 * 60
const nightStart = 20 * 60

/** Hours of one shift; null where the words say neither clock times nor a length. */
export function readHours(words: string): Hours | null {
  const text = normalised(words)
  const [first, second, ...more] = spansIn(text)
  if (first && more.length === 0) {
    if (!second) return { start: clockTime(first.from), end: clockTime(first.to), breakMinutes: 0, filled: [] }
    // Two spans of one day: the time between is a break. Spans that touch are two shifts to choose from.
    if (second.from > first.to && second.to - first.from < 1_440) {
      const breakMinutes = second.from - first.to
      return {
        start: clockTime(first.from),
        end: clockTime(second.to),
        breakMinutes,
        filled: [`两段之间按休息${breakMinutes}分钟`],
      }
    }
    return {
      start: clockTime(first.from),
      end: clockTime(first.to),
      breakMinutes: 0,
      filled: ['原文有几个班,取第一个'],
    }
  }
  const length = lengthOnly.exec(text)
  const hours = length && !/每月|每周|至少|最少|每次/.test(text) ? number(length[1] ?? '') : 0
  if (!hours || hours > 16) return null
  const start = /夜|晚/.test(text) ? nightStart : dayStart
  return {
    start: clockTime(start),
    end: clockTime(start + hours * 60),
    breakMinutes: 0,
    filled: [`没写几点开工,按${clockTime(start)}`],
  }
}

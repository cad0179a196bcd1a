/** A week as people tell it: days and parts of the day, kept as half hours. */
const slotsOfDay = 48
const days = 7

type Span = { from: number; to: number }

export const emptyWeek = '0'.repeat(slotsOfDay * days)
export const weekdayNames = ['周一', '周二', '周三', '周四', '周五', '周六', '周日'] as const
/** Parts of a day with their half hours, end excluded. */
export const dayParts = [
  { name: '上午', hours: '5点到12点', from: 10, to: 24 },
  { name: '下午', hours: '12点到18点', from: 24, to: 36 },
  { name: '晚上', hours: '18点到24点', from: 36, to: 48 },
  { name: '半夜', hours: '0点到5点', from: 0, to: 10 },
] as const

/** The platform's spans of each day as one sign per half hour; any time (null) is all of them. */
export function weekOf(spans: ReadonlyArray<readonly Span[]> | null): string {
  if (spans === null) return '1'.repeat(slotsOfDay * days)
  const signs = [...emptyWeek]
  spans.forEach((one, day) => {
    for (const { from, to } of one) signs.fill('1', day * slotsOfDay + from, day * slotsOfDay + to)
  })
  return signs.join('')
}

export function spansOf(week: string): Span[][] {
  return Array.from({ length: days }, (_, day) => {
    const signs = week.slice(day * slotsOfDay, (day + 1) * slotsOfDay)
    return [...signs.matchAll(/1+/g)].map((run) => ({ from: run.index, to: run.index + run[0].length }))
  })
}

/** Whether the whole part of the day is free. */
export function isFree(week: string, day: number, part: Span): boolean {
  return !week.slice(day * slotsOfDay + part.from, day * slotsOfDay + part.to).includes('0')
}

/** The week with that part free, or not; what a clerk has noted more finely elsewhere stays. */
export function withPart(week: string, day: number, part: Span): string {
  const sign = isFree(week, day, part) ? '0' : '1'
  const from = day * slotsOfDay + part.from
  return week.slice(0, from) + sign.repeat(part.to - part.from) + week.slice(from + part.to - part.from)
}

import type { AllEndpoints, ReceivedOf } from '@linggong/contract'

export type Site = ReceivedOf<AllEndpoints['listSites']>['items'][number]

const names = ['', '周一', '周二', '周三', '周四', '周五', '周六', '周日'] as const

/** «周一到周六 07:30–17:30», «每天 06:00–18:00»; several lines where days differ. */
export function hoursOf({ hours }: Pick<Site, 'hours'>): string[] {
  return hours.map(({ days, from, to }) => `${daysWords(days)} ${from}–${to}`)
}

function daysWords(days: readonly number[]): string {
  const sorted = [...days].sort((a, b) => a - b)
  if (sorted.length === 7) return '每天'
  const [first = 1] = sorted
  const last = sorted[sorted.length - 1] ?? first
  if (sorted.length > 2 && last - first === sorted.length - 1) return `${names[first]}到${names[last]}`
  return sorted.map((day) => names[day]).join('、')
}

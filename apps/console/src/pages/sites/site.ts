import type { AllEndpoints, ReceivedOf } from '@linggong/contract'
import type { IconName } from '../../components/icons.ts'

export type SiteFile = ReceivedOf<AllEndpoints['getSiteFile']>
export type SiteLine = ReceivedOf<AllEndpoints['listRegister']>['items'][number]

/** How the state of a site looks beside its word. */
export function toneOf(state: string): { tone: 'neutral' | 'pay' | 'done' | 'wrong'; icon: IconName } {
  if (state === 'open') return { tone: 'done', icon: 'check' }
  if (state === 'planned') return { tone: 'pay', icon: 'clock' }
  return { tone: state === 'closed' ? 'wrong' : 'pay', icon: state === 'closed' ? 'cross' : 'warn' }
}

const dayNames = ['', '周一', '周二', '周三', '周四', '周五', '周六', '周日'] as const
export const weekdays: ReadonlyArray<{ day: number; words: string }> = dayNames
  .map((words, day) => ({ day, words }))
  .slice(1)

/** «每天», «周一到周六», «周一、周三». */
export function daysWords(days: readonly number[]): string {
  const sorted = [...days].sort((a, b) => a - b)
  if (sorted.length === 7) return '每天'
  const [first = 1] = sorted
  const last = sorted.at(-1) ?? first
  if (sorted.length > 2 && last - first === sorted.length - 1) return `${dayNames[first]}到${dayNames[last]}`
  return sorted.map((day) => dayNames[day]).join('、')
}

export const orNull = (typed: string): string | null => (typed.trim() === '' ? null : typed.trim())

import type { IconName } from '../../components/icons.ts'

/** How the state of an employer looks beside its word. */
export function toneOf(state: string): { tone: 'neutral' | 'pay' | 'done' | 'wrong'; icon: IconName } {
  if (state === 'verified') return { tone: 'done', icon: 'shield' }
  if (state === 'suspended') return { tone: 'wrong', icon: 'cross' }
  return { tone: 'pay', icon: 'warn' }
}

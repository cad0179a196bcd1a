import type { AllEndpoints, ReceivedOf } from '@linggong/contract'
import type { IconName } from '../../components/icons.ts'

export type Recognition = ReceivedOf<AllEndpoints['getRecognition']>
export type RecognitionLine = ReceivedOf<AllEndpoints['listRecognitions']>['items'][number]
export type FilledForm = Recognition['form']

/** How the state of an application looks beside its word. */
export function toneOf(state: string): { tone: 'neutral' | 'action' | 'pay' | 'done' | 'wrong'; icon: IconName } {
  if (state === 'recognised') return { tone: 'done', icon: 'check' }
  if (state === 'refused' || state === 'revoked') return { tone: 'wrong', icon: 'cross' }
  if (state === 'withdrawn') return { tone: 'neutral', icon: 'back' }
  return { tone: state === 'returned' ? 'pay' : 'action', icon: 'clock' }
}

/** The way of an application, for the path above it. */
export const path = [
  { state: 'lodged', words: '申报' },
  { state: 'accepted', words: '受理' },
  { state: 'inspected', words: '实地查看' },
  { state: 'inNotice', words: '公示' },
  { state: 'cleared', words: '公示期满' },
  { state: 'recognised', words: '认定' },
] as const

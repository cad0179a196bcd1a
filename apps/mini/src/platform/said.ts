import { reactive } from 'vue'

export type Said = { text: string; kind: 'done' | 'wrong' | 'plain' }
type Question = { title: string; text: string; yes: string; no: string; danger: boolean }

/** What the page shown now says after an action, and what it asks before one that cannot be undone. */
export const said = reactive<{ now: Said | undefined; question: Question | undefined }>({
  now: undefined,
  question: undefined,
})

const shownMs = 5_000
let timer: ReturnType<typeof setTimeout> | undefined
let answerQuestion: ((yes: boolean) => void) | undefined

export function say(text: string, kind: Said['kind'] = 'done'): void {
  clearTimeout(timer)
  said.now = { text, kind }
  timer = setTimeout(() => (said.now = undefined), shownMs)
}

/** Asks once, in a sentence that names the consequence. */
export function confirm(question: Partial<Question> & { title: string }): Promise<boolean> {
  answerQuestion?.(false)
  said.question = { text: '', yes: '确定', no: '先不', danger: false, ...question }
  return new Promise((resolve) => (answerQuestion = resolve))
}

export function answer(yes: boolean): void {
  said.question = undefined
  answerQuestion?.(yes)
  answerQuestion = undefined
}

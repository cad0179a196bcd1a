import { shallowReactive } from 'vue'

export type Question<Code extends string = string> = {
  title: string
  /** What follows, in a sentence: what cannot be undone, whom it touches. */
  consequence: string
  /** What the button says: the act itself. */
  act: string
  danger?: boolean
  /** Sentences to choose from (code → words); one must be chosen, several where `several`. */
  reasons?: Readonly<Record<Code, string>>
  several?: boolean
  /** What the sentences are, where they are no reasons: «结果». */
  legend?: string
  /** A note may be added to the reason; «其他» asks for one. */
  note?: boolean
  /** The note must be written: what is said where it is missing. */
  noteNeeded?: string
}

export type Answer<Code extends string = string> = { reasons: Array<{ code: Code; note?: string }> }

/** The question on the page, answered by components/AskHost.vue. */
export const asked = shallowReactive<{ question: Question | null; answer: (given: Answer | null) => void }>({
  question: null,
  answer: () => {},
})

/** Asks once before something that cannot be undone. Null when the person thought better of it. */
export function ask<Code extends string>(question: Question<Code>): Promise<Answer<Code> | null> {
  asked.answer(null)
  return new Promise((resolve) => {
    asked.question = question
    asked.answer = (given) => {
      asked.question = null
      asked.answer = () => {}
      // The dialog offers this question's sentences and no others.
      resolve(given as Answer<Code> | null)
    }
  })
}

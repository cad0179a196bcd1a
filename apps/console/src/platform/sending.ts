import { reactive } from 'vue'
import { freshRequestId, NoAnswer, RequestRefused } from './client.ts'

export type Problem = { path: string; code: string; message: string }

/** How a form or a button stands: sending or not, what was wrong, field by field. */
export type Sending = {
  busy: boolean
  message: string
  problems: Problem[]
  /** Problems of one field and of what lies under it. */
  at: (path: string) => string | undefined
  run: <T>(send: (requestId: string) => Promise<T>) => Promise<T | undefined>
  clear: () => void
}

/**
 * Sends a change once, however often the button is pressed: while one is under way nothing else starts, and after a
 * lost connection the next try carries the same request id, so that the platform answers it as the first.
 * `run` gives undefined when it was refused or lost; message and problems then say why.
 */
export function useSending(): Sending {
  let kept: string | undefined
  const sending: Sending = reactive({
    busy: false,
    message: '',
    problems: [] as Problem[],
    at: (path) => sending.problems.find((one) => one.path === path || one.path.startsWith(`${path}.`))?.message,
    clear: () => {
      sending.message = ''
      sending.problems = []
    },
    run: async (send) => {
      if (sending.busy) return undefined
      sending.busy = true
      sending.clear()
      kept ??= freshRequestId()
      try {
        const answer = await send(kept)
        kept = undefined
        return answer
      } catch (error) {
        if (error instanceof RequestRefused) {
          kept = undefined
          sending.message = error.body.message
          sending.problems = error.body.problems
        } else if (error instanceof NoAnswer) sending.message = error.message
        else throw error
        return undefined
      } finally {
        sending.busy = false
      }
    },
  })
  return sending
}

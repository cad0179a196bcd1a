import { ask, type Answer } from './ask.ts'
import { useLoading } from './loading.ts'
import { useNews } from './news.ts'
import { useSending } from './sending.ts'
import { tell } from './told.ts'

export type Reason<Code extends string> = Answer<Code>['reasons'][number]

/** A way to end a proceeding that asks for a reason first: refusing, withdrawing, taking back. */
export type Ending<Code extends string> = {
  /** What is done, as the button says it. */
  words: string
  consequence: string
  /** Code → words. */
  reasons: Readonly<Record<Code, string>>
  send: (reason: Reason<Code>, requestId: string) => Promise<unknown>
}

/** The page of one proceeding about a site: loads it, keeps it current, ends it with a reason, says what was done. */
export function useProceeding<T>(load: () => Promise<T>) {
  const loading = useLoading(load)
  const sending = useSending()
  useNews(['sites'], () => void loading.reload())

  async function say(words: string): Promise<void> {
    tell(words)
    await loading.reload()
  }

  async function end<Code extends string>({ words, consequence, reasons, send }: Ending<Code>): Promise<void> {
    const answer = await ask({ title: words, consequence, act: words, danger: true, reasons, note: true })
    const reason = answer?.reasons[0]
    if (!reason) return
    if (await sending.run((requestId) => send(reason, requestId))) await say(`已${words}。`)
  }

  return { loading, sending, say, end }
}

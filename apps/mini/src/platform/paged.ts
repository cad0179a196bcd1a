import { onReachBottom } from '@dcloudio/uni-app'
import { computed, reactive } from 'vue'

import { useLoaded } from './page.ts'
import { say } from './said.ts'
import { troubleOf } from './trouble.ts'

export type PageOf<T> = { items: T[]; next: string | null }

/** The pages after the first of a list, read on as one moves down; `load` gives the page after a key. */
export function useFurther<T>(load: (after: string) => Promise<PageOf<T> | undefined>) {
  const more = reactive({ items: [], next: null, busy: false }) as { items: T[]; next: string | null; busy: boolean }

  /** The first page has come anew. */
  function begin({ next }: PageOf<T>): void {
    more.items = []
    more.next = next
  }

  onReachBottom(async () => {
    if (!more.next || more.busy) return
    more.busy = true
    const after = more.next
    try {
      const further = await load(after)
      // Asked anew meanwhile: these rows belong to a list that is no longer shown.
      if (!further || more.next !== after) return
      more.items.push(...further.items)
      more.next = further.next
    } catch (error) {
      say(troubleOf(error).sentence, 'wrong')
    } finally {
      more.busy = false
    }
  })
  return { more, begin }
}

/**
 * A list of the signed-in person that is read on as one moves down. `load` gives the page after a key; the first again
 * whenever the page is shown, and on news.
 */
export function usePaged<T>(load: (after?: string) => Promise<PageOf<T>>) {
  const { more, begin } = useFurther<T>(load)
  const { state, reload } = useLoaded(
    async () => {
      const first = await load()
      begin(first)
      return first.items
    },
    { signedIn: true, news: true },
  )
  const rows = computed<T[]>(() => [...((state.data ?? []) as T[]), ...more.items])
  return { state, rows, more, reload }
}

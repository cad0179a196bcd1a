import { onReachBottom } from '@dcloudio/uni-app'
import { computed, reactive } from 'vue'

import { useLoaded } from './page.ts'
import { say } from './said.ts'
import { troubleOf } from './trouble.ts'

type Page<T> = { items: T[]; next: string | null }

/**
 * A list of the signed-in person that is read on as one moves down. `load` gives the page after a key; the first again
 * whenever the page is shown, and on news.
 */
export function usePaged<T>(load: (after?: string) => Promise<Page<T>>) {
  const more = reactive({ items: [], next: null, busy: false }) as { items: T[]; next: string | null; busy: boolean }
  const { state, reload } = useLoaded(
    async () => {
      const first = await load()
      more.items = []
      more.next = first.next
      return first.items
    },
    { signedIn: true, news: true },
  )
  const rows = computed<T[]>(() => [...((state.data ?? []) as T[]), ...more.items])

  onReachBottom(async () => {
    if (!more.next || more.busy) return
    more.busy = true
    const after = more.next
    try {
      const further = await load(after)
      // Asked anew meanwhile: these rows belong to a list that is no longer shown.
      if (more.next !== after) return
      more.items.push(...further.items)
      more.next = further.next
    } catch (error) {
      say(troubleOf(error).sentence, 'wrong')
    } finally {
      more.busy = false
    }
  })
  return { state, rows, more, reload }
}

import { onReachBottom } from '@dcloudio/uni-app'
import { computed, reactive } from 'vue'

import { say } from '../../platform/said.ts'
import { troubleOf } from '../../platform/trouble.ts'
import type { MyEmployer } from './current.ts'
import { useForEmployer } from './employer-page.ts'

type Page<T> = { items: T[]; next: string | null }

/**
 * A list of an employer that is read on as one moves down. `load` gives a page after a key; the first again whenever
 * the page is shown, and on news.
 */
export function usePaged<T>(load: (employer: Pick<MyEmployer, 'id'>, after?: string) => Promise<Page<T>>) {
  const more = reactive({ items: [], next: null, busy: false }) as { items: T[]; next: string | null; busy: boolean }
  const { employer, data, page, reload } = useForEmployer(async (current) => {
    const first = await load(current)
    more.items = []
    more.next = first.next
    return first
  })
  const rows = computed<T[]>(() => [...((data.value?.items ?? []) as T[]), ...more.items])
  const there = computed(() => data.value !== undefined)

  onReachBottom(async () => {
    if (!more.next || more.busy || !employer.value) return
    more.busy = true
    const after = more.next
    try {
      const further = await load(employer.value, after)
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
  return { employer, rows, there, page, reload, more }
}

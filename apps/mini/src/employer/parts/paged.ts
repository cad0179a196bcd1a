import { computed } from 'vue'

import { useFurther, type PageOf } from '../../platform/paged.ts'
import type { MyEmployer } from './current.ts'
import { useForEmployer } from './employer-page.ts'

/**
 * A list of an employer that is read on as one moves down. `load` gives a page after a key; the first again whenever
 * the page is shown, and on news.
 */
export function useEmployerPaged<T>(load: (employer: Pick<MyEmployer, 'id'>, after?: string) => Promise<PageOf<T>>) {
  const { more, begin } = useFurther<T>(async (after) => employer.value && load(employer.value, after))
  const { employer, data, page, reload } = useForEmployer(async (current) => {
    const first = await load(current)
    begin(first)
    return first
  })
  const rows = computed<T[]>(() => [...((data.value?.items ?? []) as T[]), ...more.items])
  const there = computed(() => data.value !== undefined)
  return { employer, rows, there, page, reload, more }
}

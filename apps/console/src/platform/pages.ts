import { onBeforeUnmount, reactive, watch, type WatchSource } from 'vue'
import { failureWords } from './loading.ts'

export type Page<T> = { items: T[]; next: string | null }
export type Pages<T> = {
  items: T[]
  busy: boolean
  /** Asked at least once and answered. */
  loaded: boolean
  /** There are further rows behind those shown. */
  more: boolean
  message: string
  loadMore: () => Promise<void>
  /** All rows up to `limit`, for a file or for print. */
  loadAll: (limit: number) => Promise<T[]>
  reload: () => Promise<void>
}

/** A list that comes page by page (keyset paging); begins anew when one of `sources` changes. */
export function usePages<T>(fetchPage: (after: string | undefined) => Promise<Page<T>>, sources: WatchSource[] = []) {
  let round = 0
  let next: string | undefined
  const take = async (after: string | undefined): Promise<void> => {
    const mine = ++round
    pages.busy = true
    try {
      const page = await fetchPage(after)
      if (mine !== round) return
      pages.items = (after === undefined ? page.items : [...pages.items, ...page.items]) as typeof pages.items
      next = page.next ?? undefined
      pages.more = page.next !== null
      pages.loaded = true
      pages.message = ''
    } catch (error) {
      if (mine === round) pages.message = failureWords(error)
    } finally {
      if (mine === round) pages.busy = false
    }
  }
  const pages = reactive({
    items: [] as T[],
    busy: false,
    loaded: false,
    more: false,
    message: '',
    reload: () => take(undefined),
    loadMore: async (): Promise<void> => {
      if (pages.more && !pages.busy) await take(next)
    },
    loadAll: async (limit: number): Promise<T[]> => {
      while (pages.more && pages.items.length < limit && pages.message === '') await take(next)
      return pages.items as T[]
    },
  })
  void pages.reload()
  if (sources.length > 0) watch(sources, () => void pages.reload())
  onBeforeUnmount(() => (round += 1))
  return pages as Pages<T>
}

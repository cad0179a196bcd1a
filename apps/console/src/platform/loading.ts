import { onBeforeUnmount, reactive, watch, type WatchSource } from 'vue'
import { NoAnswer, RequestRefused } from './client.ts'

export type Loading<T> = {
  data: T | null
  busy: boolean
  /** Why there is nothing new to show; what was shown before stays. */
  message: string
  reload: () => Promise<void>
}

/** What the person reads when something could not be had; a defect of ours goes on to the error page. */
export function failureWords(error: unknown): string {
  if (error instanceof RequestRefused) return error.body.message
  if (error instanceof NoAnswer) return error.message
  throw error
}

/** Loads at once and whenever one of `sources` changes; an answer that comes late for an old question is dropped. */
export function useLoading<T>(load: () => Promise<T>, sources: WatchSource[] = []): Loading<T> {
  let round = 0
  const loading = reactive({
    data: null as T | null,
    busy: false,
    message: '',
    reload: async (): Promise<void> => {
      const mine = ++round
      loading.busy = true
      try {
        const data = await load()
        if (mine !== round) return
        loading.data = data as typeof loading.data
        loading.message = ''
      } catch (error) {
        if (mine === round) loading.message = failureWords(error)
      } finally {
        if (mine === round) loading.busy = false
      }
    },
  })
  void loading.reload()
  if (sources.length > 0) watch(sources, () => void loading.reload())
  onBeforeUnmount(() => (round += 1))
  return loading as Loading<T>
}

import type { Store } from '../device/store.ts'

type Kept<T> = { value: T; at: number }

/** Drafts older than this are not offered again. */
const keptForMs = 30 * 24 * 60 * 60_000

/**
 * What is typed stays: through going back, a crash and signing in. One draft per form name; cleared when the form
 * was sent.
 */
export function createDrafts(store: Store, now: () => number) {
  const keyOf = (form: string): string => `draft.${form}`
  return {
    /** What was typed before, laid over `empty`, so that a form that has grown since finds its new fields empty. */
    open<T extends object>(form: string, empty: T): T {
      const kept = store.read<Kept<Partial<T>>>(keyOf(form))
      return kept && now() - kept.at < keptForMs ? { ...empty, ...kept.value } : { ...empty }
    },
    keep(form: string, value: object): boolean {
      return store.write(keyOf(form), { value, at: now() })
    },
    clear(form: string): void {
      store.remove(keyOf(form))
    },
  }
}

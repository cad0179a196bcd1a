import type { Store } from './store.ts'

/** A phone's storage for tests. */
export function memoryStore(): Store & { kept: Map<string, string> } {
  const kept = new Map<string, string>()
  return {
    kept,
    read<T>(key: string) {
      const text = kept.get(key)
      return text === undefined ? undefined : (JSON.parse(text) as T)
    },
    write(key, value) {
      kept.set(key, JSON.stringify(value))
      return true
    },
    remove(key) {
      kept.delete(key)
    },
  }
}

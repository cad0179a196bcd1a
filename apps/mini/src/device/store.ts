/** Small things kept on the phone; a full or forbidden storage keeps nothing and says so by its answer. */
export type Store = {
  read<T>(key: string): T | undefined
  /** False when the phone would not keep it. */
  write(key: string, value: unknown): boolean
  remove(key: string): void
}

const prefix = 'linggong.'

export const phoneStore: Store = {
  read<T>(key: string) {
    try {
      const text: unknown = uni.getStorageSync(prefix + key)
      return typeof text === 'string' && text !== '' ? (JSON.parse(text) as T) : undefined
    } catch {
      // Unreadable or forbidden: as if nothing had been kept.
      return undefined
    }
  },
  write(key, value) {
    try {
      uni.setStorageSync(prefix + key, JSON.stringify(value))
      return true
    } catch {
      return false
    }
  },
  remove(key) {
    try {
      uni.removeStorageSync(prefix + key)
    } catch {
      // A storage that forbids writing has nothing to remove.
    }
  },
}

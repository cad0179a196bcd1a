import { watch } from 'vue'

const prefix = 'lg.draft.'

/** Keeps what is typed in `values` on this machine, through back, crash and sign-in, until `forget` is called. */
export function keepDraft<T extends object>(key: string, values: T): { restored: boolean; forget: () => void } {
  const name = prefix + key
  const kept = sessionStorage.getItem(name)
  let restored = false
  if (kept !== null) {
    try {
      Object.assign(values, JSON.parse(kept))
      restored = true
    } catch {
      // Written by an older page or cut off: it cannot be read, so it is of no use to anybody.
      sessionStorage.removeItem(name)
    }
  }
  const stop = watch(
    () => JSON.stringify(values),
    (text) => sessionStorage.setItem(name, text),
  )
  return {
    restored,
    forget: () => {
      stop()
      sessionStorage.removeItem(name)
    },
  }
}

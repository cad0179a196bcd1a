import type { AllEndpoints, ReceivedOf } from '@linggong/contract'
import { machineMs } from './clock.ts'

/**
 * Who may open, without network, what is kept on this device: the member of staff who opened the page while signed in,
 * for some hours. It holds no token and lets nobody do anything at the platform: sending asks for the session again.
 */
export type OfflinePass = {
  me: Extract<ReceivedOf<AllEndpoints['getMe']>, { kind: 'staff' }>
  /** Milliseconds of the platform's clock. */
  until: number
  /** From this machine's clock to the platform's. */
  clockOffsetMs: number
}

const key = 'lg.offline-pass'

/** The pass if it still holds. */
export function readPass(): OfflinePass | null {
  const text = localStorage.getItem(key)
  if (text === null) return null
  const pass = JSON.parse(text) as OfflinePass
  if (machineMs() + pass.clockOffsetMs < pass.until) return pass
  forgetPass()
  return null
}

export function keepPass(pass: OfflinePass): void {
  localStorage.setItem(key, JSON.stringify(pass))
}

/** Signed out, or somebody else has signed in. */
export function forgetPass(): void {
  localStorage.removeItem(key)
}

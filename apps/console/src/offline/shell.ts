import { computed, ref, type ComputedRef } from 'vue'
import { call } from '../platform/client.ts'
import { clockOffset, now, setClockOffset } from '../platform/clock.ts'
import { failureWords } from '../platform/loading.ts'
import { keepPass, readPass } from '../platform/offline-pass.ts'
import { session, staff } from '../platform/session.ts'
import { dayOf } from '../words/time.ts'
import { consoleBase } from './pages.ts'

const hourMs = 3_600_000

/** The worker's files are all kept: resolves when the page could be opened anew. */
async function worker(): Promise<boolean> {
  // Only over HTTPS, or on the machine itself.
  if (!('serviceWorker' in navigator)) return false
  const registration = await navigator.serviceWorker.register(`${consoleBase}/offline.js`, {
    scope: `${consoleBase}/`,
    updateViaCache: 'none',
  })
  if (registration.active) return true
  const coming = registration.installing ?? registration.waiting
  if (!coming) return false
  return new Promise((resolve) => {
    coming.addEventListener('statechange', () => {
      if (coming.state === 'activated') resolve(true)
      if (coming.state === 'redundant') resolve(false)
    })
  })
}

/** Writes down who may open this again without network, and until when. */
async function pass(): Promise<boolean> {
  const me = staff.value
  if (!me || session.offline) return readPass() !== null
  const query = { date: dayOf(now()) }
  const hours = await call('getPolicyValue', { params: { key: 'session.offlineFormHours' }, query })
  if (typeof hours.value !== 'number') return false
  keepPass({ me, until: now().getTime() + hours.value * hourMs, clockOffsetMs: clockOffset() })
  return true
}

export type Readiness = 'preparing' | 'ready' | 'notReady'
export type Prepared = {
  readiness: ComputedRef<Readiness>
  /** To be called when what the page shows is kept on the device; again after a failure. */
  prepare: () => Promise<void>
}

/** Prepares this device so that the page opens again without network, and says whether it would. */
export function useOfflineShell(): Prepared {
  const state = ref<Readiness>('preparing')
  // Opened without network: times go on as the platform last told them.
  const kept = session.offline ? readPass() : null
  if (kept) setClockOffset(kept.clockOffsetMs)
  async function prepare(): Promise<void> {
    try {
      state.value = (await Promise.all([worker(), pass()])).every(Boolean) ? 'ready' : 'notReady'
    } catch (error) {
      state.value = 'notReady'
      // A browser that allows no worker (private windows, plain HTTP) works on; the page says what that means.
      if (error instanceof DOMException || error instanceof TypeError) return
      failureWords(error)
    }
  }
  return { readiness: computed(() => state.value), prepare }
}

import type { AllEndpoints, ReceivedOf } from '@linggong/contract'
import { reactive } from 'vue'
import { call } from './client.ts'
import { setNow } from './clock.ts'
import { tick } from './ticking.ts'

export type Facts = ReceivedOf<AllEndpoints['getPlatform']>

/** What the platform says of itself: city, world, whom to call. Null until it has answered. */
export const facts = reactive<{ platform: Facts | null }>({ platform: null })

/** Asks for the facts, and for the time decisions go by. */
export async function loadFacts(): Promise<void> {
  facts.platform = await call('getPlatform', {})
  setNow(facts.platform.now)
  tick()
}

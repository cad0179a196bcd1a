import { reactive } from 'vue'

import { phoneStore } from '../device/store.ts'
import { ask } from './api.ts'

type Near = { id: string; name: string; phone: string }

/** The site a person can turn to: the nearest once the phone has told its place, until then any open one. */
export const nearestSite = reactive<{ site: Near | undefined; byPlace: boolean }>({
  site: phoneStore.read<Near>('site'),
  byPlace: false,
})
let asked: Promise<void> | undefined

async function learn(query: { lat?: number; lng?: number }): Promise<void> {
  const { items } = await ask('listSites', { query: { ...query, limit: 1 } })
  const first = items[0]
  if (!first) return
  nearestSite.site = { id: first.id, name: first.name, phone: first.phone }
  nearestSite.byPlace = query.lat !== undefined
  phoneStore.write('site', nearestSite.site)
}

/** Once per start; without an answer the next page asks again. */
export function learnNearestSite(): void {
  asked ??= learn({}).catch(() => {
    asked = undefined
  })
}

/** The phone has told its place. Keeps what there is when nothing is answered. */
export function nearestSiteTo(lat: number, lng: number): void {
  if (nearestSite.byPlace) return
  asked = learn({ lat, lng }).catch(() => {
    asked = undefined
  })
}

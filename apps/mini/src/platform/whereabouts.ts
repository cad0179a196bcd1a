import { haversineMeters } from '@linggong/reference/geo.ts'
import { reactive } from 'vue'

import { whereAmI, type Here } from '../device/place.ts'
import { nearestSiteTo } from './nearest-site.ts'

/** Where the phone was when it was last asked; kept only while the program runs. */
export const whereabouts = reactive<{ here: Here | undefined }>({ here: undefined })

/** Asks the phone; throws `NoPlace`. */
export async function findMe(): Promise<Here> {
  const here = await whereAmI()
  whereabouts.here = here
  nearestSiteTo(here.lat, here.lng)
  return here
}

/** As the crow flies, in metres; undefined while the place is not known. */
export function metersTo(place: { lat: number; lng: number }): number | undefined {
  return whereabouts.here && Math.round(haversineMeters(whereabouts.here, place))
}

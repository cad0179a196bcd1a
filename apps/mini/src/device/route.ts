import { onH5 } from './build.ts'

/** WeChat has a map of its own with routes; a browser would have to ask a vendor's host. */
export const canShowRoute = !onH5

export function showRoute(place: { lat: number; lng: number; name: string; address: string }): void {
  uni.openLocation({
    latitude: place.lat,
    longitude: place.lng,
    name: place.name,
    address: place.address,
    fail: () => undefined,
  })
}

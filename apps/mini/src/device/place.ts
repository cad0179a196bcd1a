import { wgs84ToGcj02 } from '@linggong/reference/geo.ts'

/** Where the phone says it is: GCJ-02 as in the database, with its own estimate of the error. */
export type Here = { lat: number; lng: number; accuracyMeters: number }

export class NoPlace extends Error {
  readonly forbidden: boolean

  constructor(forbidden: boolean) {
    super(forbidden ? 'the phone may not tell its place' : 'the phone does not know its place')
    this.name = 'NoPlace'
    this.forbidden = forbidden
  }
}

export const noPlaceWords = (error: NoPlace): string =>
  error.forbidden
    ? '手机没有允许看位置。请在手机设置里打开定位权限再试,或者扫用工方的码。'
    : '手机没有找到现在的位置。请到空旷的地方再试,或者扫用工方的码。'

/** Asks the phone for its place, at most 15 seconds; throws `NoPlace`. */
export function whereAmI(): Promise<Here> {
  return new Promise((resolve, reject) => {
    // #ifdef H5
    if (!navigator.geolocation) return reject(new NoPlace(false))
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        const place = wgs84ToGcj02({ lat: coords.latitude, lng: coords.longitude })
        resolve({ lat: place.lat, lng: place.lng, accuracyMeters: Math.round(coords.accuracy) })
      },
      (error) => reject(new NoPlace(error.code === error.PERMISSION_DENIED)),
      { enableHighAccuracy: true, timeout: 15_000, maximumAge: 10_000 },
    )
    // #endif
    // #ifndef H5
    uni.getLocation({
      type: 'gcj02',
      isHighAccuracy: true,
      success: ({ latitude, longitude, accuracy }) =>
        resolve({ lat: latitude, lng: longitude, accuracyMeters: Math.round(accuracy) }),
      fail: ({ errMsg }) => reject(new NoPlace(/auth|deny|authorize/i.test(errMsg ?? ''))),
    })
    // #endif
  })
}

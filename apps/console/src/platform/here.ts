import { wgs84ToGcj02 } from '@linggong/reference/geo.ts'

export type Here = { lat: number; lng: number }

/**
 * Where the device says it is, in GCJ-02 as the platform keeps places; rejects with words for the person. `otherwise`: the
 * way without it, «选县(市、区)».
 */
export function whereAmI(otherwise: string): Promise<Here> {
  return new Promise((resolve, reject) => {
    if (!navigator.geolocation) {
      reject(new Error(`这个浏览器不能定位,请${otherwise}。`))
      return
    }
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => resolve(wgs84ToGcj02({ lat: coords.latitude, lng: coords.longitude })),
      (error) =>
        reject(
          new Error(
            error.code === error.PERMISSION_DENIED
              ? `没有允许看位置。请在浏览器里打开定位再试,或者${otherwise}。`
              : `没有找到现在的位置。请再试一次,或者${otherwise}。`,
          ),
        ),
      { timeout: 15_000, maximumAge: 60_000 },
    )
  })
}

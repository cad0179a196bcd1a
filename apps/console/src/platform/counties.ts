import { reactive } from 'vue'
import { call } from './client.ts'

export type County = { code: string; name: string }

/** The ten units that report to the city, as the platform names them; asked once. */
export const counties = reactive<{ items: County[] }>({ items: [] })

let asked: Promise<void> | undefined

/** @throws RequestRefused, NoAnswer; the next call asks again. */
export function loadCounties(): Promise<void> {
  asked ??= call('getFigures', {})
    .then((figures) => {
      counties.items = figures.counties.map(({ county, name }) => ({ code: county, name }))
    })
    .catch((error: unknown) => {
      asked = undefined
      throw error
    })
  return asked
}

/** «福鼎市»; the code while the names are not there. */
export function countyName(code: string | null): string {
  return counties.items.find((one) => one.code === code)?.name ?? code ?? ''
}

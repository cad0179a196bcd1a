import { ref } from 'vue'

import { phoneNow } from '../device/chance.ts'

const aheadMs = ref(0)

/** The platform's time: a phone's clock may be wrong, a demonstration's is moved. */
export const platformNow = (): number => phoneNow() + aheadMs.value

/** Takes over the platform's time as it was answered so many ms ago. */
export function platformTimeIs(instant: string, agoMs = 0): void {
  aheadMs.value = Date.parse(instant) + agoMs - phoneNow()
}

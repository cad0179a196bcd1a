import type { ShiftQuestion } from '@linggong/matching'
import { day } from './world.ts'

/** What each way of asking found, per question: everybody who can come, and the best of them in order. */
export type Answers = { feasible: number; best: number[] }[]

/** The one day’s calendar as a number of 48 bits. */
export function dayBits(free: Uint8Array): bigint {
  let bits = 0n
  for (let i = 0; i < 48; i++) if (free[day * 48 + i] === 1) bits |= 1n << BigInt(i)
  return bits
}

export const certificateBits = (kinds: readonly number[]) => kinds.reduce((bits, kind) => bits | (1 << kind), 0)

/** Degrees within which everybody near enough stands. */
export function boxOf({ point: { lat, lng }, radiusMeters }: ShiftQuestion) {
  const dLat = (radiusMeters / 111_000) * 1.001
  const dLng = dLat / Math.cos(((Math.abs(lat) + dLat) * Math.PI) / 180)
  return { minLat: lat - dLat, maxLat: lat + dLat, minLng: lng - dLng, maxLng: lng + dLng }
}

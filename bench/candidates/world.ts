import type { Area, RankTerms, ShiftQuestion, WorkerEntry } from '@linggong/matching'
import { randomFrom } from '../match/instances.ts'

/** Everything is drawn with one seed: the same people and questions on every machine. */
export const area: Area = { minLat: 26.3, maxLat: 27.7, minLng: 118.5, maxLng: 120.7 }
export const days = 14
const slots = days * 48
export const certificates = 12
export const radiusMeters = 8_000
export const limit = 50
/** The day all shifts are on, counted from the first of the calendar. */
export const day = 1
export const rank: RankTerms = { perKm: 40, perFen: 0.5, mostFen: 800 }

const occupations = 24
const occupationsPerWorker = 2

/** Six towns, with their share of people and how far these spread (kilometres). */
const towns = [
  { lat: 26.66, lng: 119.55, share: 0.26, spreadKm: 5 },
  { lat: 27.09, lng: 119.65, share: 0.22, spreadKm: 5 },
  { lat: 27.32, lng: 120.21, share: 0.19, spreadKm: 4 },
  { lat: 26.88, lng: 120.0, share: 0.14, spreadKm: 4 },
  { lat: 26.58, lng: 118.74, share: 0.11, spreadKm: 6 },
  { lat: 27.23, lng: 119.33, share: 0.08, spreadKm: 6 },
] as const

type Random = () => number
const normal = (random: Random) => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())

function drawn(random: Random, weights: readonly number[]): number {
  let left = random() * weights.reduce((sum, one) => sum + one, 0)
  return Math.max(
    0,
    weights.findIndex((one) => (left -= one) < 0),
  )
}

const shares = towns.map((one) => one.share)
const trades = Array.from({ length: occupations }, (_, i) => 1 / (i + 1))

function place(random: Random) {
  const town = towns[drawn(random, shares)]!
  return {
    lat: town.lat + (normal(random) * town.spreadKm) / 111.2,
    lng: town.lng + (normal(random) * town.spreadKm) / (111.2 * Math.cos((town.lat * Math.PI) / 180)),
  }
}

/** Seven days in ten a person is free, from between five and nine until between eleven and eight. */
function calendar(random: Random): Uint8Array {
  const free = new Uint8Array(slots)
  for (let d = 0; d < days; d++) {
    if (random() >= 0.7) continue
    const from = 10 + Math.floor(random() * 8)
    const to = 22 + Math.floor(random() * 18)
    free.fill(1, d * 48 + from, d * 48 + to)
  }
  return free
}

export function makeWorkers(count: number): WorkerEntry[] {
  const random = randomFrom(11)
  return Array.from({ length: count }, (_, worker) => ({
    worker,
    point: place(random),
    occupations: [...new Set(Array.from({ length: occupationsPerWorker }, () => drawn(random, trades)))],
    free: calendar(random),
    wantedFen: random() < 0.2 ? 0 : 1_500 + 50 * Math.floor(random() * 24),
    maxMeters: random() < 0.3 ? Number.POSITIVE_INFINITY : 3_000 + 1_000 * Math.floor(random() * 25),
    certificates: random() < 0.2 ? [Math.floor(random() * certificates)] : [],
    worth: Math.round(1_000 + 300 * normal(random)),
  }))
}

export function makeQuestions(count: number): ShiftQuestion[] {
  const random = randomFrom(12)
  return Array.from({ length: count }, () => {
    const from = day * 48 + 12 + Math.floor(random() * 16)
    return {
      point: place(random),
      occupation: drawn(random, trades),
      from,
      to: from + 6 + Math.floor(random() * 12),
      payFen: 1_600 + 50 * Math.floor(random() * 28),
      certificates: random() < 0.1 ? [Math.floor(random() * certificates)] : [],
      radiusMeters,
    }
  })
}

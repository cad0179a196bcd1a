import { hourMs } from './frame.ts'
import type { Lane } from './lane.ts'
import type { Need } from './needs.ts'
import type { Person } from './people.ts'
import type { Random } from './random.ts'
import type { WageWriter } from './wages.ts'

type Shift = Need['shifts'][number]

export function addEngagement(
  lane: Lane,
  need: Need,
  shift: Shift,
  worker: Person,
  row: {
    id: string
    state: string
    since: Date
    /** `late`: with too little notice; null for who did not come. `points`: what it costs the worker's standing. */
    ended?: { by: string; reason: string; noticeMinutes: number | null; late: boolean | null; points: number }
  },
): void {
  const { ended } = row
  lane.add('engagements', [
    row.id,
    shift.id,
    need.id,
    need.employer.id,
    worker.id,
    worker.name,
    need.county,
    need.siteId,
    need.fillMode,
    row.state,
    row.since,
    shift.startsAt,
    shift.endsAt,
    shift.endsAt,
    need.termsText,
    new Date(need.publishedAt.getTime() + hourMs / 2),
    ended?.by ?? null,
    ended?.reason ?? null,
    ended?.noticeMinutes ?? null,
    ended?.late ?? null,
    ended?.points ?? 0,
    need.imported,
  ])
}

/** Hours as the employer confirmed them. */
export function addTimesheet(
  lane: Lane,
  random: Random,
  need: Need,
  shift: Shift,
  worker: Person,
  engagementId: string,
  done: ReturnType<WageWriter>,
): void {
  const confirmedAt = new Date(Math.min(shift.endsAt.getTime() + 20 * 60_000, done.paidAt.getTime()))
  lane.add('timesheets', [
    random.id(shift.startsAt.getTime()),
    engagementId,
    shift.id,
    worker.id,
    worker.name,
    need.employer.id,
    need.county,
    need.siteId,
    'confirmed',
    confirmedAt,
    shift.startsAt,
    shift.endsAt,
    shift.startsAt,
    shift.endsAt,
    done.minutes,
    done.minutes,
    0,
    done.pieces,
    'employer',
    confirmedAt,
    true,
  ])
}

export type RatingTotals = Map<string, { about: 'worker' | 'employer'; ratings: number; stars: number }>

/** Both sides rate; the sums go to `totals`. */
export function addRatings(
  lane: Lane,
  random: Random,
  totals: RatingTotals,
  rated: { need: Need; worker: Person; engagementId: string; at: Date },
): void {
  const { need, worker, engagementId, at } = rated
  for (const about of ['employer', 'worker'] as const) {
    const bySide = about === 'employer' ? 'worker' : 'employer'
    const stars = 1 + random.weighted([1, 1, 5, 28, 65])
    const subject = about === 'employer' ? need.employer.id : worker.id
    const giver = about === 'employer' ? worker.id : need.by.owner.id
    lane.add('ratings', [
      random.id(at.getTime()),
      engagementId,
      need.id,
      need.employer.id,
      worker.id,
      need.county,
      bySide,
      about,
      stars,
      [],
      giver,
      at,
      at,
    ])
    const total = totals.get(subject) ?? { about, ratings: 0, stars: 0 }
    totals.set(subject, { about, ratings: total.ratings + 1, stars: total.stars + stars })
  }
}

import { addDays, dayKind, type Policy } from '@linggong/policy'
import { businessDay } from '../../../kernel/clock.ts'
import type { Ctx } from '../../../kernel/context.ts'
import { offeredBetween, type OfferedShift } from '../../postings/index.ts'
import { midnightOf } from './rules-calendar.ts'
import { daysLike, isMet, movedTo, shared, type KindOfDay } from './rules-expected.ts'

function kindOf(policy: Policy, day: string): KindOfDay {
  const { working, statutoryHoliday } = dayKind(policy, day)
  return statutoryHoliday ? 'holiday' : working ? 'work' : 'rest'
}

/**
 * What is still to come for today and tomorrow if they are as days like them were: shifts with the places expected, and
 * as `publishedAt` the minute at which each is usually posted. What its employer has posted already is not expected any
 * more. One statement, whatever the size of the city.
 */
export async function expectedShifts(ctx: Ctx, today: string): Promise<OfferedShift[]> {
  const { policy } = ctx.deps
  const { weeks = 0, mostPlaces = 0 } = policy.at(today).record('dispatch.expected')
  if (weeks === 0 || mostPlaces === 0) return []
  const days = [today, addDays(today, 1)].map((day) => ({
    day,
    like: daysLike(day, today, weeks, (one) => kindOf(policy, one)),
  }))
  const read = new Set(days.flatMap(({ day, like }) => [day, ...like]))
  const spans = [...read].map((day) => ({
    from: new Date(midnightOf(day)),
    to: new Date(midnightOf(addDays(day, 1))),
  }))
  const byDay = Map.groupBy(await offeredBetween(ctx, spans), dayOf)
  const midnight = midnightOf(today)
  return days.flatMap(({ day, like }) => {
    const past = like.flatMap((one) => (byDay.get(one) ?? []).map((need) => movedTo(need, one, day)))
    // What comes in the course of this day, whenever it is asked: whoever takes over later deals the same places.
    const coming = past.filter((one) => one.publishedAt.getTime() >= midnight)
    const here = Map.groupBy(byDay.get(day) ?? [], ({ employerId }) => employerId)
    return shared(coming, day, like.length, mostPlaces)
      .map(({ need, places }) => ({ ...need, headcount: places }))
      .filter((one) => one.publishedAt > ctx.now && !here.get(one.employerId)?.some((posted) => isMet(one, posted)))
  })
}

const dayOf = ({ windows }: OfferedShift): string => businessDay(windows[0]!.startsAt)

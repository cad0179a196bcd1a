/** The policy of `packages/matching`, as the dispatcher runs it, joined to the simulated market. */
import { balancedAt, Dispatcher, type Candidates, type City, type DispatchSettings } from '@linggong/matching'
import { behaviourOf, type Behaviour } from '../behaviour.ts'
import { acceptChanceOf, channelOf, type Learnt } from '../learn.ts'
import type { Market, Policy } from '../market.ts'
import { dayMinutes, type Needs, type World } from '../world.ts'
import { bestOf, newestFor } from './lists.ts'

/** What a platform has before the first day: what it learnt from answers, and the needs of days gone by. */
export type Experience = { learnt: Learnt; worlds: readonly World[] }

export type OursOptions = {
  settings: DispatchSettings
  experience: Experience
  hall: boolean
  tickMinutes: number
  /**
   * Not a policy but a limit to compare with: only those who would say yes are candidates, and with `needsKnown` what is
   * expected is exactly what will be posted. Never set for a judged row.
   */
  answersKnown?: boolean
  needsKnown?: boolean
}

/** Looks at what has changed in one round, as the city's dispatcher takes them. */
const looksAtOnce = 5

/** The needs of the run, and behind them those that experience lets expect, with the minute up to which they may come. */
function withExpected(world: World, worlds: readonly World[]): { needs: Needs; from: number } {
  const { needs } = world
  const columns = Object.keys(needs).filter((name) => name !== 'count') as Exclude<keyof Needs, 'count'>[]
  const expected: { of: Needs; i: number; places: number }[] = []
  worlds.forEach(({ needs: of }, turn) => {
    for (let i = 0; i < of.count; i++) {
      // A day like the mean of the days gone by: each need of them with its share of places.
      const share = (of.places[i] ?? 0) / worlds.length
      const places = Math.floor(share) + ((i + turn) % worlds.length < (share % 1) * worlds.length - 1e-9 ? 1 : 0)
      if (places > 0) expected.push({ of, i, places })
    }
  })
  const joined = { count: needs.count + expected.length } as Needs
  for (const column of columns) {
    const made = new (needs[column].constructor as new (length: number) => Needs[typeof column])(joined.count)
    made.set(needs[column])
    expected.forEach(({ of, i, places }, k) => {
      made[needs.count + k] = column === 'places' ? places : (of[column][i] ?? 0)
    })
    Object.assign(joined, { [column]: made })
  }
  return { needs: joined, from: needs.count }
}

/** Places of days gone by over days on which people are free, as a platform counts them from its own weeks. */
function placesPerFreeDay(freeDaysADay: number, worlds: readonly World[]): number | null {
  const days = worlds.reduce((sum, { plan }) => sum + plan.days, 0)
  const places = worlds.reduce((sum, { needs }) => sum + needs.places.reduce((of, one) => of + one, 0), 0)
  return days === 0 || freeDaysADay === 0 ? null : places / days / freeDaysADay
}

type Ground = { needs: Needs; from: number; ways: Behaviour; lists: Map<number, Candidates> }

/** What several runs on one world and experience share: candidates and their chances never change. */
const grounds = new WeakMap<World, { experience: Experience; ground: Ground }>()

function groundOf(market: Market, experience: Experience): Ground {
  const { world, assumptions } = market
  const kept = grounds.get(world)
  if (kept?.experience === experience) return kept.ground
  const made = withExpected(world, experience.worlds)
  const ways = behaviourOf({ ...world, needs: made.needs }, assumptions)
  const ground = { ...made, ways, lists: new Map<number, Candidates>() }
  grounds.set(world, { experience, ground })
  return ground
}

function among(all: Pick<Candidates, 'workers' | 'km'>, fits: (worker: number, km: number) => boolean) {
  const rows = Array.from(all.workers, (_worker, i) => i).filter((i) => fits(all.workers[i]!, all.km[i]!))
  return {
    workers: Int32Array.from(rows, (i) => all.workers[i]!),
    km: Float32Array.from(rows, (i) => all.km[i]!),
  }
}

export function ours(options: OursOptions): Policy {
  const { settings, hall, tickMinutes, answersKnown = false, needsKnown = false } = options
  let { experience } = options
  let dispatcher: Dispatcher | null = null
  let byUnit: number[][] = []
  let from = 0
  let joined: Needs
  let entered = -1
  let earned: Float64Array
  let freeDays: Float64Array
  let earnedOfAll = 0
  let freeDaysOfAll = 0

  function join(market: Market): Dispatcher {
    const { world, assumptions } = market
    const { people, plan } = world
    if (needsKnown) experience = { ...experience, worlds: [world] }
    const made = groundOf(market, experience)
    joined = made.needs
    from = made.from
    byUnit = []
    const { ways } = made
    const lists = answersKnown ? new Map<number, Candidates>() : made.lists
    earned = new Float64Array(people.count)
    freeDays = new Float64Array(people.count)
    for (let w = 0; w < people.count; w++)
      for (let day = 0; day < plan.days; day++) if (people.freeFrom[w * plan.days + day]! >= 0) freeDays[w]! += 1
    freeDaysOfAll = freeDays.reduce((sum, one) => sum + one, 0)
    const day = (need: number) => Math.floor(joined.startsAt[need]! / dayMinutes)
    const minutesOf = (need: number) => joined.endsAt[need]! - joined.startsAt[need]!

    function fitsBeside(worker: number, need: number): boolean {
      let minutes = minutesOf(need)
      for (const other of market.taken[worker]!) {
        if (other === need) return false
        if (day(other) !== day(need)) continue
        minutes += minutesOf(other)
        const way = ways.travelMinutes(
          ways.roadKm(joined.lat[need]!, joined.lng[need]!, joined.lat[other]!, joined.lng[other]!),
        )
        if (
          joined.startsAt[need]! < joined.endsAt[other]! + way &&
          joined.startsAt[other]! < joined.endsAt[need]! + way
        )
          return false
      }
      return minutes <= assumptions.people.longestDayMinutes
    }

    const city: City = {
      need: (need) => ({ day: day(need), startsAt: joined.startsAt[need]!, endsAt: joined.endsAt[need]! }),
      openPlaces: (need) => (need < from ? market.open[need]! : joined.places[need]!),
      candidates(need) {
        const kept = lists.get(need)
        if (kept) return kept
        // What is expected stands behind what is posted, in the same order where it is the same.
        const posted = need < from ? need : needsKnown ? need - from : null
        const all = posted === null ? ways.candidates(need) : market.behaviour.candidates(posted)
        const known = answersKnown && posted !== null
        const { workers, km } = known
          ? among(all, (worker, far) => market.behaviour.wouldAccept(worker, posted, far))
          : all
        const chance = Float32Array.from(workers, (worker, i) =>
          known
            ? 1
            : acceptChanceOf(
                experience.learnt,
                joined.payFen[need]!,
                people.statedWishFen[worker]!,
                km[i]!,
                people.channel[worker]!,
              ),
        )
        const list = { workers, km, chance }
        lists.set(need, list)
        return list
      },
      person: (worker) => ({
        channel: channelOf[people.channel[worker]!]!,
        hardToEmploy: people.hardToEmploy[worker] === 1,
        incomeGap:
          earnedOfAll === 0
            ? 0
            : Math.max(-1, 1 - earned[worker]! / Math.max(1, freeDays[worker]!) / (earnedOfAll / freeDaysOfAll)),
      }),
      mayTake: fitsBeside,
      lastMinute(need, km, now) {
        const until = need < from ? market.takeableUntil(need) : joined.startsAt[need]!
        return now > until ? -1 : until - ways.travelMinutes(km)
      },
      sparedShare(worker, need) {
        const at = worker * plan.days + day(need)
        const own = people.freeTo[at]! - people.freeFrom[at]!
        return own <= 0 ? 0 : 1 - Math.min(1, minutesOf(need) / Math.min(own, assumptions.people.longestDayMinutes))
      },
      inRoster: () => false,
    }
    const known = balancedAt(settings, placesPerFreeDay(freeDaysOfAll / plan.days, experience.worlds))
    return new Dispatcher(city, known, experience.learnt.times)
  }

  function started(market: Market): Dispatcher {
    dispatcher ??= join(market)
    return dispatcher
  }

  function send(market: Market): void {
    const known = started(market)
    const today = Math.floor(market.now / dayMinutes)
    if (entered < today + 1) {
      for (let need = from; need < joined.count; need++) {
        const day = Math.floor(joined.startsAt[need]! / dayMinutes)
        if (day > entered && day <= today + 1 && joined.postedAt[need]! > market.now)
          known.expect(need, market.now, joined.postedAt[need]!)
      }
      entered = today + 1
    }
    ask(market, known)
    atOnce(market)
  }

  function ask(market: Market, known: Dispatcher): void {
    for (const { worker, need, expiresAt } of known.decide(market.now))
      market.offer(worker, need, expiresAt - market.now)
  }

  /** As the city's dispatcher does: what has just changed is looked at in the same round, not at the next minute. */
  function atOnce(market: Market): void {
    const known = started(market)
    for (let looks = 0; looks < looksAtOnce && known.isStirred; looks++) ask(market, known)
  }

  function pay(market: Market, worker: number, need: number, sign: number): void {
    const fen = (sign * (joined.endsAt[need]! - joined.startsAt[need]!) * joined.payFen[need]!) / 60
    earned[worker]! += fen
    earnedOfAll += fen
  }

  return {
    name: 'ours',
    tickMinutes,
    posted(market, need) {
      started(market).open(need, market.now)
      ;(byUnit[joined.unit[need]!] ??= []).push(need)
      atOnce(market)
    },
    reopened(market, need, worker) {
      if (worker !== null) {
        pay(market, worker, need, -1)
        started(market).freed(worker, need, market.now)
      }
      started(market).open(need, market.now)
      atOnce(market)
    },
    answered(market, worker, need, answer) {
      if (answer === 'yes') pay(market, worker, need, 1)
      started(market).answered(worker, need, answer, market.now)
      atOnce(market)
    },
    ...(hall
      ? {
          visited(market: Market, worker: number) {
            const left = [...newestFor(market, byUnit, worker)].filter((one) => started(market).leftForHall(one) > 0)
            const need = bestOf(market, worker, left)
            if (need === null) return
            market.take(worker, need)
            pay(market, worker, need, 1)
            started(market).accepted(worker, need, market.now)
            atOnce(market)
          },
        }
      : {}),
    tick: send,
  }
}

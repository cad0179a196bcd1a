/** The ten frauds as docs/adr/0017-the-cheat-range.md has them, each planted in the rows of an honest site. */
import type { FlagRow } from '@linggong/policy'
import type { Draw } from './draw.ts'
import {
  add,
  away,
  dayMs,
  hourMs,
  quarterDays,
  quarterStart,
  type Employer,
  type SimulatedSite,
  type Work,
} from './honest.ts'

type Plant = (site: SimulatedSite, draw: Draw) => FlagRow[]
const minuteMs = 60_000

/** One row in five is made to look honest; hours of a full day only where they leave room for the next row. */
function planted(site: SimulatedSite, draw: Draw, work: Work, room = true): FlagRow {
  if (!draw.chance(0.2)) return add(site, draw, work)
  const { checkedInBy: _by, clerkId: _clerk, paidHow: _how, minutes: _minutes, ...kept } = work.change ?? {}
  const person = { ...work.person, smart: true }
  const minutes = room ? draw.int(16, 32) * 15 : work.minutes
  return add(site, draw, { ...work, person, minutes, change: kept })
}

/** A name of its own for whoever and whatever is planted. */
const fresh = (draw: Draw): string => `x${Math.floor(draw.next() * 1e15)}`
const stranger = (draw: Draw, change: Partial<Work['person']> = {}): Work['person'] => {
  const id = fresh(draw)
  return { id, phone: `${id} phone`, card: `${id} card`, smart: draw.chance(0.7), ...change }
}
const shell = (
  site: SimulatedSite,
  draw: Draw,
  km: readonly [number, number],
  ownerId: string | null = null,
): Employer => {
  const id = fresh(draw)
  return {
    id,
    ownerId,
    place: away(site.place, draw.between(km[0], km[1]), draw.next()),
    paidInFrom: [`${id} own`],
  }
}
const anyDay = (draw: Draw) => draw.int(0, quarterDays - 1)
const times = <T>(count: number, make: (n: number) => T): T[] => Array.from({ length: count }, (_none, n) => make(n))
const paper = (site: SimulatedSite, draw: Draw) =>
  ({ checkedInBy: 'clerk', clerkId: draw.pick(site.clerks), paidHow: 'cash', cardKey: null }) as const

const paperPair: Plant = (site, draw) => {
  const person = stranger(draw)
  const employer = shell(site, draw, [1, 20])
  return times(draw.int(10, 25), (n) =>
    planted(site, draw, {
      person,
      employer,
      day: (n * 3 + draw.int(0, 2)) % quarterDays,
      at: draw.int(8, 15),
      minutes: draw.int(4, 10) * 15,
      change: paper(site, draw),
    }),
  )
}

const manyPlaces: Plant = (site, draw) => {
  const person = stranger(draw, { smart: true })
  return times(draw.int(8, 20), () => anyDay(draw)).flatMap((day) => {
    let at = draw.int(7, 9)
    let place = away(site.place, draw.between(5, 20), draw.next())
    return times(draw.int(2, 3), () => {
      const employer = { ...draw.pick(site.employers), place }
      const minutes = draw.int(8, 12) * 15
      const row = planted(site, draw, { person, employer, day, at, minutes }, false)
      at += (row.endsAt - row.startsAt) / hourMs + draw.between(0, 40) / 60
      place = away(place, draw.between(25, 60), draw.next())
      return row
    })
  })
}

const neverLeft: Plant = (site, draw) =>
  times(draw.int(10, 25), () => {
    const employer = shell(site, draw, [30, 60])
    const [day, at] = [anyDay(draw), draw.int(8, 10)]
    const checkedInAt = quarterStart + day * dayMs + at * hourMs
    const placedAt = checkedInAt - draw.int(3, 15) * minuteMs
    const change = { way: 'counter' as const, placedAt, checkedInAt, postedAt: placedAt - hourMs }
    return planted(site, draw, { person: stranger(draw), employer, day, at, minutes: draw.int(16, 32) * 15, change })
  })

const onePhone: Plant = (site, draw) => {
  const phone = `${fresh(draw)} shared phone`
  return times(draw.int(6, 15), () => stranger(draw, { phone })).flatMap((person) =>
    times(draw.int(1, 3), () =>
      planted(site, draw, {
        person,
        employer: draw.pick(site.employers),
        day: anyDay(draw),
        at: draw.int(7, 9),
        minutes: draw.int(16, 32) * 15,
      }),
    ),
  )
}

const oneCard: Plant = (site, draw) => {
  const card = `${fresh(draw)} shared card`
  return times(draw.int(5, 12), () => stranger(draw, { card, smart: true })).flatMap((person) =>
    times(draw.int(2, 4), () =>
      planted(site, draw, {
        person,
        employer: draw.pick(site.employers),
        day: anyDay(draw),
        at: draw.int(7, 9),
        minutes: draw.int(16, 32) * 15,
        change: { cardKey: card, paidHow: 'bank' },
      }),
    ),
  )
}

const moneyBack: Plant = (site, draw) => {
  const employer = shell(site, draw, [1, 20])
  const people = times(draw.int(2, 5), () => stranger(draw, { smart: true }))
  employer.paidInFrom.push(...people.map(({ card }) => card))
  return times(draw.int(10, 30), () => {
    const person = draw.pick(people)
    const change = { cardKey: person.card, paidHow: 'bank' as const }
    return planted(site, draw, {
      person,
      employer,
      day: anyDay(draw),
      at: draw.int(7, 14),
      minutes: draw.int(8, 32) * 15,
      change,
    })
  })
}

const cutJob: Plant = (site, draw) => {
  const person = stranger(draw)
  const employer = shell(site, draw, [1, 20])
  const firstDay = draw.int(1, quarterDays - 12)
  const sitting = quarterStart + (firstDay - 1) * dayMs + 15 * hourMs
  const count = draw.int(12, 20)
  const perDay = draw.int(2, 3)
  return times(count, (n) => {
    const postedAt = sitting + n * draw.between(1, 4) * minuteMs
    const change = { postedAt, placedAt: postedAt + 5 * minuteMs, postingId: `cut ${fresh(draw)}` }
    return planted(
      site,
      draw,
      {
        person,
        employer,
        day: firstDay + Math.floor(n / perDay),
        at: 8 + (n % perDay) * 2.5,
        minutes: draw.int(4, 8) * 15,
        change,
      },
      false,
    )
  })
}

const deskCheckIn: Plant = (site, draw) => {
  const clerkId = draw.pick(site.clerks)
  return times(draw.int(3, 6), () => anyDay(draw)).flatMap((day) => {
    const shells = times(draw.int(4, 6), () => shell(site, draw, [3, 30]))
    const at = draw.int(7, 9)
    const began = quarterStart + day * dayMs + at * hourMs
    const within = draw.int(2, 8)
    return times(Math.max(shells.length, draw.int(5, 10)), (n) => {
      const checkedInAt = began + draw.between(0, within) * minuteMs
      const employer = shells[n % shells.length] ?? shell(site, draw, [3, 30])
      const change = { checkedInBy: 'clerk' as const, clerkId, checkedInAt, paidHow: 'cash' as const, cardKey: null }
      return planted(site, draw, { person: stranger(draw), employer, day, at, minutes: draw.int(16, 32) * 15, change })
    })
  })
}

const deadlineBurst: Plant = (site, draw) => {
  const days = draw.int(3, 5)
  return times(draw.int(25, 60), () =>
    planted(site, draw, {
      person: stranger(draw),
      employer: draw.pick(site.employers),
      day: quarterDays - draw.int(1, days),
      at: draw.int(7, 14),
      minutes: draw.int(8, 32) * 15,
    }),
  )
}

const ring: Plant = (site, draw) => {
  const people = times(draw.int(4, 8), () => stranger(draw))
  const homes = people.map(({ id }) => shell(site, draw, [1, 15], id))
  const count = draw.int(15, 40)
  return times(count, (n) => {
    const from = n % people.length
    // Each serves the next one first, so that the circle closes; after that anybody serves anybody else.
    const to = n < people.length ? (from + 1) % people.length : (from + draw.int(1, people.length - 1)) % people.length
    const person = people[from]
    const employer = homes[to]
    if (!person || !employer) throw new Error('a ring has as many homes as people')
    return planted(site, draw, {
      person,
      employer,
      day: anyDay(draw),
      at: draw.int(7, 14),
      minutes: draw.int(6, 24) * 15,
    })
  })
}

export const frauds = {
  paperPair,
  manyPlaces,
  neverLeft,
  onePhone,
  oneCard,
  moneyBack,
  cutJob,
  deskCheckIn,
  deadlineBurst,
  ring,
} as const satisfies Record<string, Plant>
export type FraudName = keyof typeof frauds
export const fraudNames = Object.keys(frauds) as FraudName[]

/** Honest sites, mountain and town, as docs/adr/0017-the-cheat-range.md has them. Pure: a seed gives one quarter. */
import type { FlagPlace, FlagRow } from '@linggong/policy'
import { drawOf, type Draw } from './draw.ts'

export const hourMs = 3_600_000
export const dayMs = 24 * hourMs
const minuteMs = 60_000
/** A quarter of 92 days, local midnight. */
export const quarterStart = Date.UTC(2026, 8, 30, 16)
export const quarterDays = 92
export const quarterEnd = quarterStart + quarterDays * dayMs - 1

type Person = { id: string; phone: string | null; card: string; smart: boolean; usual: Employer[] }
export type Employer = { id: string; ownerId: string | null; place: FlagPlace; paidInFrom: string[] }
export type SimulatedSite = {
  kind: 'mountain' | 'town'
  place: FlagPlace
  clerks: readonly string[]
  people: Person[]
  employers: Employer[]
  rows: FlagRow[]
}

/** So many kilometres away, in some direction. */
export function away(from: FlagPlace, km: number, turn: number): FlagPlace {
  const angle = turn * 2 * Math.PI
  return {
    lat: from.lat + (km / 111.2) * Math.cos(angle),
    lng: from.lng + (km / (111.2 * Math.cos((from.lat * Math.PI) / 180))) * Math.sin(angle),
  }
}

const sizes = {
  mountain: { people: [12, 40], employers: [3, 8], km: [5, 45], rows: [30, 120] },
  town: { people: [60, 160], employers: [15, 40], km: [0.5, 15], rows: [150, 400] },
} as const

/** An honest site’s quarter. `name` keeps its ids apart from those of other sites. */
export function honestSite(seed: number, part: number, kind: 'mountain' | 'town'): SimulatedSite {
  const draw = drawOf(seed, part)
  const name = `${kind}${part}`
  const size = sizes[kind]
  const place = { lat: 26.7 + draw.next() * 0.6, lng: 119 + draw.next() }
  const site: SimulatedSite = {
    kind,
    place,
    clerks: kind === 'town' ? [`${name}c1`, `${name}c2`, `${name}c3`] : [`${name}c1`],
    people: [],
    employers: Array.from({ length: draw.int(size.employers[0], size.employers[1]) }, (_none, n) => ({
      id: `${name}e${n}`,
      ownerId: null,
      place: away(place, draw.between(size.km[0], size.km[1]), draw.next()),
      paidInFrom: [`${name}fund${n}`],
    })),
    rows: [],
  }
  addPeople(site, draw, name, draw.int(size.people[0], size.people[1]))
  addWork(site, draw, draw.int(size.rows[0], size.rows[1]))
  if (kind === 'mountain') {
    if (draw.chance(0.3)) addHomestay(site, draw)
    if (draw.chance(0.15)) addExchange(site, draw)
    if (draw.chance(0.03)) addFamilyMoney(site, draw)
  }
  site.rows = withoutOverlaps(site.rows)
  return site
}

/** Nobody is at two places of work at once: the platform’s database refuses it, whoever asks. */
function withoutOverlaps(rows: readonly FlagRow[]): FlagRow[] {
  const kept: FlagRow[] = []
  const byWorker = new Map<string, FlagRow[]>()
  for (const row of rows) {
    const own = byWorker.get(row.workerId) ?? []
    if (own.some((one) => one.startsAt < row.endsAt && row.startsAt < one.endsAt)) continue
    byWorker.set(row.workerId, [...own, row])
    kept.push(row)
  }
  return kept
}

function addPeople(site: SimulatedSite, draw: Draw, name: string, count: number): void {
  for (let n = 0; n < count; n++) {
    const before = site.people.at(-1)
    const couple =
      before !== undefined &&
      draw.chance(0.125) &&
      !site.people.some((one) => one !== before && one.phone === before.phone)
    const oneCard =
      before !== undefined &&
      draw.chance(0.05) &&
      !site.people.some((one) => one !== before && one.card === before.card)
    site.people.push({
      id: `${name}p${n}`,
      phone: couple ? before.phone : `${name}phone${n}`,
      card: oneCard ? before.card : `${name}card${n}`,
      smart: !draw.chance(0.3),
      usual: [draw.pick(site.employers), draw.pick(site.employers)],
    })
  }
  if (draw.chance(0.04)) for (const one of site.people.slice(0, 3)) one.phone = `${name}family`
}

/** What a placement is about; everything else of a row follows from it. */
export type Work = {
  person: Pick<Person, 'id' | 'phone' | 'card' | 'smart'>
  employer: Employer
  day: number
  /** Hours after midnight. */
  at: number
  minutes: number
  change?: Partial<FlagRow>
}

/** A row as an honest day leaves it; `change` says what is different. */
export function rowOf(site: SimulatedSite, draw: Draw, work: Work): FlagRow {
  const { person, employer } = work
  const startsAt = quarterStart + work.day * dayMs + work.at * hourMs
  const checkedInAt = startsAt - draw.int(0, 15) * minuteMs
  const clerkId = draw.pick(site.clerks)
  // Most are placed the evening before; some at dawn, in time for the road; one in twenty is typed when they have left.
  const placedAt = draw.chance(0.05)
    ? checkedInAt + draw.int(-4, 180) * minuteMs
    : draw.chance(0.2)
      ? startsAt - draw.between(1.2, 2.5) * hourMs
      : startsAt - draw.between(10, 40) * hourMs
  const crew = !person.smart && draw.chance(0.3)
  return {
    id: `${site.kind}${site.place.lat.toFixed(6)}-${Math.floor(draw.next() * 1e15)}`,
    workerId: person.id,
    employerId: employer.id,
    employerOwnerId: employer.ownerId,
    postingId: `${employer.id} day ${work.day} ${work.at}`,
    postedAt: placedAt - draw.between(0.2, 20) * hourMs,
    way: draw.chance(0.7) ? 'counter' : 'posting',
    placedAt,
    startsAt,
    endsAt: startsAt + work.minutes * minuteMs,
    minutes: work.minutes,
    place: employer.place,
    checkedInAt,
    checkedInBy: person.smart ? 'worker' : crew ? 'employer' : 'clerk',
    clerkId: person.smart || crew ? null : clerkId,
    paidHow: person.smart ? (draw.chance(0.5) ? 'bank' : 'wechat') : 'cash',
    phoneKey: person.phone,
    cardKey: person.smart ? person.card : null,
    paidInFrom: employer.paidInFrom,
    ...work.change,
  }
}

export function add(site: SimulatedSite, draw: Draw, work: Work): FlagRow {
  const row = rowOf(site, draw, work)
  site.rows.push(row)
  return row
}

function addWork(site: SimulatedSite, draw: Draw, count: number): void {
  const harvest = site.kind === 'mountain' && draw.chance(0.2) ? draw.between(2, 3) : 1
  const weights = Array.from({ length: quarterDays }, (_none, day) => (day >= quarterDays - 14 ? harvest : 1))
  const total = weights.reduce((sum, one) => sum + one, 0)
  const busy = new Set<string>()
  for (let day = 0; day < quarterDays; day++) {
    const expected = (count * (weights[day] ?? 1)) / total
    const today = Math.floor(expected) + (draw.chance(expected - Math.floor(expected)) ? 1 : 0)
    // The people of one place usually go together.
    let together = draw.pick(site.employers)
    for (let n = 0; n < today; n++) {
      const person = draw.pick(site.people)
      if (busy.has(`${person.id} ${day}`)) continue
      busy.add(`${person.id} ${day}`)
      if (draw.chance(0.4)) together = draw.pick(site.employers)
      const employer = draw.chance(0.7) ? draw.pick(person.usual) : together
      const second = draw.chance(0.1)
      const minutes = second ? draw.int(16, 18) * 15 : draw.int(16, 40) * 15
      const first = add(site, draw, { person, employer, day, at: draw.pick([6.5, 7, 7.5, 8]), minutes })
      if (!second) continue
      const near = { ...draw.pick(site.employers), place: away(employer.place, draw.between(0, 12), draw.next()) }
      const at = (first.endsAt - quarterStart - day * dayMs) / hourMs + draw.between(1, 2)
      add(site, draw, { person, employer: near, day, at, minutes: 16 * 15 })
    }
  }
}

/** The same person two or three hours nearly every day, posted each day for the next. */
function addHomestay(site: SimulatedSite, draw: Draw): void {
  const employer = draw.pick(site.employers)
  const person = draw.pick(site.people)
  for (let day = draw.int(0, 40); day < quarterDays; day++) {
    if (!draw.chance(0.8)) continue
    const postedAt = quarterStart + (day - 1) * dayMs + draw.between(15, 19) * hourMs
    const placedAt = postedAt + draw.between(0.2, 2) * hourMs
    const change = { postedAt, placedAt, postingId: `${employer.id} homestay ${day}` }
    add(site, draw, { person, employer, day, at: 18.5, minutes: draw.int(8, 12) * 15, change })
  }
}

/** Two farmers work on each other's fields, one to three times each. */
function addExchange(site: SimulatedSite, draw: Draw): void {
  const [one, other] = [draw.pick(site.people), draw.pick(site.people)]
  if (one === other) return
  const field = (owner: Person): Employer => ({
    id: `field of ${owner.id}`,
    ownerId: owner.id,
    place: away(site.place, draw.between(2, 15), draw.next()),
    paidInFrom: [`${owner.id} own`],
  })
  const pairs = [
    [one, field(other)],
    [other, field(one)],
  ] as const
  for (const [person, employer] of pairs)
    for (let n = draw.int(1, 3); n > 0; n--)
      add(site, draw, { person, employer, day: draw.int(0, quarterDays - 1), at: 13, minutes: draw.int(16, 32) * 15 })
}

/** An employer’s household card pays in the wages and receives those of one of the family. */
function addFamilyMoney(site: SimulatedSite, draw: Draw): void {
  const employer = draw.pick(site.employers)
  const person = draw.pick(site.people)
  employer.paidInFrom.push(person.card)
  for (let n = draw.int(2, 4); n > 0; n--)
    add(site, draw, {
      person,
      employer,
      day: draw.int(0, quarterDays - 1),
      at: 13,
      minutes: draw.int(16, 32) * 15,
      change: { cardKey: person.card, paidHow: 'bank' },
    })
}

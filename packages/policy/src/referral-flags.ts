/**
 * What in a quarter of a site's roster an inspector should look at, with the plain reason and the rows. Pure: rows in,
 * flags out; the numbers come from the pack (`referral.flagThresholds`), distances from the caller. A flag decides
 * nothing. The same function serves the platform and the cheat range (docs/adr/0017-the-cheat-range.md).
 */

export const referralFlagKinds = [
  'samePair',
  'impossibleRoute',
  'neverLeft',
  'sharedPhone',
  'sharedCard',
  'moneyBack',
  'cutJob',
  'deskCheckIn',
  'deadlineBurst',
  'ring',
] as const
export type ReferralFlagKind = (typeof referralFlagKinds)[number]

export interface FlagPlace {
  readonly lat: number
  readonly lng: number
}

/** A row of the roster with what the flags look at. Times in milliseconds; keys stand for a phone or card, never the number. */
export interface FlagRow {
  readonly id: string
  readonly workerId: string
  readonly employerId: string
  /** The person an employer belongs to; null where it is nobody's own. */
  readonly employerOwnerId: string | null
  readonly postingId: string
  readonly postedAt: number
  readonly way: 'counter' | 'posting'
  readonly placedAt: number
  readonly startsAt: number
  readonly endsAt: number
  /** Null: hours were not recorded. */
  readonly minutes: number | null
  readonly place: FlagPlace
  readonly checkedInAt: number | null
  readonly checkedInBy: 'worker' | 'employer' | 'clerk' | null
  /** Whoever of the staff checked the worker in. */
  readonly clerkId: string | null
  readonly paidHow: 'bank' | 'wechat' | 'cash' | null
  readonly phoneKey: string | null
  readonly cardKey: string | null
  /** Cards from which this employer has paid in wages. */
  readonly paidInFrom: readonly string[]
}

export interface FlagSite {
  readonly place: FlagPlace
  /** Last moment of the quarter, milliseconds. */
  readonly quarterEnd: number
  readonly quarterStart: number
}

export interface ReferralFlag {
  readonly kind: ReferralFlagKind
  /** The same finding has the same key however often it is looked for. */
  readonly key: string
  readonly rowIds: readonly string[]
  readonly wordsZh: string
}

/** Numbers of `referral.flagThresholds`; units stand in the names. */
export const flagThresholdNames = [
  'pairRows',
  'pairWeakPercent',
  'pairShortMinutes',
  'routeKmPerHour',
  'routeFromKm',
  'routeRows',
  'leftWithinKmPerHour',
  'leftFromKm',
  'leftRows',
  'leftPercent',
  'phonePersons',
  'cardPersons',
  'moneyBackRows',
  'cutPostings',
  'cutWithinMinutes',
  'cutShortMinutes',
  'deskPlaces',
  'deskWithinMinutes',
  'deskApartMeters',
  'burstDays',
  'burstTimes',
  'burstRows',
  'ringRows',
] as const
export type FlagThresholds = Readonly<Record<(typeof flagThresholdNames)[number], number>>

/** Reads the thresholds of a pack's value. @throws Error naming every number that is missing */
export function flagThresholds(value: Readonly<Record<string, number>>): FlagThresholds {
  const missing = flagThresholdNames.filter((name) => typeof value[name] !== 'number')
  if (missing.length > 0) throw new Error(`referral.flagThresholds lacks ${missing.join(', ')}`)
  return Object.fromEntries(flagThresholdNames.map((name) => [name, value[name]])) as FlagThresholds
}

type Meters = (a: FlagPlace, b: FlagPlace) => number
type Finder = (rows: readonly FlagRow[], site: FlagSite, limits: FlagThresholds, meters: Meters) => ReferralFlag[]

const hourMs = 3_600_000
const dayMs = 24 * hourMs
const ids = (rows: readonly FlagRow[]) => rows.map(({ id }) => id)
const km = (meters: number) => `${Math.round(meters / 1_000)}公里`
const pairOf = (row: FlagRow) => `${row.workerId} ${row.employerId}`

/** All that speaks for a look, in the order of `referralFlagKinds`; rows in any order, at least an empty list. */
export function flagReferrals(
  rows: readonly FlagRow[],
  site: FlagSite,
  limits: FlagThresholds,
  meters: Meters,
): ReferralFlag[] {
  const sorted = rows.toSorted((a, b) => a.startsAt - b.startsAt || (a.id < b.id ? -1 : 1))
  return referralFlagKinds.flatMap((kind) => finders[kind](sorted, site, limits, meters))
}

/** Not the worker's own check-in, not paid through a bank or wallet: nothing shows the worker but the site's word. */
const isWeak = (row: FlagRow) =>
  row.checkedInBy !== 'worker' && row.checkedInBy !== 'employer' && (row.paidHow === 'cash' || row.paidHow === null)

const samePair: Finder = (rows, _site, limits) =>
  [...Map.groupBy(rows, pairOf)].flatMap(([key, group]) => {
    const weak = group.filter(isWeak)
    const known = weak.flatMap(({ minutes }) => minutes ?? []).toSorted((a, b) => a - b)
    const middle = known[Math.floor(known.length / 2)] ?? Infinity
    if (group.length < limits.pairRows || weak.length * 100 < group.length * limits.pairWeakPercent) return []
    if (middle > limits.pairShortMinutes) return []
    const wordsZh = `同一个人在同一家${group.length}次,其中${weak.length}次没有本人签到、也没有走银行或微信付钱,多半只有${middle}分钟`
    return [{ kind: 'samePair', key, rowIds: ids(group), wordsZh }]
  })

const impossibleRoute: Finder = (rows, _site, limits, meters) =>
  [...Map.groupBy(rows, ({ workerId }) => workerId)].flatMap(([key, group]) => {
    const named = new Set<FlagRow>()
    let farthest = 0
    let shortest = Infinity
    for (const [index, row] of group.entries()) {
      const before = group[index - 1]
      if (!before) continue
      const away = meters(before.place, row.place)
      const gap = row.startsAt - before.endsAt
      if (gap > dayMs / 2 || away < limits.routeFromKm * 1_000) continue
      if (away / 1_000 <= (Math.max(gap, 0) / hourMs) * limits.routeKmPerHour) continue
      named.add(before).add(row)
      farthest = Math.max(farthest, away)
      shortest = Math.min(shortest, Math.max(gap, 0))
    }
    if (named.size < limits.routeRows) return []
    const wordsZh = `同一个人接连在相隔${km(farthest)}的两处干活,中间最短只隔${Math.round(shortest / 60_000)}分钟,路上来不及`
    return [{ kind: 'impossibleRoute', key, rowIds: ids([...named]), wordsZh }]
  })

const neverLeft: Finder = (rows, site, limits, meters) => {
  const counter = rows.filter(({ way }) => way === 'counter')
  const found = counter.filter((row) => {
    if (row.checkedInAt === null || row.checkedInAt <= row.placedAt) return false
    const away = meters(site.place, row.place) / 1_000
    const hours = (row.checkedInAt - row.placedAt) / hourMs
    return away >= limits.leftFromKm && away > hours * limits.leftWithinKmPerHour
  })
  if (found.length < limits.leftRows || found.length * 100 < counter.length * limits.leftPercent) return []
  const wordsZh = `${found.length}次在窗口刚推荐、几分钟后就在几十公里外签到,人来不及赶到`
  return [{ kind: 'neverLeft', key: 'site', rowIds: ids(found), wordsZh }]
}

/** People who share a number; a couple or a small family is an honest reason. */
function shared(
  rows: readonly FlagRow[],
  kind: 'sharedPhone' | 'sharedCard',
  keyOf: (row: FlagRow) => string | null,
  from: number,
  words: (persons: number) => string,
): ReferralFlag[] {
  const withKey = rows.filter((row) => keyOf(row) !== null)
  return [...Map.groupBy(withKey, (row) => keyOf(row) ?? '')].flatMap(([key, group]) => {
    const persons = new Set(group.map(({ workerId }) => workerId)).size
    return persons < from ? [] : [{ kind, key, rowIds: ids(group), wordsZh: words(persons) }]
  })
}
const sharedPhone: Finder = (rows, _site, limits) =>
  shared(
    rows,
    'sharedPhone',
    ({ phoneKey }) => phoneKey,
    limits.phonePersons,
    (persons) => `${persons}个人登记的是同一个手机号(夫妻、一家人合用的不算)`,
  )
const sharedCard: Finder = (rows, _site, limits) =>
  shared(
    rows,
    'sharedCard',
    ({ cardKey }) => cardKey,
    limits.cardPersons,
    (persons) => `${persons}个人的工钱都打到同一张银行卡(夫妻合用的不算)`,
  )

const moneyBack: Finder = (rows, _site, limits) =>
  [...Map.groupBy(rows, ({ employerId }) => employerId)].flatMap(([key, group]) => {
    const back = group.filter((row) => row.cardKey !== null && row.paidInFrom.includes(row.cardKey))
    if (back.length < limits.moneyBackRows) return []
    const wordsZh = `这家付工钱用的银行卡,就是收工钱的人的卡:${back.length}次工钱转了一圈又回来`
    return [{ kind: 'moneyBack', key, rowIds: ids(back), wordsZh }]
  })

const cutJob: Finder = (rows, _site, limits) =>
  [...Map.groupBy(rows, pairOf)].flatMap(([pair, all]) => {
    const short = all
      .filter(({ minutes }) => minutes !== null && minutes <= limits.cutShortMinutes)
      .toSorted((a, b) => a.postedAt - b.postedAt)
    let best: FlagRow[] = []
    for (const [index, first] of short.entries()) {
      const sitting = short
        .slice(index)
        .filter(({ postedAt }) => postedAt - first.postedAt <= limits.cutWithinMinutes * 60_000)
      if (postingsOf(sitting) > postingsOf(best)) best = sitting
    }
    if (postingsOf(best) < limits.cutPostings) return []
    const wordsZh = `同一家一口气发了${postingsOf(best)}个岗位,都是同一个人接,每次不到${limits.cutShortMinutes}分钟,像一个活拆成多个`
    return [{ kind: 'cutJob', key: pair, rowIds: ids(best), wordsZh }]
  })
const postingsOf = (rows: readonly FlagRow[]) => new Set(rows.map(({ postingId }) => postingId)).size

/** Places that lie apart; each row joins the first it is near to. */
function placesOf(rows: readonly FlagRow[], apart: number, meters: Meters): number {
  const found: FlagPlace[] = []
  for (const { place } of rows) if (!found.some((one) => meters(one, place) < apart)) found.push(place)
  return found.length
}

const deskCheckIn: Finder = (rows, _site, limits, meters) => {
  const byClerk = rows.filter((row) => row.checkedInBy === 'clerk' && row.clerkId !== null && row.checkedInAt !== null)
  return [...Map.groupBy(byClerk, ({ clerkId }) => clerkId ?? '')].flatMap(([key, all]) => {
    const group = all.toSorted((a, b) => (a.checkedInAt ?? 0) - (b.checkedInAt ?? 0))
    const named = new Set<FlagRow>()
    let most = 0
    for (const [index, first] of group.entries()) {
      const until = (first.checkedInAt ?? 0) + limits.deskWithinMinutes * 60_000
      const sitting = group.slice(index).filter(({ checkedInAt }) => (checkedInAt ?? 0) <= until)
      const places = placesOf(sitting, limits.deskApartMeters, meters)
      if (places < limits.deskPlaces) continue
      most = Math.max(most, places)
      for (const row of sitting) named.add(row)
    }
    if (named.size === 0) return []
    const wordsZh = `同一个工作人员${limits.deskWithinMinutes}分钟里给${most}个不同地方的人代签到,共${named.size}次`
    return [{ kind: 'deskCheckIn', key, rowIds: ids([...named]), wordsZh }]
  })
}

const deadlineBurst: Finder = (rows, site, limits) => {
  const from = site.quarterEnd - limits.burstDays * dayMs
  const last = rows.filter(({ startsAt }) => startsAt >= from)
  const before = rows.length - last.length
  const daysBefore = Math.max((from - site.quarterStart) / dayMs, 1)
  const times = last.length / limits.burstDays / Math.max(before / daysBefore, 1 / daysBefore)
  if (last.length < limits.burstRows || times < limits.burstTimes) return []
  const wordsZh = `季度最后${limits.burstDays}天有${last.length}次,是平时的${Math.round(times)}倍`
  return [{ kind: 'deadlineBurst', key: 'site', rowIds: ids(last), wordsZh }]
}

/** Households that employ one another in a circle: whoever is reached from somebody and reaches that one again. */
const ring: Finder = (rows, _site, limits) => {
  const owned = rows.filter((row) => row.employerOwnerId !== null && row.employerOwnerId !== row.workerId)
  const next = Map.groupBy(owned, ({ workerId }) => workerId)
  const reach = (from: string): Set<string> => {
    const seen = new Set<string>()
    const waiting = [from]
    for (let one = waiting.pop(); one !== undefined; one = waiting.pop())
      for (const { employerOwnerId } of next.get(one) ?? [])
        if (employerOwnerId !== null && !seen.has(employerOwnerId)) {
          seen.add(employerOwnerId)
          waiting.push(employerOwnerId)
        }
    return seen
  }
  const reached = new Map([...next.keys()].map((person) => [person, reach(person)]))
  const taken = new Set<string>()
  return [...next.keys()].flatMap((person) => {
    if (taken.has(person) || !reached.get(person)?.has(person)) return []
    const circle = [...next.keys()].filter((one) => reached.get(person)?.has(one) && reached.get(one)?.has(person))
    for (const one of circle) taken.add(one)
    const members = new Set(circle)
    const inside = owned.filter((row) => members.has(row.workerId) && members.has(row.employerOwnerId ?? ''))
    if (inside.length < limits.ringRows) return []
    const wordsZh = `${circle.length}户人家互相雇来雇去,共${inside.length}次(偶尔换工的不算)`
    return [{ kind: 'ring', key: circle.toSorted()[0] ?? '', rowIds: ids(inside), wordsZh }]
  })
}

const finders: Readonly<Record<ReferralFlagKind, Finder>> = {
  samePair,
  impossibleRoute,
  neverLeft,
  sharedPhone,
  sharedCard,
  moneyBack,
  cutJob,
  deskCheckIn,
  deadlineBurst,
  ring,
}

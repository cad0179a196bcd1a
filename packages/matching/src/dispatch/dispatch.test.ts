import fc from 'fast-check'
import { expect, test } from 'vitest'
import { AnswerTimes } from './answers.ts'
import { balancedAt } from './balance.ts'
import type { City } from './city.ts'
import { Dispatcher } from './dispatcher.ts'
import { chanceOfTooMany, mayStillAsk } from './over-asking.ts'
import { dispatchSettings, type DispatchSettings } from './settings.ts'
import { termsOf } from './value.ts'

const settings: DispatchSettings = {
  weights: { filled: 1_000, fit: 0, fitHalfAt: 4, perKm: 10, standing: 0, floor: 100, floorMost: 150, fairness: 0 },
  balance: {
    workIsShortUpTo: 0.5,
    peopleAreShortFrom: 1,
    whereWorkIsShort: { perKm: 10, floor: 100, fairness: 0, expected: 500, sparedDay: 0, calmMinutes: 100 },
    wherePeopleAreShort: { perKm: 20, floor: 300, fairness: 0, expected: 1_000, sparedDay: 80, calmMinutes: 300 },
  },
  expectedPoints: 700,
  sparedDayPoints: 0,
  rosterPoints: 200,
  togetherPoints: 100,
  offeredTaxPoints: 10_000,
  rosterAloneMinutes: 30,
  rosterAloneFromLeadMinutes: 1_440,
  hasteFromMinutes: 60,
  calmMinutes: 300,
  calmHaste: 1,
  nearest: 2,
  nearestPerPlace: 1,
  refusedAtMost: 0.05,
  furtherYes: 0.6,
  silenceMinutes: 20,
  asksAtMost: 2,
  openPerPerson: 3,
  perPersonAndDay: 10,
  pauseAfterNoMinutes: 0,
  expiryMinutes: [10, 10, 20, 30, 30],
  leastMinutes: [2, 2, 5, 8, 8],
  askFrom: [360, 360, 360, 360, 360],
  askTo: [1_290, 1_290, 1_290, 1_290, 1_290],
  ownHours: { from: 240, to: 1_410 },
  notWaitedMinutes: 60,
}

type Need = {
  day: number
  startsAt: number
  endsAt: number
  places: number
  km: number[]
  roster?: number[]
  openSince?: number
}

/** A market of a few needs; `km[worker]` is each person’s way, and everybody can do everything. */
function makeCity(needs: Need[], hard: number[] = []) {
  const taken = new Map<number, number[]>()
  const open = needs.map(({ places }) => places)
  const city: City = {
    need: (need) => needs[need]!,
    openPlaces: (need) => open[need]!,
    candidates(need) {
      const order = needs[need]!.km.map((km, worker) => ({ km, worker })).sort((a, b) => a.km - b.km)
      return { workers: order.map((o) => o.worker), km: order.map((o) => o.km), chance: order.map(() => 0.8) }
    },
    person: (worker) => ({ channel: 0, hardToEmploy: hard.includes(worker), incomeGap: 0 }),
    mayTake: (worker, need) =>
      (taken.get(worker) ?? []).every(
        (other) => needs[other]!.endsAt <= needs[need]!.startsAt || needs[need]!.endsAt <= needs[other]!.startsAt,
      ),
    lastMinute: (need, km) => needs[need]!.startsAt - 10 - 2 * km,
    sparedShare: () => 0,
    inRoster: (worker, need) => needs[need]!.roster?.includes(worker) ?? false,
  }
  const take = (worker: number, need: number) => {
    open[need]! -= 1
    taken.set(worker, [...(taken.get(worker) ?? []), need])
  }
  return { city, take, open, taken }
}

const times = new AnswerTimes(
  Array.from({ length: 100 }, (_none, i) => ({ channel: 0, before: 0, minutes: i < 80 ? 1 + (i % 10) : null })),
  5,
)
const need = (over: Partial<Need> = {}): Need => ({
  day: 0,
  startsAt: 900,
  endsAt: 1_200,
  places: 1,
  km: [1, 2, 3],
  ...over,
})
const asked = (offers: readonly { worker: number; need: number }[]) => offers.map((o) => [o.need, o.worker])

test('the nearest is asked, after a no the next at once, and the one who said no never again', () => {
  const { city } = makeCity([need()])
  const dispatcher = new Dispatcher(city, settings, times)
  dispatcher.open(0, 600)
  expect(asked(dispatcher.decide(600))).toEqual([[0, 0]])
  expect(dispatcher.decide(601)).toEqual([])
  dispatcher.answered(0, 0, 'no', 602)
  expect(asked(dispatcher.decide(602))).toEqual([[0, 1]])
  dispatcher.answered(1, 0, 'no', 603)
  expect(asked(dispatcher.decide(603))).toEqual([[0, 2]])
  dispatcher.answered(2, 0, 'no', 604)
  for (let now = 604; now < 880; now += 4) expect(dispatcher.decide(now)).toEqual([])
})

test('who said yes too late stands by, and is asked first when a place comes free again', () => {
  const { city, take, open } = makeCity([need({ km: [4, 5, 6] })])
  const dispatcher = new Dispatcher(city, settings, times)
  dispatcher.open(0, 600)
  expect(asked(dispatcher.decide(600))).toEqual([[0, 0]])
  take(2, 0)
  dispatcher.accepted(2, 0, 601)
  expect(dispatcher.leftForHall(0)).toBe(0)
  dispatcher.answered(0, 0, 'full', 602)
  expect(dispatcher.decide(602)).toEqual([])
  open[0]! += 1
  dispatcher.freed(2, 0, 650)
  dispatcher.open(0, 650)
  const [offer] = dispatcher.decide(650)
  expect(offer).toMatchObject({ worker: 0, terms: { accept: expect.closeTo(800, 0) } })
})

test('silence is asked again after its time, so often and no oftener', () => {
  const { city } = makeCity([need({ km: [1] })])
  const dispatcher = new Dispatcher(city, settings, times)
  dispatcher.open(0, 600)
  const [first] = dispatcher.decide(600)
  expect(first?.expiresAt).toBe(610)
  dispatcher.answered(0, 0, 'silent', 610)
  expect(dispatcher.decide(629)).toEqual([])
  expect(asked(dispatcher.decide(630))).toEqual([[0, 0]])
  dispatcher.answered(0, 0, 'silent', 640)
  expect(dispatcher.decide(800)).toEqual([])
})

/** A city in which each person is reached by a channel and may have said when. */
function byChannel(city: City, channels: number[], asked: Record<number, { from?: number; to?: number }> = {}): City {
  return {
    ...city,
    person: (worker) => ({
      channel: channels[worker]!,
      hardToEmploy: false,
      incomeGap: 0,
      ...(asked[worker] && { asked: asked[worker] }),
    }),
  }
}
/** Calls are answered as messages are. */
const sameForAll = new AnswerTimes(
  [0, 3].flatMap((channel) => Array.from({ length: 50 }, () => ({ channel, before: 0, minutes: 2 }))),
  5,
)
const early = { ...settings, askFrom: [330, 330, 360, 360, 360] }

test('a quiet message goes out earlier than a call; whoever is planned and far from the start is waited for', () => {
  const { city } = makeCity([need({ places: 2, km: [1, 2] })])
  const dispatcher = new Dispatcher(byChannel(city, [3, 0]), early, sameForAll)
  dispatcher.open(0, 300)
  expect(dispatcher.decide(329)).toEqual([])
  expect(asked(dispatcher.decide(330))).toEqual([[0, 1]])
  expect(dispatcher.decide(331)).toEqual([])
  expect(asked(dispatcher.decide(360))).toEqual([[0, 0]])
})

test('where waiting would leave too little time, the next is asked, and the one passed over as soon as it may be', () => {
  const { city } = makeCity([need({ startsAt: 415, places: 1, km: [1, 2, 3] })])
  const dispatcher = new Dispatcher(byChannel(city, [3, 3, 0]), early, sameForAll)
  dispatcher.open(0, 300)
  expect(asked(dispatcher.decide(330))).toEqual([[0, 2]])
  dispatcher.answered(2, 0, 'no', 332)
  expect(dispatcher.decide(359)).toEqual([])
  expect(asked(dispatcher.decide(360))).toEqual([[0, 0]])
})

test('what people say of their hours goes before the hours of the channel, within the widest', () => {
  const { city } = makeCity([need({ places: 3, km: [1, 2, 3] })])
  const said = { 0: { from: 300 }, 1: { from: 480 }, 2: { from: 200, to: 350 } }
  const dispatcher = new Dispatcher(byChannel(city, [3, 0, 3], said), early, sameForAll)
  dispatcher.open(0, 200)
  expect(dispatcher.decide(239)).toEqual([])
  expect(asked(dispatcher.decide(240))).toEqual([[0, 2]])
  expect(dispatcher.decide(299)).toEqual([])
  expect(asked(dispatcher.decide(300))).toEqual([[0, 0]])
  dispatcher.answered(2, 0, 'silent', 310)
  expect(dispatcher.decide(479)).toEqual([])
  expect(asked(dispatcher.decide(480))).toEqual([[0, 1]])
})

test('nobody is asked at night, nor for what cannot be reached in time; an offer ends before it is too late to go', () => {
  const { city } = makeCity([need({ startsAt: 400, endsAt: 700, km: [15, 40] })])
  const dispatcher = new Dispatcher(city, settings, times)
  dispatcher.open(0, 300)
  expect(dispatcher.decide(300)).toEqual([])
  expect(dispatcher.decide(360)).toEqual([])
  const late = makeCity([need({ startsAt: 400, endsAt: 700, km: [12] })])
  const other = new Dispatcher(late.city, settings, times)
  other.open(0, 300)
  expect(other.decide(360)[0]?.expiresAt).toBe(366)
})

test('a person who takes one shift is asked for a second that fits, not for one that overlaps', () => {
  const { city, take } = makeCity([
    need({ startsAt: 500, endsAt: 700, km: [1] }),
    need({ startsAt: 600, endsAt: 900, km: [1] }),
    need({ startsAt: 800, endsAt: 1_000, km: [2] }),
  ])
  const dispatcher = new Dispatcher(city, settings, times)
  dispatcher.open(0, 400)
  expect(asked(dispatcher.decide(400))).toEqual([[0, 0]])
  dispatcher.open(1, 401)
  dispatcher.open(2, 401)
  expect(dispatcher.decide(401)).toEqual([])
  take(0, 0)
  dispatcher.answered(0, 0, 'yes', 402)
  expect(asked(dispatcher.decide(402))).toEqual([[2, 0]])
})

test('who alone can do what is expected is kept for it, as long as somebody else can do what is there', () => {
  const { city } = makeCity([need({ km: [1, 4] }), need({ km: [1, 400] })])
  const dispatcher = new Dispatcher(city, settings, times)
  dispatcher.expect(1, 590, 700)
  dispatcher.open(0, 600)
  expect(asked(dispatcher.decide(600))).toEqual([[0, 1]])
  dispatcher.answered(1, 0, 'no', 601)
  // Nobody else is left: what is there counts for more than what may come.
  expect(asked(dispatcher.decide(601))).toEqual([[0, 0]])
})

test('what is expected waits for nobody: the roster has no time alone before it is posted, and it ends at its minute', () => {
  const usually = need({
    day: 2,
    startsAt: 3_600,
    endsAt: 3_900,
    places: 2,
    km: [1, 400, 1],
    roster: [2],
    openSince: 700,
  })
  const now = need({ day: 2, startsAt: 3_600, endsAt: 3_900, km: [1, 4, 400] })
  const begun = () => {
    const dispatcher = new Dispatcher(makeCity([now, usually]).city, settings, times)
    dispatcher.expect(1, 590, 700)
    return dispatcher
  }
  const before = begun()
  before.open(0, 600)
  expect(asked(before.decide(600))).toEqual([[0, 1]])
  const after = begun()
  after.open(0, 700)
  expect(asked(after.decide(700))).toEqual([[0, 0]])
})

test('the roster is asked first and alone where there is time; when all of it said no, the others wait no longer', () => {
  const { city } = makeCity([need({ day: 2, startsAt: 3_600, endsAt: 3_900, km: [1, 2, 9], roster: [2] })])
  const dispatcher = new Dispatcher(city, settings, times)
  dispatcher.open(0, 600)
  expect(asked(dispatcher.decide(600))).toEqual([[0, 2]])
  dispatcher.answered(2, 0, 'no', 605)
  expect(asked(dispatcher.decide(605))).toEqual([[0, 0]])
})

test('the roster’s time alone ends by the clock: a new owner, or a change of the terms, does not begin it anew; at night it waits', () => {
  const far = need({ day: 2, startsAt: 3_600, endsAt: 3_900, km: [1, 2, 9], roster: [2] })
  const opened = (now: number, openSince?: number) => {
    const { city } = makeCity([openSince === undefined ? far : { ...far, openSince }])
    const dispatcher = new Dispatcher(city, { ...settings, refusedAtMost: 0, rosterPoints: 0 }, times)
    dispatcher.open(0, now)
    return dispatcher
  }
  expect(asked(opened(629, 600).decide(629))).toEqual([[0, 2]])
  expect(asked(opened(630, 600).decide(630))).toEqual([[0, 0]])
  // Posted at 22:00: nobody could be asked before six in the morning.
  expect(asked(opened(1_829, 1_320).decide(1_829))).toEqual([[0, 2]])
  expect(asked(opened(1_830, 1_320).decide(1_830))).toEqual([[0, 0]])
  // The evening before day 0.
  expect(asked(opened(389, -120).decide(389))).toEqual([[0, 2]])
  const changed = opened(600)
  changed.relist(0, 631)
  expect(asked(changed.decide(631))).toEqual([[0, 0]])
})

test('a change of terms that leaves somebody no candidate, then a shift given back: planned for what is left', () => {
  const { city, take, open } = makeCity([need({ km: [1] }), need({ startsAt: 1_300, endsAt: 1_500, km: [1] })])
  let able = true
  const changing: City = {
    ...city,
    candidates: (n) => (n === 0 || able ? city.candidates(n) : { workers: [], km: [], chance: [] }),
    mayTake: (worker, n, at) => {
      if (worker === undefined) throw new Error('nobody')
      return city.mayTake(worker, n, at)
    },
  }
  const dispatcher = new Dispatcher(changing, settings, times)
  dispatcher.open(0, 600)
  dispatcher.open(1, 600)
  take(0, 0)
  dispatcher.accepted(0, 0, 601)
  able = false
  dispatcher.relist(1, 602)
  open[0]! += 1
  expect(() => dispatcher.freed(0, 0, 603)).not.toThrow()
  dispatcher.open(0, 603)
  expect(dispatcher.decide(603)).toEqual([])
})

test('after offers that nobody answered people are still worth asking', () => {
  const silent = new AnswerTimes(
    Array.from({ length: 5_000 }, () => ({ channel: 0, before: 0, minutes: null })),
    5,
  )
  expect(silent.within(0, 0, 10)).toBe(0.05)
  const dispatcher = new Dispatcher(makeCity([need()]).city, settings, silent)
  dispatcher.open(0, 600)
  expect(asked(dispatcher.decide(600))).not.toEqual([])
})

test('the floor puts the hard-to-employ before others who are as near, and never by more than its cap', () => {
  const { city } = makeCity([need({ km: [1, 5] })], [1])
  const first = (floor: number, floorMost: number) => {
    const weights = { ...settings.weights, floor, floorMost }
    const dispatcher = new Dispatcher(city, { ...settings, weights }, times)
    dispatcher.open(0, 600)
    return asked(dispatcher.decide(600))
  }
  expect(first(0, 150)).toEqual([[0, 0]])
  expect(first(100, 150)).toEqual([[0, 1]])
  expect(first(100, 20)).toEqual([[0, 0]])
})

test('a new owner that is told what is out and what was said goes on where the old one stopped', () => {
  const make = () => makeCity([need({ places: 2, km: [1, 2, 3, 4, 5] }), need({ km: [1, 2, 3, 4, 5] })]).city
  const strict = { ...settings, refusedAtMost: 0 }
  const old = new Dispatcher(make(), strict, times)
  old.open(0, 600)
  old.open(1, 600)
  expect(asked(old.decide(600)).sort()).toEqual(
    [
      [0, 0],
      [0, 1],
      [1, 2],
    ].sort(),
  )
  old.answered(0, 0, 'no', 602)
  expect(asked(old.decide(602))).toEqual([[0, 3]])
  old.answered(3, 0, 'silent', 603)

  const heir = new Dispatcher(make(), strict, times)
  heir.remember(0, 0, 'no', 602)
  heir.remember(3, 0, 'silent', 603)
  heir.rememberPerson(4, 0, 0, 700, 604)
  heir.resume(1, 0, { at: 600, expiresAt: 610, before: 0, chance: 0.8 }, 604)
  heir.open(0, 604)
  heir.open(1, 604)
  heir.resume(2, 1, { at: 600, expiresAt: 610, before: 0, chance: 0.8 }, 604)
  // 0 said no, 1 and 2 are asked, 3 rests, 4 is left in peace: nobody is left for the second place.
  expect(heir.decide(604)).toEqual([])
  // The offer to 2 ended without a word of hers: she may be asked again.
  heir.answered(2, 1, 'gone', 605)
  expect(asked(heir.decide(605))).toEqual([
    [0, 2],
    [1, 0],
  ])
})

test('between whole minutes only what has changed is looked at; new candidates join at the end of a list', () => {
  const facts = [need({ km: [3] }), need({ km: [3] })]
  const { city } = makeCity(facts)
  const lists = facts.map(() => ({ workers: [0], km: [3], chance: [0.8] }))
  const further = [[1], [2]]
  const more = (n: number) => {
    const worker = further[n]!.shift()
    if (worker === undefined) return false
    lists[n]!.workers.push(worker)
    lists[n]!.km.push(5)
    lists[n]!.chance.push(0.8)
    return true
  }
  const dispatcher = new Dispatcher({ ...city, candidates: (n) => lists[n]!, more }, settings, times)
  dispatcher.open(0, 600)
  dispatcher.open(1, 600)
  expect(asked(dispatcher.decide(600))).toEqual([
    [0, 0],
    [1, 2],
  ])
  dispatcher.answered(0, 0, 'no', 600.2)
  expect(dispatcher.isStirred).toBe(true)
  expect(asked(dispatcher.decide(600.3))).toEqual([[0, 1]])
  lists[0]!.workers.push(7)
  lists[0]!.km.push(1)
  lists[0]!.chance.push(0.8)
  dispatcher.changed(7, [0], 600.4)
  dispatcher.answered(1, 0, 'no', 600.4)
  expect(asked(dispatcher.decide(600.5))).toEqual([[0, 7]])
  expect(dispatcher.isStirred).toBe(false)
})

test('who may not come, who knows the work, whose people go there too: each has its term', () => {
  const base = { km: 2, chance: 0.5, sparedShare: 0, inRoster: false, expected: false }
  const weights = { ...settings.weights, fit: 150, standing: 100 }
  const terms = termsOf(
    base,
    { channel: 0, hardToEmploy: true, incomeGap: 0 },
    { ...settings, weights },
    {
      showChance: 0.9,
      sameWork: 4,
      sameEmployer: 0,
      favourite: false,
      standing: -1,
      together: true,
    },
  )
  expect(terms).toMatchObject({ accept: 500, fit: 37.5, distance: -10, floor: 50, together: 50 })
  expect(terms.show).toBeCloseTo(-50)
  // What made work hard to find may have made the record poor: it does not count twice.
  expect(terms.standing).toBe(0)
})

test('the chance of too many yeses is that of all cases counted one by one', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 8 }),
      fc.nat(8),
      (chances, places) => {
        let tooMany = 0
        for (let mask = 0; mask < 1 << chances.length; mask++) {
          let chance = 1
          let yes = 0
          chances.forEach((p, i) => {
            chance *= (mask >> i) & 1 ? p : 1 - p
            yes += (mask >> i) & 1
          })
          if (yes > places) tooMany += chance
        }
        expect(chanceOfTooMany(chances, places)).toBeCloseTo(tooMany, 9)
      },
    ),
  )
  expect(mayStillAsk([], 3, 0.6, 0)).toBe(3)
  expect(mayStillAsk([0.6, 0.6, 0.6], 3, 0.6, 0)).toBe(0)
  // Who has been silent for long counts for little.
  expect(mayStillAsk([0.01], 1, 0.6, 0.05)).toBe(1)
})

test('whatever is answered, in whatever order: no place too many, nobody twice at a time, and the same offers again', () => {
  const run = (seeds: readonly number[], answers: readonly number[]) => {
    const needs = seeds.map((seed) =>
      need({
        startsAt: 700 + (seed % 5) * 60,
        endsAt: 1_000 + (seed % 3) * 90,
        places: 1 + (seed % 3),
        km: Array.from({ length: 7 }, (_none, worker) => 1 + ((seed * (worker + 3)) % 11)),
      }),
    )
    const { city, take, open, taken } = makeCity(needs)
    const dispatcher = new Dispatcher(city, { ...settings, refusedAtMost: 0 }, times)
    const log: unknown[] = []
    let clashes = 0
    const waiting: { worker: number; need: number; expiresAt: number }[] = []
    needs.forEach((_one, i) => dispatcher.open(i, 400 + i))
    answers.forEach((answer, step) => {
      const now = 420 + step
      for (const over of waiting.filter((one) => one.expiresAt <= now)) {
        waiting.splice(waiting.indexOf(over), 1)
        dispatcher.answered(over.worker, over.need, 'silent', now)
      }
      const offers = dispatcher.decide(now)
      log.push(asked(offers))
      waiting.push(...offers)
      needs.forEach((_one, i) => expect(waiting.filter((w) => w.need === i).length).toBeLessThanOrEqual(open[i]!))
      const next = waiting.splice(answer % Math.max(1, waiting.length), 1)[0]
      if (!next) return
      const said = (['yes', 'no', 'silent'] as const)[answer % 3]!
      if (said === 'yes') {
        clashes += city.mayTake(next.worker, next.need, now) ? 0 : 1
        take(next.worker, next.need)
      }
      dispatcher.answered(next.worker, next.need, said, now)
    })
    expect({ clashes, open: open.filter((places) => places < 0) }).toEqual({ clashes: 0, open: [] })
    return { log, taken: [...taken] }
  }
  fc.assert(
    fc.property(
      fc.array(fc.nat(1_000), { minLength: 1, maxLength: 6 }),
      fc.array(fc.nat(1_000), { maxLength: 40 }),
      (seeds, answers) => {
        expect(run(seeds, answers)).toEqual(run(seeds, answers))
      },
    ),
    { numRuns: 300 },
  )
})

test('settings come from the policy pack, and a missing part is named', () => {
  const empty = { number: () => 1, record: () => ({}), value: () => ({ from: '06:00', to: '21:30' }) as never }
  expect(() => dispatchSettings(empty)).toThrow(
    /matching\.whereWorkIsShort: expected.*matching\.weights: filled.*dispatch\.points: roster/,
  )
})

test('活多活少,照顾的轻重不同;两头之间按比例,没人找过活的按活少算', () => {
  const weights = (placesPerSoughtDay: number | null) => {
    const { perKm, floor } = balancedAt(settings, placesPerSoughtDay).weights
    return { perKm, floor }
  }
  const short = { perKm: 10, floor: 100 }
  expect([null, 0, 0.5].map(weights)).toEqual([short, short, short])
  expect(weights(0.75)).toEqual({ perKm: 15, floor: 200 })
  expect([1, 30].map(weights)).toEqual([
    { perKm: 20, floor: 300 },
    { perKm: 20, floor: 300 },
  ])
  const middle = balancedAt(settings, 0.75)
  expect(middle).toMatchObject({ expectedPoints: 750, sparedDayPoints: 40, calmMinutes: 200 })
  expect(middle.weights.filled).toBe(settings.weights.filled)
})

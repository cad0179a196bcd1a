/**
 * Where places are lost: one reason for each place to which nobody came, by looking back over a run with what only the
 * simulator knows (who would have said yes). `npm run simulate -- --account`.
 */
import type { DispatchSettings } from '@linggong/matching'
import { assumptions } from '../assumptions.ts'
import { behaviourOf } from '../behaviour.ts'
import { clairvoyant } from '../clairvoyant.ts'
import { Market, type Answer, type Policy } from '../market.ts'
import { ours } from '../policies/ours.ts'
import { dayMinutes, makeWorld, type WorldPlan } from '../world.ts'
import { experienceOf } from './experience.ts'
import { firstDayJudged } from './plans.ts'
import { padded } from './table.ts'

/** In the order in which a lost place is put down to the first that holds. */
export const lossReasons = [
  'tooFewWilling',
  'didNotCome',
  'neverAsked',
  'silent',
  'saidYesTooLate',
  'tookItBack',
  'workElsewhere',
] as const
export type LossReason = (typeof lossReasons)[number]

const meaning: Record<LossReason, string> = {
  tooFewWilling: 'fewer people would say yes in time than there are places, whoever asks',
  didNotCome: 'taken by somebody who did not come, and not replaced',
  neverAsked: 'somebody would have said yes, had no other work then, and was never asked for it',
  silent: 'whoever would have said yes and had no other work was asked and did not look',
  saidYesTooLate: 'whoever would have said yes said so when the place was gone, or not open at that minute',
  tookItBack: 'whoever would have said yes had said so and taken it back',
  workElsewhere: 'whoever would have said yes had other work then, or too many hours that day',
}

/** Kinds of lead as the assumptions draw them, told by what a platform sees: minutes from posting to start. */
export const leadNames = ['within 150 minutes', 'half a day', 'days'] as const

export type Account = {
  seed: number
  places: number
  filled: number
  /** Places that somebody fills who knows every need and answer; places filled where acceptance alone is known. */
  clairvoyant: number
  knowingAnswers: number
  lost: Record<LossReason, number>
  /** Places, and places lost, by lead and by whether the need was posted while people sleep. */
  byLead: { lead: (typeof leadNames)[number]; night: boolean; places: number; lost: number }[]
}

/** A market that remembers whom it asked for what, and the last answer. */
class Remembering extends Market {
  readonly asked = new Map<number, Map<number, Answer | 'asked'>>()
  /** People who took a need and did not come, by need. */
  readonly missing = new Map<number, number>()

  override offer(worker: number, shift: number, expiryMinutes: number): void {
    this.remember(worker, shift, 'asked')
    super.offer(worker, shift, expiryMinutes)
  }

  remember(worker: number, shift: number, answer: Answer | 'asked'): void {
    this.asked.set(shift, (this.asked.get(shift) ?? new Map<number, Answer | 'asked'>()).set(worker, answer))
  }
}

function listening(policy: Policy): Policy {
  return {
    ...policy,
    answered(market, worker, shift, answer) {
      if (market instanceof Remembering) market.remember(worker, shift, answer)
      policy.answered?.(market, worker, shift, answer)
    },
    reopened(market, shift, worker) {
      if (market instanceof Remembering && worker !== null) {
        // Taken in a hall and given back counts as asked, too.
        if (market.now < (market.world.needs.startsAt[shift] ?? 0)) market.remember(worker, shift, 'yes')
        else market.missing.set(shift, (market.missing.get(shift) ?? 0) + 1)
      }
      policy.reopened?.(market, shift, worker)
    },
  }
}

/** The reasons of one need, one for each place lost. */
function reasonsOf(market: Remembering, shift: number): LossReason[] {
  const { behaviour, world } = market
  const { needs } = world
  const places = needs.places[shift] ?? 0
  let lost = places - (market.came[shift] ?? 0)
  const reasons: LossReason[] = []
  const put = (reason: LossReason, count: number) => {
    for (; count > 0 && lost > 0; count--, lost--) reasons.push(reason)
  }
  const startsAt = needs.startsAt[shift] ?? 0
  const awake = behaviour.awakeAgain(needs.postedAt[shift] ?? 0)
  const { workers, km } = behaviour.candidates(shift)
  const willing = [...workers].filter(
    (worker, i) =>
      awake + behaviour.travelMinutes(km[i] ?? 0) <= startsAt && behaviour.wouldAccept(worker, shift, km[i]),
  )
  put('tooFewWilling', places - willing.length)
  // Those missed at the start, and of those who were to replace them the ones who did not come either.
  const absent = (market.takers[shift] ?? []).filter(({ worker }) => !behaviour.showsUp(worker, shift)).length
  put('didNotCome', absent + (market.missing.get(shift) ?? 0))
  const asked = market.asked.get(shift)
  // With the places closed nothing is open any more; what else a person has taken is as it was at the start.
  const free = willing.filter(
    (worker) => !(market.taken[worker] ?? []).includes(shift) && market.fitsBeside(worker, shift),
  )
  put('neverAsked', free.filter((worker) => !asked?.has(worker)).length)
  put('silent', free.filter((worker) => ['silent', 'asked'].includes(asked?.get(worker) ?? '')).length)
  put('saidYesTooLate', free.filter((worker) => asked?.get(worker) === 'full').length)
  put('tookItBack', free.filter((worker) => asked?.get(worker) === 'yes').length)
  put('workElsewhere', lost)
  return reasons
}

/** One run of ours on a seed, place by place, beside what foresight of answers alone would bring. */
export function accountOf(plan: WorldPlan, settings: DispatchSettings): Account {
  const world = makeWorld(plan, assumptions)
  const behaviour = behaviourOf(world, assumptions)
  const experience = experienceOf(plan, assumptions)
  const options = { settings, experience, hall: true, tickMinutes: 1 }
  const market = new Remembering(world, assumptions, listening(ours(options)), behaviour)
  market.run()
  const oracle = new Market(world, assumptions, ours({ ...options, answersKnown: true }), behaviour).run()
  const limit = clairvoyant(new Market(world, assumptions, { name: 'nobody' }, behaviour), firstDayJudged)

  const lost = Object.fromEntries(lossReasons.map((reason) => [reason, 0])) as Record<LossReason, number>
  const byLead = leadNames.flatMap((lead) => [false, true].map((night) => ({ lead, night, places: 0, lost: 0 })))
  const { needs } = world
  const sums = { places: 0, filled: 0, clairvoyant: 0, knowingAnswers: 0 }
  for (let shift = 0; shift < needs.count; shift++) {
    const startsAt = needs.startsAt[shift] ?? 0
    if (startsAt < firstDayJudged * dayMinutes) continue
    const postedAt = needs.postedAt[shift] ?? 0
    const places = needs.places[shift] ?? 0
    const reasons = reasonsOf(market, shift)
    for (const reason of reasons) lost[reason] += 1
    const minutes = startsAt - postedAt
    const lead = leadNames[minutes <= 150 ? 0 : minutes <= 960 ? 1 : 2]
    const row = byLead.find((one) => one.lead === lead && one.night === behaviour.awakeAgain(postedAt) > postedAt)
    if (row) {
      row.places += places
      row.lost += reasons.length
    }
    sums.places += places
    sums.filled += market.came[shift] ?? 0
    sums.clairvoyant += limit.filled[shift] ?? 0
    sums.knowingAnswers += oracle.came[shift] ?? 0
  }
  return { seed: plan.seed, ...sums, lost, byLead }
}

export function accountText(accounts: readonly Account[]): string {
  const total = (of: (account: Account) => number) => accounts.reduce((sum, one) => sum + of(one), 0)
  const places = total((one) => one.places)
  const share = (count: number, whole = places) => (whole === 0 ? '–' : `${((100 * count) / whole).toFixed(1)} %`)
  const line = (words: string, count: number) => [words, String(count), share(count)]
  const leads = accounts[0]?.byLead ?? []
  return [
    padded([
      ['', 'places', 'of all'],
      line('wanted', places),
      line(
        'filled by ours',
        total((one) => one.filled),
      ),
      line(
        'filled by ours, were every answer known beforehand',
        total((one) => one.knowingAnswers),
      ),
      line(
        'filled by the clairvoyant',
        total((one) => one.clairvoyant),
      ),
    ]),
    padded([
      ['lost by ours, each to the first that holds', 'places', 'of all'],
      ...lossReasons.map((reason) =>
        line(
          meaning[reason],
          total((one) => one.lost[reason]),
        ),
      ),
    ]),
    padded([
      ['posted … before the start', 'places', 'lost'],
      ...leads.map(({ lead, night }, i) => {
        const wanted = total((one) => one.byLead[i]?.places ?? 0)
        const gone = total((one) => one.byLead[i]?.lost ?? 0)
        return [
          `${lead}, ${night ? 'while people sleep' : 'while people are awake'}`,
          String(wanted),
          share(gone, wanted),
        ]
      }),
    ]),
  ].join('\n\n')
}

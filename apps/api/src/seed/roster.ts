import { referralRules, type ReferralRules } from '@linggong/policy'
import { contractNumber } from '../modules/contracts/rules.ts'
import { referralSeeding } from '../modules/referrals/index.ts'
import { dayBefore, dayOf, hourMs, type Frame } from './frame.ts'
import type { Lane } from './lane.ts'
import type { Need } from './needs.ts'
import type { Person } from './people.ts'
import type { Random } from './random.ts'

type Placed = {
  need: Need
  shift: Need['shifts'][number]
  worker: Person
  engagementId: string
  contractId: string
  concludedAt: Date
  done: { minutes: number; paidAt: Date; payoutId: string; netFen: number }
}

/** Rows of the roster for paid work of history that a site had gathered, by the rules of the day of the work. */
export function rosterWriter(frame: Frame, random: Random, days: number): (lane: Lane, placed: Placed) => void {
  const from = dayBefore(frame.today, days)
  const rules = new Map<string, ReferralRules | null>()
  const counted = new Map<string, number>()
  const rulesOf = (county: string, day: string): ReferralRules | null => {
    const key = `${county} ${day}`
    const known = rules.get(key)
    if (known !== undefined) return known
    const found = referralRules(frame.policy, day, { county })
    rules.set(key, found)
    return found
  }
  return (lane, { need, shift, worker, engagementId, contractId, concludedAt, done }) => {
    const { siteId, county, employer } = need
    const day = dayOf(shift.startsAt)
    if (siteId === null || day < from) return
    const pair = `${worker.id} ${employer.id} ${day.slice(0, 4)} ${Math.floor((Number(day.slice(5, 7)) - 1) / 3)}`
    const pairInQuarter = counted.get(pair) ?? 0
    const { row, counts } = referralSeeding.referralRow(
      random.id(done.paidAt.getTime()),
      {
        engagementId,
        state: 'paid',
        siteId,
        county,
        workCounty: county,
        operatorId: null,
        workerId: worker.id,
        workerName: worker.name,
        employerId: employer.id,
        employerName: employer.name,
        postingId: need.id,
        title: need.terms.title,
        acceptedAt: new Date(need.publishedAt.getTime() + hourMs / 2),
        startsAt: shift.startsAt,
        endsAt: shift.endsAt,
        placedBy: null,
        contract: {
          id: contractId,
          number: contractNumber(county, dayOf(concludedAt), contractId),
          concludedAt,
        },
        checkIn: null,
        hours: { id: null, minutes: done.minutes, confirmedBy: null, confirmedAt: null },
        pay: { payoutId: done.payoutId, at: done.paidAt, paidFen: done.netFen },
      },
      day,
      rulesOf(county, day),
      { countedThatDay: false, pairInQuarter },
    )
    if (counts) counted.set(pair, pairInQuarter + 1)
    lane.add('referrals', row)
  }
}

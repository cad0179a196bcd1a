import { distanceWords } from '@linggong/contract'
import { edgeTerms, reasonForWorkerZh, reasonsForWorker, type EdgeWeights, type Offer } from '@linggong/matching'
import type { Ctx, Deps } from '../../../kernel/context.ts'
import type { OutboxReader } from '../../../kernel/outbox/reader.ts'
import { unitOfWork } from '../../../kernel/unit-of-work.ts'
import { personsFacts } from '../../identity/index.ts'
import { offerPlaces, type Asked, type Candidate } from '../actions/offer-places.ts'
import { weightsToday } from '../facts.ts'
import { putHall, type HallPlaces } from '../store-hall.ts'
import type { OfferRow } from '../store.ts'
import type { MarketCity } from './city.ts'
import type { Market, MarketOffer, MarketShift, MarketWorker } from './market.ts'

type Told = Pick<Candidate, 'reasons' | 'facts'>

/** Why this person, in plain words, the weightiest first; what is public duty (floor) is in the terms and in no words. */
function toldOf(city: MarketCity, shift: MarketShift, worker: MarketWorker, km: number, weights: EdgeWeights): Told {
  const known = city.acquaintance(worker.n, shift.n)
  const facts = city.askedFacts(worker, shift, 1_000 * km)
  const edge = {
    ...known,
    acceptChance: 1,
    meters: facts.meters,
    payFen: facts.payFen,
    wantedFen: facts.wantedFen,
    minutesToStart: Math.max(0, 60 * facts.hoursToStart),
    hardToEmploy: worker.hardToEmploy,
    incomeGap: worker.incomeGap,
    lookAheadPrice: 0,
  }
  const reasons = reasonsForWorker(edge, edgeTerms(edge, weights), weights)
  const far = reasons.some(({ kind }) => kind === 'near') ? [] : [`离您${distanceWords(facts.meters)}`]
  return {
    facts,
    reasons: [
      ...(facts.hoursToStart === 0 ? ['已经开工,现在就去'] : []),
      ...(shift.standbys.has(worker.id) ? ['您先前答应过,现在有了空位'] : []),
      ...(known.together ? ['您班组的人也去'] : []),
      ...reasons.map(reasonForWorkerZh),
      ...far,
      `您会做${shift.terms.occupationName}`,
    ],
  }
}

/** Whole points, without the terms that have nothing to say. */
function wholeTerms(terms: Offer['terms']): Record<string, number> {
  return Object.fromEntries(
    Object.entries(terms).flatMap(([name, points]) => {
      const whole = Math.round(points)
      return whole === 0 && name !== 'accept' && name !== 'distance' ? [] : [[name, whole + 0]]
    }),
  )
}

function askedOf(
  market: Market,
  city: MarketCity,
  offers: readonly Offer[],
  names: ReadonlyMap<string, string>,
  weights: EdgeWeights,
): Asked[] {
  return [...Map.groupBy(offers, (offer) => offer.need)].map(([need, own]) => {
    const shift = market.shift(need)
    const { workers, km } = city.candidates(need)
    const kmOf = new Map<number, number>()
    for (let i = 0; i < workers.length; i++) kmOf.set(workers[i]!, km[i]!)
    return {
      shift: { ...shift, startsAt: shift.windows[0]!.startsAt },
      wave: shift.wave + 1,
      candidates: own.flatMap((offer) => {
        const worker = market.person(offer.worker)
        const name = names.get(worker.id)
        if (name === undefined) return []
        const straightKm = (kmOf.get(offer.worker) ?? 0) / city.detour
        return [
          {
            personId: worker.id,
            name,
            ...toldOf(city, shift, worker, straightKm, weights),
            terms: wholeTerms(offer.terms),
            expiresAt: new Date(city.msOf(offer.expiresAt)),
          },
        ]
      }),
    }
  })
}

export const marketOfferOf = (row: OfferRow): MarketOffer => ({
  id: row.id,
  shiftId: row.shift_id,
  workerId: row.worker_id,
  state: row.state,
  stateSince: row.made_at.getTime(),
  madeAt: row.made_at.getTime(),
  expiresAt: row.expires_at.getTime(),
  wave: row.wave,
})

/**
 * Makes the offers of a round, in one transaction that the fence guards. Returns those the database has taken. Throws
 * ClaimLost when another holds the market now.
 */
export async function sendOffers(
  deps: Deps,
  reader: OutboxReader,
  market: Market,
  city: MarketCity,
  { offers, hall }: { offers: readonly Offer[]; hall: readonly HallPlaces[] },
): Promise<MarketOffer[]> {
  const unit = {
    actor: { kind: 'system', name: 'dispatch.market' },
    channel: 'platform',
    requestId: deps.ids.next(deps.clock.now()),
    scope: { system: true },
  } as const
  return unitOfWork(deps, unit, async (ctx: Ctx) => {
    await reader.guard(ctx)
    const people = [...new Set(offers.map(({ worker }) => market.person(worker).id))]
    const names = new Map((await personsFacts(ctx, people)).map(({ id, name }) => [id, name]))
    const asked = askedOf(market, city, offers, names, weightsToday(ctx))
    const made = await offerPlaces(ctx, asked, 'system', reader.fence)
    // In the same transaction: what is offered is not in the hall.
    await putHall(ctx, hall)
    return made.map(marketOfferOf)
  })
}

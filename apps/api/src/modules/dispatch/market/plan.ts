import { problemFromEdges, solveAssignment, type Edge } from '@linggong/matching'
import { mayBeAsked, waveSize, type OfferLimits } from '../rules.ts'
import { paysEnough, radiusOf, valueOf, valueTerms, type Pace, type Terms, type ValueWeights } from '../rules-waves.ts'
import type { Market, MarketShift } from './market.ts'

/** One shift to ask for now. */
export type Request = {
  shift: MarketShift
  wave: number
  /** Only tops up after a refusal. */
  refill: boolean
  pace: Pace
  weights: ValueWeights
  limits: OfferLimits
  radii: readonly number[]
  maxWaves: number
}

export type Chosen = {
  workerId: string
  meters: number
  terms: Terms
  roster: boolean
  standby: boolean
  crewMate: boolean
}
export type Wave = { request: Request; chosen: Chosen[] }

/** Candidates looked at for a shift: enough that somebody is left when its neighbours have taken theirs. */
const lookedAt = (wanted: number): number => 20 + 8 * wanted
const mostLookedAt = 2_000

/** How many more may be asked now. */
export function wantedBy(shift: MarketShift, perPlace: number, now: Date): number {
  if (!shift.open) return 0
  let waiting = 0
  for (const offer of shift.offers.values()) if (offer.state === 'open') waiting += 1
  return shift.windows.at(-1)!.endsAt <= now ? 0 : waveSize(shift.headcount - shift.taken, waiting, perPlace)
}

/**
 * Whom to ask for these shifts, all at once: each person for one of them at most, so that the whole is worth as much
 * as it can be (an exact assignment). Decides nothing of its own: market, time and policy in, waves out.
 */
export function planWaves(market: Market, requests: readonly Request[], now: Date): Wave[] {
  const candidates = requests.map((request) => candidatesOf(market, request, now))
  const numbers = new Map<string, number>()
  const edges: Edge[] = []
  candidates.forEach((list, shift) => {
    for (const one of list) {
      const worker = numbers.get(one.workerId) ?? numbers.size
      numbers.set(one.workerId, worker)
      edges.push({ shift, worker, value: valueOf(one.terms) })
    }
  })
  const headcount = requests.map(({ shift, pace }) => wantedBy(shift, pace.perPlace, now))
  const { shiftOf } = solveAssignment(problemFromEdges(numbers.size, headcount, edges))
  return requests.map((request, shift) => ({
    request,
    chosen: candidates[shift]!.filter(({ workerId }) => shiftOf[numbers.get(workerId)!] === shift).sort(
      (a, b) => valueOf(b.terms) - valueOf(a.terms) || (a.workerId < b.workerId ? -1 : 1),
    ),
  }))
}

function candidatesOf(market: Market, request: Request, now: Date): Chosen[] {
  const { shift, wave, pace, radii } = request
  const wanted = wantedBy(shift, pace.perPlace, now)
  if (wanted === 0) return []
  const { out, asked } = askedFor(shift)
  const question = market.questionOf(shift, radiusOf(wave, pace.urgent, radii), out)
  if (!question) return []
  const roster = market.rosterOf(shift.employerId)
  const mates = market.matesOn(shift)
  const known = { roster, mates, asked }
  const found = new Map<string, Chosen>()
  const consider = (workerId: string, meters: number) => {
    if (!found.has(workerId) && willing(market, request, workerId, now)) {
      found.set(workerId, chosen(request, workerId, meters, known))
    }
  }
  // People of the employer's own, those who stand by and crew mates count however far they are within the circle.
  for (const workerId of new Set([...shift.standbys, ...mates, ...roster])) {
    const meters = out.has(workerId) ? undefined : market.metersIfAble(shift, question, workerId)
    if (meters !== undefined) consider(workerId, meters)
  }
  // The first wave of work that is not urgent goes to them alone, where they are enough.
  if (wave === 1 && !pace.urgent && found.size >= wanted) return [...found.values()]
  for (let limit = lookedAt(wanted); ; limit *= 4) {
    const near = market.nearest(shift, question, limit)
    for (const { workerId, meters } of near) consider(workerId, meters)
    if (found.size >= wanted || near.length < limit || limit >= mostLookedAt) break
  }
  return [...found.values()]
}

/** Who is not to be asked for this shift, and who has been silent before. */
function askedFor(shift: MarketShift): { out: Set<string>; asked: Set<string> } {
  const out = new Set(shift.workers)
  const asked = new Set<string>()
  for (const { workerId, state } of shift.offers.values()) {
    // A withdrawn offer was taken back by the employer, or ended with the last place: it is no answer.
    if (state === 'open' || state === 'declined' || state === 'taken') out.add(workerId)
    else asked.add(workerId)
  }
  return { out, asked }
}

/** Pay enough for the person's wish, and the person not asked too often. */
function willing(market: Market, { shift, limits }: Request, workerId: string, now: Date): boolean {
  const profile = market.profileOf(workerId)
  if (!profile || !paysEnough(shift.terms, profile)) return false
  const dayStart = Date.parse(`${market.today}T00:00:00+08:00`)
  const load = { open: 0, today: 0, lastDeclinedAt: null as Date | null }
  for (const offer of market.offersOf(workerId)) {
    if (offer.state === 'open') load.open += 1
    if (offer.madeAt >= dayStart) load.today += 1
    if (offer.state === 'declined' && offer.stateSince > (load.lastDeclinedAt?.getTime() ?? 0)) {
      load.lastDeclinedAt = new Date(offer.stateSince)
    }
  }
  return mayBeAsked(load, limits, now)
}

function chosen(
  { shift, weights }: Request,
  workerId: string,
  meters: number,
  known: { roster: ReadonlySet<string>; mates: ReadonlySet<string>; asked: ReadonlySet<string> },
): Chosen {
  const standby = shift.standbys.has(workerId)
  const roster = known.roster.has(workerId)
  const crewMate = known.mates.has(workerId)
  const terms = valueTerms({ meters, roster, standby, crewMate, askedBefore: known.asked.has(workerId) }, weights)
  return { workerId, meters, terms, roster, standby, crewMate }
}

import type { Item } from '../../platform/api.ts'

type Engagement = Pick<
  Item<'listEmployerEngagements'>,
  'workerId' | 'workerName' | 'crewLeaderId' | 'startsAt' | 'state' | 'shiftId' | 'postingId'
> & { terms: { title: string } }

export type Known = { workerId: string; name: string; lastTitle: string; lastStartsAt: string; times: number }
export type KnownCrew = { key: string; name: string; title: string; startsAt: string; workerIds: string[] }

/** Engagements in which the person did come: those who stayed away or were cancelled are not proposed. */
const came: ReadonlySet<string> = new Set(['working', 'worked', 'disputed', 'confirmed', 'paid'])

/**
 * Whom an employer may invite: everybody who has worked there, latest first, and the crews that came together, the
 * latest of each leader. `but`: workers who are on the shift or have been asked already.
 */
export function knownPeople(
  engagements: readonly Engagement[],
  but: ReadonlySet<string>,
): { people: Known[]; crews: KnownCrew[] } {
  const people = new Map<string, Known>()
  const crews = new Map<string, KnownCrew & { shiftId: string }>()
  const newestFirst = engagements
    .filter(({ state, workerId }) => came.has(state) && !but.has(workerId))
    .toSorted((a, b) => Date.parse(b.startsAt) - Date.parse(a.startsAt))
  for (const one of newestFirst) {
    const known = people.get(one.workerId)
    if (known) known.times += 1
    else
      people.set(one.workerId, {
        workerId: one.workerId,
        name: one.workerName,
        lastTitle: one.terms.title,
        lastStartsAt: one.startsAt,
        times: 1,
      })
    if (one.crewLeaderId) joinCrew(crews, one, one.crewLeaderId)
  }
  return {
    people: [...people.values()],
    crews: [...crews.values()]
      .map(({ shiftId: _shift, ...crew }) => crew)
      .filter(({ workerIds }) => workerIds.length > 1),
  }
}

function joinCrew(crews: Map<string, KnownCrew & { shiftId: string }>, one: Engagement, leaderId: string): void {
  const crew = crews.get(leaderId)
  if (!crew) {
    crews.set(leaderId, {
      key: leaderId,
      name: one.workerId === leaderId ? one.workerName : '',
      title: one.terms.title,
      startsAt: one.startsAt,
      workerIds: [one.workerId],
      shiftId: one.shiftId,
    })
    return
  }
  if (crew.shiftId !== one.shiftId) return
  if (one.workerId === leaderId) crew.name = one.workerName
  crew.workerIds.push(one.workerId)
}

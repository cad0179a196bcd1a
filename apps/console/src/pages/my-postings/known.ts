import type { AllEndpoints, ReceivedOf } from '@linggong/contract'

type Engagement = Pick<
  ReceivedOf<AllEndpoints['listEmployerEngagements']>['items'][number],
  'workerId' | 'workerName' | 'crewLeaderId' | 'startsAt' | 'state' | 'shiftId'
> & { terms: { title: string } }

export type Known = { workerId: string; name: string; title: string; startsAt: string; times: number }
/** People who came together to one shift, the latest of each leader. */
export type KnownCrew = { leaderId: string; leaderName: string | null; startsAt: string; workerIds: string[] }

/** Who stayed away or was cancelled is not proposed again. */
const came: ReadonlySet<string> = new Set(['working', 'worked', 'disputed', 'confirmed', 'paid'])

/** Whom an employer may invite: who has worked there, latest first, and crews. `but`: asked or coming already. */
export function knownPeople(engagements: readonly Engagement[], but: readonly string[]) {
  const people = new Map<string, Known>()
  const crews = new Map<string, KnownCrew & { shiftId: string }>()
  const newestFirst = engagements
    .filter(({ state, workerId }) => came.has(state) && !but.includes(workerId))
    .sort((a, b) => Date.parse(b.startsAt) - Date.parse(a.startsAt))
  for (const { workerId, workerName, crewLeaderId, startsAt, shiftId, terms } of newestFirst) {
    const known = people.get(workerId)
    if (known) known.times += 1
    else people.set(workerId, { workerId, name: workerName, title: terms.title, startsAt, times: 1 })
    if (crewLeaderId === null) continue
    const crew = crews.get(crewLeaderId) ?? {
      leaderId: crewLeaderId,
      leaderName: null,
      startsAt,
      workerIds: [],
      shiftId,
    }
    crews.set(crewLeaderId, crew)
    if (crew.shiftId !== shiftId) continue
    crew.workerIds.push(workerId)
    if (workerId === crewLeaderId) crew.leaderName = workerName
  }
  return { people: [...people.values()], crews: [...crews.values()].filter(({ workerIds }) => workerIds.length > 1) }
}

import type { EngagementState, reasons } from '@linggong/contract'
import { publishFunded, type Job } from './jobs.ts'
import type { Employer, Worker } from './people.ts'
import type { Place } from './places.ts'
import type { Scene, Taken } from './story.ts'
import { expect, later } from './world.ts'

type TakeAnswer = { engagements: ReadonlyArray<{ id: string; shiftId: string; workerId: string }> }

/** Writes down who has taken what. */
export function taken(scene: Scene, answer: TakeAnswer, people: readonly Worker[]): Taken[] {
  return answer.engagements.map(({ id, shiftId, workerId }) => {
    const worker = people.find((one) => one.id === workerId)
    expect(worker !== undefined, '用工单写错了人')
    const one: Taken = { id, shiftId, worker, as: worker.as }
    scene.began(one)
    return one
  })
}

/** 抢单: a place of this shift, or of all shifts of a job taken whole. */
export async function grab(scene: Scene, worker: Worker, job: Job, shift = job.first): Promise<Taken[]> {
  const answer = await scene.world.call('grabShift', { params: { shiftId: shift.id }, body: {} }, worker.as)
  return taken(scene, answer, [worker])
}

/** One engagement of a single shift. */
export async function grabOne(scene: Scene, worker: Worker, job: Job): Promise<Taken> {
  const [one] = await grab(scene, worker, job)
  expect(one !== undefined, '没有用工单')
  return one
}

/** Only people an employer knows can be invited by name: these once took its work, and the weather ended it. */
export async function meet(scene: Scene, factory: Employer, people: readonly Worker[], place: Place): Promise<void> {
  const wishes = { title: '晒茶', occupation: '茶叶加工工', place, days: [4], yuan: 25, headcount: people.length }
  const job = await publishFunded(scene, factory, wishes)
  for (const person of people) {
    const one = await grabOne(scene, person, job)
    scene.ends(one, 'cancelled')
    const body = { reason: { code: 'weather' } }
    await scene.world.call('cancelEngagement', { params: { engagementId: one.id }, body }, factory.as)
  }
}

const contractPage = { limit: 50 }

/** The contract of this worker with this job that waits for a signature. */
export async function contractToSign(scene: Scene, worker: Worker, job: Job) {
  await scene.world.settle()
  const { items } = await scene.world.call('listMyContracts', { query: contractPage }, worker.as)
  const contract = items.find((one) => one.postingId === job.postingId && one.state === 'awaitingWorker')
  expect(contract !== undefined, `${worker.name} 没有等着签的合同`)
  return contract
}

/** The worker reads the contract and signs it with the code of the SMS. */
export async function sign(scene: Scene, worker: Worker, job: Job): Promise<string> {
  const { world } = scene
  const { id } = await contractToSign(scene, worker, job)
  const shown = await world.call('getContract', { params: { contractId: id } }, worker.as)
  await world.call('requestCode', { body: { purpose: 'signContract', subjectId: id } }, worker.as)
  const code = await world.codeFor(worker.phone ?? '')
  const signed = await world.call(
    'signContract',
    { params: { contractId: id }, body: { code, sha256: shown.sha256 } },
    worker.as,
  )
  expect(signed.state === 'concluded', `合同没有签成:${signed.stateLabel}`)
  return id
}

function location(job: Job) {
  return { location: { lat: job.place.lat, lng: job.place.lng, accuracyMeters: 20 } }
}

/** Checks in at the place, some minutes before the start. */
export async function arrive(scene: Scene, job: Job, one: Taken, minutesBefore = 10): Promise<void> {
  await scene.until(later(shiftOf(job, one).startsAt, -minutesBefore))
  await scene.world.call('checkIn', { params: { engagementId: one.id }, body: location(job) }, one.as)
}

/** Checks out at the place, a little after the end. */
export async function leave(scene: Scene, job: Job, one: Taken, minutesAfter = 2): Promise<void> {
  await scene.until(later(shiftOf(job, one).endsAt, minutesAfter))
  await scene.world.call('checkOut', { params: { engagementId: one.id }, body: location(job) }, one.as)
}

export function shiftOf(job: Job, one: Taken) {
  const shift = job.shifts.find(({ id }) => id === one.shiftId)
  expect(shift !== undefined, '用工单的班次不在这条需求里')
  return shift
}

/** Work ends early; `who` says so. */
export async function breakOff(
  scene: Scene,
  one: Taken,
  code: keyof (typeof reasons)['engagement.breakOff'],
  by: Worker | Employer,
) {
  await scene.world.call('breakOff', { params: { engagementId: one.id }, body: { reason: { code } } }, by.as)
}

/** The employer confirms the hours; every row must have gone through. */
export async function confirm(scene: Scene, employer: Employer, all: readonly Taken[]): Promise<void> {
  const body = { engagementIds: all.map(({ id }) => id) }
  const { items } = await scene.world.call(
    'confirmTimesheets',
    { params: { employerId: employer.id }, body },
    employer.as,
  )
  const refused = items.filter(({ ok }) => !ok)
  expect(refused.length === 0, `工时没有确认:${refused.map(({ message }) => message).join('、')}`)
}

export async function stateOf(scene: Scene, one: Taken): Promise<EngagementState> {
  return (await scene.world.call('getEngagement', { params: { engagementId: one.id } }, one.as)).state
}

/** The engagement stands where the story says it does now. */
export async function expectState(scene: Scene, one: Taken, state: EngagementState): Promise<void> {
  await scene.world.settle()
  const found = await stateOf(scene, one)
  expect(found === state, `${one.worker.name} 的用工单应是 ${state},却是 ${found}`)
}

const rounds = 15
const roundMinutes = 6

/** When the next wage of these is due, where that is still to come. */
async function nextDue(scene: Scene, all: readonly Taken[]): Promise<Date | null> {
  const wages = await Promise.all(
    all.map((one) => scene.world.call('getEngagementWages', { params: { engagementId: one.id }, query: {} }, one.as)),
  )
  const due = wages
    .flatMap((each) => each.wages)
    .filter(({ paidAt, dueAt }) => paidAt === null && new Date(dueAt) > scene.world.clock.now())
    .map(({ dueAt }) => new Date(dueAt).getTime())
  return due.length > 0 ? new Date(Math.min(...due)) : null
}

/** Wallets are tapped and the bank works until everybody has the money; longer cycles are waited for. */
export async function collect(scene: Scene, all: readonly Taken[]): Promise<void> {
  const { world } = scene
  let states: EngagementState[] = []
  for (let round = 0; round < rounds;) {
    await world.settle()
    states = await Promise.all(all.map((one) => stateOf(scene, one)))
    if (states.every((state) => state === 'paid')) return
    for (const { worker } of all) if (worker.openid) await world.outside.tapAll(worker.openid)
    await world.outside.settleFiles()
    await world.outside.deliver()
    const due = round === rounds - 1 ? await nextDue(scene, all) : null
    // Waiting for a day that is to come is no round: it comes.
    round = due ? 0 : round + 1
    await scene.until(due ?? later(world.clock.now(), roundMinutes))
  }
  expect(false, `工资一直没有到账:${states.join('、')}`)
}

/** Comes, works, leaves, is confirmed and paid. */
export async function workAndBePaid(scene: Scene, job: Job, all: readonly Taken[]): Promise<void> {
  for (const one of all) await arrive(scene, job, one)
  for (const one of all) await leave(scene, job, one)
  await confirm(scene, job.employer, all)
  await collect(scene, all)
}

import type { RequestOf, AllEndpoints } from '@linggong/contract'
import { wireTime } from '../../src/kernel/clock.ts'
import type { Employer } from './people.ts'
import type { Place } from './places.ts'
import type { Scene } from './story.ts'
import type { As } from './world.ts'
import { expect } from './world.ts'

export type Draft = Omit<RequestOf<AllEndpoints['createPosting']>['body'], 'employerId'>
export type ShiftOfJob = { id: string; startsAt: Date; endsAt: Date; headcount: number }
/** A published need. */
export type Job = {
  postingId: string
  employer: Employer
  place: Place
  shifts: readonly ShiftOfJob[]
  first: ShiftOfJob
}

export type JobWishes = {
  title: string
  occupation: string
  place: Place
  /** Days after the run began; one shift each. */
  days?: readonly number[]
  from?: string
  to?: string
  headcount?: number
  yuan: number
  by?: Draft['payMethod']
  cycle?: Draft['settlementCycle']
  fillMode?: Draft['fillMode']
  span?: Draft['span']
  with?: Partial<Draft>
}

/** A need as an employer writes it: everything 附1-9 asks for. */
export function draftOf(scene: Scene, employer: Employer, wishes: JobWishes): Draft {
  const { place, days = [1], from = '08:00', to = '12:00' } = wishes
  return {
    title: wishes.title,
    occupation: wishes.occupation,
    description: `${wishes.title},到了现场找${employer.owner.name}。`,
    skills: '不限',
    placeName: place.placeName,
    address: place.address,
    town: place.town,
    lat: place.lat,
    lng: place.lng,
    shifts: days.map((day) => ({
      startsAt: wireTime(scene.at(day, from)),
      endsAt: wireTime(scene.at(to <= from ? day + 1 : day, to)),
      headcount: wishes.headcount ?? 1,
    })),
    payMethod: wishes.by ?? 'hourly',
    amountFen: Math.round(wishes.yuan * 100),
    settlementCycle: wishes.cycle ?? 'perShift',
    fillMode: wishes.fillMode ?? 'grab',
    span: wishes.span ?? 'eachShift',
    contactName: employer.owner.name,
    contactPhone: employer.owner.phone,
    // A new employer sets the wages aside first.
    escrow: true,
    ...wishes.with,
  }
}

/** Saves a draft; nothing is signed yet. */
export async function saveDraft(scene: Scene, employer: Employer, draft: Draft, as: As = employer.as) {
  return scene.world.call('createPosting', { body: { ...draft, employerId: employer.id } }, as)
}

/** The employer signs with the code of the SMS and submits. */
export async function submit(scene: Scene, employer: Employer, postingId: string) {
  const { world } = scene
  await world.call('requestCode', { body: { purpose: 'signPosting', subjectId: postingId } }, employer.as)
  const code = await world.codeFor(employer.owner.phone ?? '')
  return world.call('submitPosting', { params: { postingId }, body: { code } }, employer.as)
}

/** The published posting with the ids of its shifts. */
export async function jobOf(scene: Scene, employer: Employer, postingId: string): Promise<Job> {
  const own = await scene.world.call('getOwnPosting', { params: { postingId } }, employer.as)
  const shifts = own.shifts.map(({ id, startsAt, endsAt, headcount }) => ({
    id,
    startsAt: new Date(startsAt),
    endsAt: new Date(endsAt),
    headcount,
  }))
  const { terms } = own
  const first = shifts[0]
  expect(first !== undefined, '需求没有班次')
  const place = {
    placeName: terms.placeName ?? '',
    address: terms.address ?? '',
    town: terms.town ?? '',
    county: own.county ?? '',
    lat: terms.lat ?? 0,
    lng: terms.lng ?? 0,
  }
  return { postingId, employer, place, shifts, first }
}

/** The need, signed, published and on the board. */
export async function publish(scene: Scene, employer: Employer, wishes: JobWishes): Promise<Job> {
  const saved = await saveDraft(scene, employer, draftOf(scene, employer, wishes))
  expect(saved.missing.length === 0, `草稿还缺:${saved.missing.map(({ message }) => message).join('、')}`)
  const submitted = await submit(scene, employer, saved.id)
  const hits = submitted.hits.map(({ explanation }) => explanation).join('、')
  expect(submitted.state === 'published', `“${wishes.title}”没有直接发布:${submitted.stateLabel} ${hits}`)
  await scene.world.settle()
  return jobOf(scene, employer, saved.id)
}

/** The employer pays the wages into the account of the escrow. */
export async function fundEscrow(scene: Scene, job: Job): Promise<number> {
  const { world } = scene
  const params = { postingId: job.postingId }
  await world.settle()
  const escrow = await world.call('getEscrow', { params }, job.employer.as)
  expect(escrow.accountNo !== null, '托管账号还没有开好')
  await world.outside.payIn({
    accountNo: escrow.accountNo,
    amountFen: escrow.requiredFen,
    payerName: job.employer.name,
    payerAccountNo: job.employer.accountNo,
    bankReference: `journey-${escrow.id}`,
  })
  await world.outside.deliver()
  await world.settle()
  const held = await world.call('getEscrow', { params }, job.employer.as)
  expect(held.state === 'held', `托管没有到账:${held.stateLabel}`)
  return held.requiredFen
}

/** The employer pays more into the account of the escrow, for what was agreed beyond the posting. */
export async function payMore(scene: Scene, job: Job, amountFen: number): Promise<void> {
  const { world } = scene
  const escrow = await world.call('getEscrow', { params: { postingId: job.postingId } }, job.employer.as)
  expect(escrow.accountNo !== null, '托管账号还没有开好')
  const bankReference = `journey-more-${escrow.id}`
  await world.outside.payIn({
    accountNo: escrow.accountNo,
    amountFen,
    payerName: job.employer.name,
    payerAccountNo: job.employer.accountNo,
    bankReference,
  })
  await world.outside.deliver()
  scene.note(`雇主补交 ${(amountFen / 100).toFixed(2)} 元`)
}

/** Published and its wages set aside. */
export async function publishFunded(scene: Scene, employer: Employer, wishes: JobWishes): Promise<Job> {
  const job = await publish(scene, employer, wishes)
  const fen = await fundEscrow(scene, job)
  scene.note(`托管 ${(fen / 100).toFixed(2)} 元到账`)
  return job
}

import { wireTime } from '../../src/kernel/clock.ts'
import { arrive, collect, confirm, grab, leave, shiftOf, sign, taken } from './acts.ts'
import type { ReadLine } from './drafts.ts'
import {
  draftOf,
  fundEscrow,
  jobOf,
  payMore,
  saveDraft,
  submit,
  type Draft,
  type Job,
  type ShiftOfJob,
} from './jobs.ts'
import { employer, worker, type Employer, type Worker } from './people.ts'
import { staff } from './staff.ts'
import { story, type Scene, type Story, type Taken } from './story.ts'
import { expect, later } from './world.ts'

/** Refused by the platform, with every reason: an outcome, not an error. */
export type Refusal = { line: number; title: string; reasons: string[] }

const yuanToFen = (yuan: number): number => Math.round(yuan * 100)
const openAge = { least: 20, most: 58 }

function shiftsOf(scene: Scene, { draft }: ReadLine): Draft['shifts'] {
  const startOf = (date: string): Date =>
    date.startsWith('+') ? scene.at(Number(date.slice(1)), draft.start) : new Date(`${date}T${draft.start}:00+08:00`)
  const [fromHour = 0, fromMinute = 0] = draft.start.split(':').map(Number)
  const [toHour = 0, toMinute = 0] = draft.end.split(':').map(Number)
  const length = toHour * 60 + toMinute - fromHour * 60 - fromMinute
  return (draft.dates ?? ['+1']).map((date) => {
    const startsAt = startOf(date)
    // An end before the start is on the next day.
    const endsAt = later(startsAt, length > 0 ? length : length + 24 * 60)
    return { startsAt: wireTime(startsAt), endsAt: wireTime(endsAt), headcount: draft.headcount ?? 1 }
  })
}

function postingOf(scene: Scene, firm: Employer, read: ReadLine): Draft {
  const { draft, occupation, place } = read
  const title = draft.title ?? occupation.name
  const base = draftOf(scene, firm, {
    title,
    occupation: occupation.name,
    place,
    yuan: draft.amountYuan,
    by: draft.payMethod,
  })
  return {
    ...base,
    occupationCode: occupation.code,
    description: draft.description ?? base.description,
    skills: draft.skills ?? '不限',
    ...(draft.address && { address: draft.address }),
    shifts: shiftsOf(scene, read),
    pieceUnit: draft.pieceUnit ?? null,
    overtimeAmountFen: draft.overtimeYuan ? yuanToFen(draft.overtimeYuan) : null,
    breakMinutes: draft.breakMinutes ?? 0,
    settlementCycle: draft.settlementCycle ?? 'perShift',
    fillMode: draft.fillMode ?? 'grab',
    span: draft.span ?? 'eachShift',
    meals: draft.meals ?? false,
    lodging: draft.lodging ?? false,
    minAge: draft.minAge ?? null,
    maxAge: draft.maxAge ?? null,
    ageReason: draft.ageReason ?? null,
  }
}

/** Posted, and looked at by an officer where the platform asks for it; null when it is refused. */
async function published(
  scene: Scene,
  firm: Employer,
  read: ReadLine,
  refuse: (reasons: string[]) => void,
): Promise<Job | null> {
  const { world } = scene
  const saved = await saveDraft(scene, firm, postingOf(scene, firm, read))
  if (saved.missing.length > 0) {
    refuse(saved.missing.map(({ message }) => message))
    return null
  }
  const submitted = await submit(scene, firm, saved.id)
  const words = submitted.hits.map((hit) => `${hit.words ? `“${hit.words}” ` : ''}${hit.explanation}(${hit.article})`)
  if (submitted.state === 'returned') {
    refuse(words)
    return null
  }
  await world.settle()
  if (submitted.state === 'inReview' || submitted.state === 'submitted') {
    scene.note(`先审后发:${words.join(';')}`)
    if (!(await passReview(scene, saved.id))) {
      refuse([`等待人工审核:${words.join(';')}`])
      return null
    }
  }
  return jobOf(scene, firm, saved.id)
}

/** The city's officer passes what waits for a person; false where it is not found in the queue. */
async function passReview(scene: Scene, postingId: string): Promise<boolean> {
  const officer = await staff(scene.world, 'cityOfficer')
  let after: string | undefined
  for (;;) {
    const query = { kind: 'before', limit: 100, ...(after && { after }) } as const
    const page = await scene.world.call('listPostingReviews', { query }, await officer.as())
    const found = page.items.find((one) => one.postingId === postingId)
    if (found) {
      const params = { reviewId: found.id }
      await scene.world.call('takePostingReview', { params }, await officer.as())
      const decided = await scene.world.call(
        'decidePostingReview',
        { params, body: { decision: 'pass' } },
        await officer.as(),
      )
      await scene.world.settle()
      return decided.postingState === 'published'
    }
    if (!page.next) return false
    after = page.next
  }
}

/** Somebody for each place; ages within what the posting asks. */
async function hands(scene: Scene, { draft, occupation }: ReadLine, count: number): Promise<Worker[]> {
  const least = Math.max(draft.minAge ?? openAge.least, occupation.minorsForbidden ? 18 : 16)
  const most = Math.max(Math.min(draft.maxAge ?? openAge.most, openAge.most), least)
  return Promise.all(
    Array.from({ length: count }, (_none, index) =>
      worker(scene.world, {
        sex: index % 2 === 0 ? 'male' : 'female',
        age: least + ((index * 5) % (most - least + 1)),
        paidBy: index % 4 === 3 ? 'wechat' : 'bank',
      }),
    ),
  )
}

async function take(scene: Scene, job: Job, shift: ShiftOfJob, one: Worker, fillMode: string): Promise<Taken[]> {
  const { world } = scene
  const params = { shiftId: shift.id }
  if (fillMode === 'apply') {
    const { id } = await world.call('applyForShift', { params, body: {} }, one.as)
    return taken(
      scene,
      await world.call('takeApplication', { params: { applicationId: id }, body: {} }, job.employer.as),
      [one],
    )
  }
  if (fillMode === 'dispatch') {
    const answer = await world.call('inviteWorkers', { params, body: { workerIds: [one.id] } }, job.employer.as)
    for (const { asksAt } of answer.waiting) await scene.until(new Date(asksAt))
    await world.settle()
    const { items } = await world.call('listShiftOffers', { params }, job.employer.as)
    const offer = items.find(({ workerId, state }) => workerId === one.id && state === 'open')
    expect(offer !== undefined, '邀约没有发出')
    return taken(scene, await world.call('takeOffer', { params: { offerId: offer.id }, body: {} }, one.as), [one])
  }
  return grab(scene, one, job, shift)
}

/** Every shift by its own hands, or all shifts by the same where the job is taken whole. */
async function fill(scene: Scene, job: Job, read: ReadLine): Promise<Taken[]> {
  const whole = read.draft.span === 'wholeJob'
  const fillMode = read.draft.fillMode ?? 'grab'
  const people = await hands(scene, read, job.first.headcount)
  const all: Taken[] = []
  for (const one of people) {
    for (const shift of whole ? [job.first] : job.shifts) all.push(...(await take(scene, job, shift, one, fillMode)))
    await sign(scene, one, job)
  }
  return all
}

/** Shift by shift in order of time: come, work, leave, be confirmed. */
async function work(scene: Scene, job: Job, read: ReadLine, all: readonly Taken[]): Promise<void> {
  const shifts = [...job.shifts].sort((a, b) => a.startsAt.getTime() - b.startsAt.getTime())
  for (const shift of shifts) {
    const here = all.filter((one) => shiftOf(job, one).id === shift.id)
    for (const one of here) await arrive(scene, job, one)
    for (const one of here) await leave(scene, job, one)
    if (read.draft.payMethod === 'piece') {
      for (const one of here) {
        const body = { pieces: piecesWorth(read, shift) }
        await scene.world.call('countPieces', { params: { engagementId: one.id }, body }, job.employer.as)
      }
    }
    await confirm(scene, job.employer, here)
  }
  await payWhatIsMissing(scene, job, all)
  await collect(scene, all)
}

/** More was earned than set aside (pieces, overtime): the employer pays the rest in. */
async function payWhatIsMissing(scene: Scene, job: Job, all: readonly Taken[]): Promise<void> {
  await scene.world.settle()
  const wages = await Promise.all(
    all.map(({ id, as }) => scene.world.call('getEngagementWages', { params: { engagementId: id }, query: {} }, as)),
  )
  const unfunded = wages.flatMap((each) => each.wages).filter(({ funded }) => !funded)
  const missingFen = unfunded.reduce((sum, { grossFen }) => sum + grossFen, 0)
  if (missingFen > 0) await payMore(scene, job, missingFen)
}

/** As many pieces as make a decent hour's pay: how fast somebody works is the draft's to leave open. */
function piecesWorth(read: ReadLine, shift: ShiftOfJob): number {
  const hours = (shift.endsAt.getTime() - shift.startsAt.getTime()) / 3_600_000
  return Math.max(1, Math.ceil((hours * 30) / read.draft.amountYuan))
}

/** A draft's whole way: posted, published, taken, signed, worked, paid. */
export function draftStory(read: ReadLine, refused: (refusal: Refusal) => void): Story {
  const { draft, occupation, line } = read
  const title = draft.title ?? occupation.name
  return story(`line ${line}`, `${title} ${draft.headcount ?? 1}人 ${read.place.placeName}`, async (scene) => {
    if (draft.note) scene.note(draft.note)
    // Each draft has an employer of its own, so that none stands in another's way.
    const firm = await employer(scene.world, {
      name: draft.employerName ?? `${read.place.placeName}用工`,
      kind: draft.employerKind ?? 'company',
      place: read.place,
    })
    const job = await published(scene, firm, read, (reasons) => {
      scene.note(`没有发布:${reasons.join(';')}`)
      refused({ line, title, reasons })
    })
    if (!job) return
    const fen = await fundEscrow(scene, job)
    scene.note(`已发布,托管 ${(fen / 100).toFixed(2)} 元到账`)
    await work(scene, job, read, await fill(scene, job, read))
  })
}

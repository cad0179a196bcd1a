import { addDays } from '@linggong/policy'
import { maskedPhone } from '../modules/identity/rules.ts'
import { boardRows, dueOf, postingRow, shiftRows, signatureRow } from '../modules/postings/seeding.ts'
import type { Employer } from './employers.ts'
import { dayStartMs, hourMs, type Frame } from './frame.ts'
import type { Unit } from './ground.ts'
import type { Lane } from './lane.ts'
import { makeNeed, type Need } from './needs.ts'
import type { Random } from './random.ts'
import { addDue } from './rows.ts'

export type OpenPlan = {
  count: number
  /** Days ahead on which work begins, counted from today. */
  days: number
  /** An employer of few paid engagements must set wages aside (✎ policy). */
  isNew(employer: Employer): boolean
  escrow: number
  siteOf(random: Random, unit: Unit): string | null
  /** Announces the posting to the running system: it opens escrow and begins dispatch. */
  announce: boolean
}

function openNeed(
  frame: Frame,
  random: Random,
  plan: OpenPlan,
  employers: readonly Employer[],
  index: number,
): Need | undefined {
  const day = addDays(frame.today, index % (plan.days + 1))
  const employer = random.pick(employers)
  const publishedMs = frame.nowMs - random.int(1, 30) * hourMs
  if (employer.createdAt.getTime() > publishedMs) return undefined
  const firms = employers.filter(
    (one) => one.unit === employer.unit && ['battery', 'factory', 'logistics'].includes(one.trade),
  )
  const need = makeNeed(frame, random, {
    day,
    employer,
    state: 'published',
    imported: false,
    siteId: plan.siteOf(random, employer.unit),
    maxDays: 5,
    escrow: plan.isNew(employer) || random.chance(plan.escrow),
    actualEmployerName:
      employer.trade === 'agency' ? (firms.length > 0 ? random.pick(firms).name : '本市某制造企业') : null,
    publishedMs,
  })
  const first = need?.shifts[0]
  // Too late for today: another one.
  if (!need || !first || first.startsAt.getTime() < frame.nowMs + 2 * hourMs) return undefined
  if (first.startsAt.getTime() - publishedMs > 60 * 24 * hourMs) return undefined
  return need
}

/** Postings open now, with all rows that publishing makes, so that the running system takes them for its own. */
export function addOpenNeeds(
  lane: Lane,
  frame: Frame,
  random: Random,
  plan: OpenPlan,
  employers: readonly Employer[],
): Need[] {
  const made: Need[] = []
  // Late in the evening nothing of today is left: the days ahead take its share.
  for (let tries = 0; made.length < plan.count; tries++) {
    if (tries > plan.count * 100) throw new Error('no employer has work to offer on the days asked for')
    const need = openNeed(frame, random, plan, employers, tries)
    if (!need) continue
    addPublished(lane, frame, random, need, plan.announce)
    made.push(need)
  }
  return made
}

function addPublished(lane: Lane, frame: Frame, random: Random, need: Need, announce: boolean): void {
  const at = need.publishedAt
  const signature = signatureRow(random.id(at.getTime()), need, {
    personId: need.by.owner.id,
    phoneMasked: maskedPhone(need.by.owner.phone ?? ''),
  })
  lane.add('postings', postingRow(need))
  for (const row of shiftRows(need)) lane.add('shifts', row)
  for (const shift of need.shifts) lane.add('shift_capacities', [shift.id, shift.headcount, true])
  for (const row of boardRows(need)) lane.add('posting_board', row)
  lane.add('posting_signatures', signature)
  addDue(lane, random, at.getTime(), { kind: 'postingEnd', subjectId: need.id, dueAt: dueOf(need).dueAt })
  addAct(lane, random, need, { at, by: 'employer', act: 'submit', from: 'draft', to: 'submitted' })
  addAct(lane, random, need, { at, by: 'system', act: 'publish', from: 'submitted', to: 'published' })
  addLooked(lane, random, need, new Date(Math.min(at.getTime() + 3 * hourMs, frame.nowMs)))
  if (announce) {
    const data = { from: 'submitted', to: 'published', by: 'system', employerId: need.employer.id, county: need.county }
    lane.add('outbox', [
      random.id(frame.nowMs),
      'postingPublished',
      'posting',
      need.id,
      JSON.stringify(data),
      at,
      new Date(frame.nowMs),
    ])
  }
}

function addAct(
  lane: Lane,
  random: Random,
  need: Need,
  act: { at: Date; by: string; act: string; from: string; to: string },
): void {
  const id = random.id(act.at.getTime())
  lane.add('audit_entries', [
    id,
    act.at,
    act.by === 'system' ? 'system' : 'person',
    act.by,
    'platform',
    'posting',
    need.id,
    act.act,
    act.from,
    act.to,
    need.county,
    [need.employer.id],
  ])
  lane.add('audit_unsealed', [id])
}

/** The look afterwards that every posting published at once gets: done, nothing found. */
function addLooked(lane: Lane, random: Random, need: Need, at: Date): void {
  const reviewId = random.id(need.publishedAt.getTime())
  const { id, employer, county, siteId } = need
  lane.add('posting_reviews', [
    reviewId,
    id,
    employer.id,
    county,
    null,
    'afterwards',
    [],
    need.publishedAt,
    new Date(need.publishedAt.getTime() + 24 * hourMs),
    'workingHours',
    at,
    'pass',
    '[]',
  ])
  lane.add('posting_decisions', [random.id(at.getTime()), id, reviewId, employer.id, county, siteId, 'pass', '[]', at])
}

/** Postings that wait for a look before publication: asked by an employer for more people than pass unseen. */
export function addWaiting(
  lane: Lane,
  frame: Frame,
  random: Random,
  count: number,
  employers: readonly Employer[],
): Need[] {
  const most = frame.policy.number('posting.maxHeadcountWithoutReview', frame.today)
  const made: Need[] = []
  for (let tries = 0; made.length < count && tries < count * 50; tries++) {
    const employer = random.pick(employers)
    const need = makeNeed(frame, random, {
      day: addDays(frame.today, 2 + (tries % 3)),
      employer,
      state: 'inReview',
      imported: false,
      siteId: null,
      maxDays: 3,
      escrow: true,
      actualEmployerName: employer.trade === 'agency' ? '本市某制造企业' : null,
      publishedMs: Math.max(frame.nowMs - hourMs, dayStartMs(frame.today)),
    })
    if (!need) continue
    const large: Need = {
      ...need,
      shifts: need.shifts.map((shift) => ({ ...shift, headcount: most + random.int(5, 30) })),
    }
    addInReview(lane, frame, random, large, most)
    made.push(large)
  }
  return made
}

function addInReview(lane: Lane, frame: Frame, random: Random, need: Need, most: number): void {
  const { id, employer, county } = need
  const at = need.publishedAt
  const row = [...postingRow(need)]
  // Not public yet: no publication, no end.
  row[12] = null
  row[17] = null
  lane.add('postings', row)
  for (const shift of shiftRows(need)) lane.add('shifts', [...shift.slice(0, -1), 'planned'])
  lane.add(
    'posting_signatures',
    signatureRow(random.id(at.getTime()), need, {
      personId: need.by.owner.id,
      phoneMasked: maskedPhone(need.by.owner.phone ?? ''),
    }),
  )
  const reviewId = random.id(at.getTime())
  const dueAt = new Date(frame.nowMs + 4 * hourMs)
  lane.add('posting_hits', [
    random.id(at.getTime()),
    id,
    employer.id,
    county,
    null,
    at,
    'headcount.large',
    'headcount',
    'review',
    '',
    null,
    null,
    null,
    '三(四)',
    `一个班次招${most}人以上,要先由工作人员核实。`,
    '不用改,等工作人员看过就发布。',
  ])
  lane.add('posting_reviews', [
    reviewId,
    id,
    employer.id,
    county,
    null,
    'before',
    ['headcount.large'],
    at,
    dueAt,
    'workingHours',
    null,
    null,
    '[]',
  ])
  addDue(lane, random, at.getTime(), { kind: 'postingReviewDue', subjectId: reviewId, dueAt, data: { postingId: id } })
  addAct(lane, random, need, { at, by: 'employer', act: 'submit', from: 'draft', to: 'submitted' })
  addAct(lane, random, need, { at, by: 'system', act: 'queue', from: 'submitted', to: 'inReview' })
}

import type { Problem } from '@linggong/contract'
import { postingDraft, type PostingDraft } from '@linggong/contract/postings/shapes.ts'
import { screenPosting } from '@linggong/policy'
import { businessDay } from '../../../kernel/clock.ts'
import type { Ctx } from '../../../kernel/context.ts'
import { actingEmployer } from '../../../kernel/rights.ts'
import { employerFacts } from '../../identity/index.ts'
import { readDraft } from '../read-draft.ts'
import { lacking } from '../requirements.ts'
import { shiftOn } from '../rules-import-cells.ts'
import { readMessage, type TextShift } from '../rules-text.ts'

const parts = {
  day: ['shifts.day', '没看出是哪天干,请选日期'],
  start: ['shifts.startsAt', '没看出几点上工,请填时间'],
  end: ['shifts.endsAt', '没看出几点收工,请填时间'],
  headcount: ['shifts.headcount', '没看出要几个人,请填人数'],
} as const
const allParts = Object.keys(parts) as Array<keyof typeof parts>

/** Every part of a shift that no shift of the message has. */
function missingParts(shifts: readonly TextShift[]): Problem[] {
  return allParts
    .filter((part) => !shifts.some((shift) => shift[part] !== null))
    .map((part) => ({ path: parts[part][0], code: 'missing', message: parts[part][1] }))
}

const whole = (shifts: readonly TextShift[]): PostingDraft['shifts'] =>
  shifts.flatMap(({ day, start, end, headcount }) =>
    day && start && end && headcount ? [{ ...shiftOn(day, start, end), headcount }] : [],
  )

/** Where the words hold a phone or a chat name; the screening would return the posting for it. */
function contactsIn(ctx: Ctx, text: string, today: string): Array<{ from: number; to: number }> {
  const { hits } = screenPosting(ctx.deps.policy, { text }, {}, today)
  return hits.flatMap(({ category, where }) =>
    category === 'contact' && where ? [{ from: where.start, to: where.end }] : [],
  )
}

/** What a message says of a job, and what it does not. Saves nothing. Refuses NotFound (not one's employer). */
export async function readText(ctx: Ctx, given: { employerId: string; text: string }) {
  await actingEmployer(ctx, given.employerId)
  const today = businessDay(ctx.now)
  const { fields, shifts, notes } = readMessage(given.text, today, contactsIn(ctx, given.text, today))
  const draft = postingDraft.parse({ ...fields, shifts: whole(shifts) })
  const { saved } = await readDraft(ctx, draft, { id: ctx.newId(), employerId: given.employerId })
  const content = { ...saved, hasContactPhone: saved.contactPhone !== null }
  const lacks = lacking(ctx, content, (await employerFacts(ctx, given.employerId)).isNew)
  return {
    draft: { ...fields, shifts: draft.shifts },
    occupationName: saved.terms.occupationName ?? null,
    shifts,
    // A shift of which something is missing is named by what is missing.
    missing: [...lacks.filter((one) => one.path !== 'shifts'), ...missingParts(shifts)],
    notes,
  }
}

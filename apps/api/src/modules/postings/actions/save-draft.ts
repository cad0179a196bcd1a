import type { PostingDraft } from '@linggong/contract/postings/shapes.ts'
import type { Problem } from '@linggong/contract'
import { postingDraft } from '@linggong/contract/postings/shapes.ts'
import type { z } from 'zod'
import type { Ctx } from '../../../kernel/context.ts'
import { refuse } from '../../../kernel/errors.ts'
import { problemsOf } from '../../../kernel/http/problems.ts'
import { actingEmployer, type Acting } from '../../../kernel/rights.ts'
import { recordBirth, transition } from '../../../kernel/transition.ts'
import { employerFacts } from '../../identity/index.ts'
import { postingMachine } from '../machine.ts'
import { actorId, ownPosting } from '../own.ts'
import { readDraft } from '../read-draft.ts'
import { lacking } from '../requirements.ts'
import { contentOf, movedToDay } from '../rules-terms.ts'
import { insertDraft, replaceDraft, type Saved } from '../store.ts'
import { voidSignature } from '../store-signature.ts'
import type { Content } from '../types.ts'

export type DraftSaved = { id: string; state: 'draft'; missing: Problem[]; signatureVoided: boolean }

const contentOfSaved = (saved: Saved): Content => ({ ...saved, hasContactPhone: saved.contactPhone !== null })

async function addDraft(
  ctx: Ctx,
  saved: Saved,
  acting: Acting,
  isNew: boolean,
  repeatedFrom: string | null = null,
): Promise<DraftSaved> {
  await insertDraft(ctx, saved, { createdBy: actorId(ctx), repeatedFrom })
  recordBirth(
    ctx,
    postingMachine,
    { id: saved.id, state: 'draft', employer_id: saved.employerId, county: saved.county },
    {
      by: acting.by === 'clerk' ? 'clerk' : 'employer',
      event: 'postingDrafted',
      ...(acting.onBehalfOf && { onBehalfOf: acting.onBehalfOf }),
      data: { employerId: saved.employerId },
    },
  )
  return { id: saved.id, state: 'draft', missing: lacking(ctx, contentOfSaved(saved), isNew), signatureVoided: false }
}

/** Saves a new draft, however incomplete. Refuses NotFound (not one's employer), InputInvalid. */
export async function createDraft(ctx: Ctx, employerId: string, draft: PostingDraft): Promise<DraftSaved> {
  const acting = await actingEmployer(ctx, employerId)
  const { saved, problems } = await readDraft(ctx, draft, { id: ctx.newId(), employerId })
  if (problems.length > 0) refuse('InputInvalid', { problems })
  return addDraft(ctx, saved, acting, (await employerFacts(ctx, employerId)).isNew)
}

/**
 * Replaces a draft's content. A returned posting becomes a draft again; the signature it was submitted
 * with is void from then on. Refuses NotFound, PostingNotEditable, InputInvalid.
 */
export async function updateDraft(ctx: Ctx, postingId: string, draft: PostingDraft): Promise<DraftSaved> {
  const { posting, acting } = await ownPosting(ctx, postingId)
  if (posting.state !== 'draft' && posting.state !== 'returned') refuse('PostingNotEditable')
  const { saved, problems } = await readDraft(ctx, draft, {
    id: posting.id,
    employerId: posting.employerId,
    keptPhone: posting.contactPhone,
  })
  if (problems.length > 0) refuse('InputInvalid', { problems })
  if (posting.state === 'returned') {
    await transition(ctx, postingMachine, posting.id, {
      move: 'revise',
      by: acting.by === 'clerk' ? 'clerk' : 'employer',
      ...(acting.onBehalfOf && { onBehalfOf: acting.onBehalfOf }),
    })
  }
  const signatureVoided = await voidSignature(ctx, posting.id, 'edited')
  await replaceDraft(ctx, saved)
  const { isNew } = await employerFacts(ctx, posting.employerId)
  return { id: posting.id, state: 'draft', missing: lacking(ctx, contentOfSaved(saved), isNew), signatureVoided }
}

/** Copies a posting of one's own to a new draft; its shifts are moved to `firstDay`, or left out. */
export async function repeatPosting(ctx: Ctx, postingId: string, firstDay: string | undefined): Promise<DraftSaved> {
  const { posting, shifts, acting } = await ownPosting(ctx, postingId, false)
  const content = contentOf(posting, shifts)
  const saved: Saved = {
    ...content,
    id: ctx.newId(),
    employerId: posting.employerId,
    contactPhone: posting.contactPhone,
    wantedUntil: null,
    shifts: firstDay ? movedToDay(shifts, firstDay) : [],
  }
  const { isNew } = await employerFacts(ctx, posting.employerId)
  return addDraft(ctx, saved, acting, isNew, posting.id)
}

export type ImportedRow = { row: number; id: string | null; problems: Problem[]; missing: Problem[] }

/** A row as it was sent, and what kept parts of it from being read at all. */
export type ImportRow = { draft: unknown; problems: readonly Problem[] }

/** What can be read of a draft, and the problems of the rest: a field that is wrong hides none of the others. */
function readable(given: unknown): { draft: z.output<typeof postingDraft> | undefined; problems: Problem[] } {
  const whole = postingDraft.safeParse(given, { reportInput: true })
  if (whole.success) return { draft: whole.data, problems: [] }
  const problems = problemsOf('body', whole.error.issues)
  if (typeof given !== 'object' || given === null) return { draft: undefined, problems }
  const wrong = new Set(whole.error.issues.map(({ path }) => path[0]))
  const kept = Object.entries(given).filter(([field]) => !wrong.has(field))
  return { draft: postingDraft.safeParse(Object.fromEntries(kept)).data, problems }
}

/** Saves many drafts; a row that cannot be read is refused by itself, with every reason. A dry run saves nothing. */
export async function importDrafts(
  ctx: Ctx,
  employerId: string,
  rows: readonly ImportRow[],
  { dryRun }: { dryRun: boolean },
) {
  const acting = await actingEmployer(ctx, employerId)
  const { isNew } = await employerFacts(ctx, employerId)
  const results: ImportedRow[] = []
  let saved = 0
  for (const [index, row] of rows.entries()) {
    const parsed = readable(row.draft)
    const problems = [...row.problems, ...parsed.problems]
    const read = parsed.draft ? await readDraft(ctx, parsed.draft, { id: ctx.newId(), employerId }) : undefined
    problems.push(...(read?.problems ?? []))
    // Whoever must mend a row is told in the same breath what is still missing from it.
    const missing = read ? lacking(ctx, contentOfSaved(read.saved), isNew) : []
    const result: ImportedRow = { row: index + 1, id: null, problems, missing }
    results.push(result)
    if (!read || problems.length > 0) continue
    saved += 1
    if (dryRun) continue
    result.id = (await addDraft(ctx, read.saved, acting, isNew)).id
  }
  return { rows: results, saved, refused: results.length - saved }
}

export const importRows = (ctx: Ctx, employerId: string, rows: readonly unknown[]) =>
  importDrafts(
    ctx,
    employerId,
    rows.map((draft) => ({ draft, problems: [] })),
    { dryRun: false },
  )

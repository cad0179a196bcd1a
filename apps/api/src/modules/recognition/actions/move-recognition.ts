import type { Capacity, ObjectionWay, ProgrammeStep } from '@linggong/contract'
import { addDays, addWorkingDays } from '@linggong/policy'
import { reportingUnits } from '@linggong/reference'
import { businessDay } from '../../../kernel/clock.ts'
import type { Ctx } from '../../../kernel/context.ts'
import { refuse } from '../../../kernel/errors.ts'
import { requireStaff } from '../../../kernel/rights.ts'
import { transition } from '../../../kernel/transition.ts'
import { endRecognised, noteStep, planLimit, recordRecognised, recordRecognisedAtCity } from '../../programmes/index.ts'
import { dueOn } from '../lists.ts'
import { recognitionMachine } from '../machine.ts'
import { failedItems, plaqueNumber } from '../rules.ts'
import * as store from '../store.ts'
import { checklistOfRow } from './record-inspection.ts'

export const clearKind = 'recognition.clear'
type Row = store.RecognitionRow
type State = Row['state']
type Move = keyof typeof recognitionMachine.lifecycle.transitions
type Reason = { code: string; note?: string | undefined }
type Said = { opinion?: string | undefined; reason?: Reason | undefined }

async function found(ctx: Ctx, id: string): Promise<Row> {
  return (await store.findRecognition(ctx, id)) ?? refuse('NotFound')
}

/** Moves, and writes the step with its opinion for the papers; a repeat writes nothing. */
async function moved(
  ctx: Ctx,
  id: string,
  move: Move,
  by: Capacity,
  set: Record<string, unknown>,
  said: Said = {},
): Promise<{ row: Row; already: boolean }> {
  await found(ctx, id)
  const { reason, opinion } = said
  const done = await transition<Row, State, Move>(ctx, recognitionMachine, id, {
    move,
    by,
    set,
    ...(reason && { reason: { code: reason.code, ...(reason.note && { note: reason.note }) } }),
  })
  if (!done.already) await step(ctx, done.row, move as ProgrammeStep, by, opinion ?? reason?.note, reason?.code)
  return done
}

const step = (ctx: Ctx, row: Row, move: ProgrammeStep, by: Capacity, opinion?: string, reasonCode?: string) =>
  noteStep(ctx, {
    subjectKind: 'recognition',
    subjectId: row.id,
    siteId: row.site_id,
    county: row.county,
    move,
    by,
    opinion,
    reasonCode,
  })

/** 一次性告知: everything missing, once. The database keeps when it was asked; a second time is refused. */
export async function returnRecognition(ctx: Ctx, id: string, missing: readonly string[]): Promise<Row> {
  const before = await found(ctx, id)
  if (before.asked_at !== null) refuse('RecognitionAskedOnce')
  const set = {
    missing: JSON.stringify(missing),
    asked_at: ctx.now,
    due_on: dueOn(ctx, 'recognition.supplementWorkingDays', before.county),
  }
  return (await moved(ctx, id, 'askMore', 'officer', set, { opinion: missing.join(';') })).row
}

export async function acceptRecognition(ctx: Ctx, id: string, said: Said): Promise<Row> {
  const { staffId } = requireStaff(ctx.actor)
  const before = await found(ctx, id)
  const set = { accepted_by: staffId, due_on: dueOn(ctx, 'recognition.inspectWorkingDays', before.county) }
  return (await moved(ctx, id, 'accept', 'officer', set, said)).row
}

/** Public notice from today for the policy's working days; no required item may have failed. */
export async function publishRecognition(ctx: Ctx, id: string, said: Said): Promise<Row> {
  const { staffId } = requireStaff(ctx.actor)
  const before = await found(ctx, id)
  const [inspection] = await store.inspectionsOf(ctx, id)
  const failed = inspection ? failedItems(inspection.items, await checklistOfRow(ctx, before)) : []
  if (failed.length > 0)
    refuse('InspectionFailed', {
      problems: failed.map(({ clause, title, note }) => ({
        path: '',
        code: clause,
        message: `${title}:${note ?? '不符合'}`,
      })),
    })
  const until = dueOn(ctx, 'recognition.noticeWorkingDays', before.county)
  const set = { decided_by: staffId, notice_from: businessDay(ctx.now), notice_to: until, due_on: null }
  const { row, already } = await moved(ctx, id, 'publish', 'officer', set, said)
  if (!already) ctx.schedule({ kind: clearKind, subjectId: id, dueAt: new Date(`${addDays(until, 1)}T00:00:00+08:00`) })
  return row
}

/** Objections of the notice that runs or ran last; those of a notice before an appeal was granted are settled with it. */
const objectionsNow = async (ctx: Ctx, row: Row) =>
  (await store.objectionsOf(ctx, row.id)).filter(
    (one) => row.notice_from !== null && one.received_on >= row.notice_from,
  )

/** Deadline: the notice is over. An objection that is open waits for its decision, one that is upheld for the refusal. */
export async function clearRecognition(ctx: Ctx, id: string): Promise<void> {
  await store.lockRecognition(ctx, id)
  const row = await store.findRecognition(ctx, id)
  if (row?.state !== 'inNotice') return
  if ((await objectionsNow(ctx, row)).some(({ outcome }) => outcome !== 'rejected')) return
  await moved(ctx, id, 'clear', 'system', { due_on: dueOn(ctx, 'recognition.numberWorkingDays', row.county) })
}

export async function recordObjection(ctx: Ctx, id: string, given: { way: ObjectionWay; words: string }): Promise<Row> {
  const { staffId } = requireStaff(ctx.actor)
  await store.lockRecognition(ctx, id)
  const row = await found(ctx, id)
  if (row.state !== 'inNotice') refuse('NoticeOver')
  const objection = ctx.newId()
  const answerBy = dueOn(ctx, 'recognition.objectionWorkingDays', row.county)
  const facts = { id: objection, received_on: businessDay(ctx.now), answer_by: answerBy, ...given }
  await store.insertObjection(ctx, row, facts, staffId)
  await step(ctx, row, 'object', 'officer', given.words)
  ctx.audit({ subjectKind: 'recognition', subjectId: id, act: 'object', county: row.county, data: { way: given.way } })
  const told = { subjectKind: 'recognitionObjection', subjectId: objection }
  ctx.emit({ name: 'recognitionObjected', ...told })
  planLimit(ctx, { ...told, dueOn: answerBy, overdue: 'recognitionObjectionOverdue' })
  return row
}

/** Found untrue after the notice's end, the last one lets the matter go on. Refuses ObjectionClosed. */
export async function decideObjection(
  ctx: Ctx,
  id: string,
  objectionId: string,
  given: { outcome: 'upheld' | 'rejected'; note: string },
): Promise<Row> {
  await store.lockRecognition(ctx, id)
  const row = await found(ctx, id)
  const today = businessDay(ctx.now)
  const all = await store.objectionsOf(ctx, id)
  if (!all.some((one) => one.id === objectionId)) refuse('NotFound')
  if (!(await store.decideObjection(ctx, id, objectionId, { ...given, on: today }))) refuse('ObjectionClosed')
  await step(ctx, row, 'decideObjection', 'officer', given.note)
  const data = { outcome: given.outcome }
  ctx.audit({ subjectKind: 'recognition', subjectId: id, act: 'decideObjection', county: row.county, data })
  if (row.state === 'inNotice' && row.notice_to !== null && row.notice_to < today) await clearRecognition(ctx, id)
  return found(ctx, id)
}

/** The number is taken in this transaction; the register of recognised sites follows with it. */
export async function recogniseSite(ctx: Ctx, id: string, said: Said): Promise<Row> {
  const before = await found(ctx, id)
  const today = businessDay(ctx.now)
  const outcomes = (await objectionsNow(ctx, before)).map(({ outcome }) => outcome)
  if (outcomes.includes(null)) refuse('ObjectionOpen')
  if (outcomes.includes('upheld')) refuse('ObjectionUpheld')
  if (before.state !== 'cleared') return (await moved(ctx, id, 'recognise', 'officer', {}, said)).row
  const pattern = ctx.deps.policy.answer('recognition.numberPattern', today, { county: before.county })
  if (pattern.status === 'noPolicy') return refuse('NoPolicyInForce')
  const year = Number(today.slice(0, 4))
  const county = reportingUnits().find(({ code }) => code === before.county)?.name ?? ''
  const serial = await store.nextSerial(ctx, before.county, year)
  const number = plaqueNumber(pattern.value, { year, county, kind: before.site_kind, serial })
  const set = { number, recognised_on: today, due_on: null }
  const { row, already } = await moved(ctx, id, 'recognise', 'officer', set, said)
  if (!already) await recordRecognised(ctx, { siteId: row.site_id, county: row.county, number, on: today })
  return row
}

export async function recordAtCity(ctx: Ctx, id: string, said: Said): Promise<Row> {
  const { staffId } = requireStaff(ctx.actor)
  const row = await found(ctx, id)
  if (row.city_recorded_on !== null) return row
  const on = businessDay(ctx.now)
  if (!(await store.setFacts(ctx, id, ['recognised'], { city_recorded_on: on, city_recorded_by: staffId })))
    refuse('StateConflict')
  await recordRecognisedAtCity(ctx, row.site_id, on)
  await step(ctx, row, 'recordAtCity', 'officer', said.opinion)
  ctx.audit({ subjectKind: 'recognition', subjectId: id, act: 'recordAtCity', county: row.county })
  ctx.emit({ name: 'recognitionRecorded', subjectKind: 'recognition', subjectId: id, data: { by: 'officer' } })
  return found(ctx, id)
}

/** Refused, taken back or ended. */
export async function endRecognition(
  ctx: Ctx,
  id: string,
  move: 'refuse' | 'withdraw' | 'revoke',
  reason: Reason,
): Promise<Row> {
  const by = move === 'withdraw' ? 'operator' : 'officer'
  const today = businessDay(ctx.now)
  const set = { due_on: null, ...(move === 'revoke' && { ended_on: today }) }
  const { row, already } = await moved(ctx, id, move, by, set, { reason })
  if (already) return row
  ctx.cancelDue(`${clearKind}:${id}`)
  if (move === 'revoke') await endRecognised(ctx, row.site_id, today)
  return row
}

/** Last day on which an appeal may be lodged; null where nothing can be appealed against. */
export function appealUntil(ctx: Ctx, row: Row): string | null {
  if (row.state !== 'refused' && row.state !== 'revoked') return null
  const decided = businessDay(row.state_since)
  const days = ctx.deps.policy.answer('recognition.appealWorkingDays', decided, { county: row.county })
  return days.status === 'inForce' ? addWorkingDays(ctx.deps.policy, decided, days.value).date : null
}

export async function appealRecognition(ctx: Ctx, id: string, words: string): Promise<Row> {
  const row = await found(ctx, id)
  const until = appealUntil(ctx, row) ?? refuse('StateConflict')
  const today = businessDay(ctx.now)
  if (row.appealed_on !== null) refuse('AppealMade')
  if (today > until) refuse('AppealTooLate', { facts: { day: until } })
  const due = dueOn(ctx, 'recognition.appealDecideWorkingDays', row.county)
  if (
    !(await store.setFacts(ctx, id, ['refused', 'revoked'], { appeal_words: words, appealed_on: today, due_on: due }))
  )
    refuse('StateConflict')
  await step(ctx, row, 'appeal', 'operator', words)
  ctx.audit({ subjectKind: 'recognition', subjectId: id, act: 'appeal', capacity: 'operator', county: row.county })
  ctx.emit({ name: 'recognitionAppealed', subjectKind: 'recognition', subjectId: id, data: { by: 'operator' } })
  return found(ctx, id)
}

/** Granted: the application goes on where it was accepted, or the recognition stands again. */
export async function decideAppeal(
  ctx: Ctx,
  id: string,
  given: { outcome: 'granted' | 'rejected'; note: string },
): Promise<Row> {
  const row = await found(ctx, id)
  if (row.appealed_on === null || row.appeal_outcome !== null) refuse('AppealMissing')
  const facts = {
    appeal_outcome: given.outcome,
    appeal_note: given.note,
    appeal_decided_on: businessDay(ctx.now),
    due_on: null,
  }
  if (!(await store.setFacts(ctx, id, ['refused', 'revoked'], facts))) refuse('StateConflict')
  await step(ctx, row, 'decideAppeal', 'officer', given.note)
  const data = { outcome: given.outcome }
  ctx.audit({
    subjectKind: 'recognition',
    subjectId: id,
    act: 'decideAppeal',
    capacity: 'officer',
    county: row.county,
    data,
  })
  ctx.emit({
    name: 'recognitionAppealDecided',
    subjectKind: 'recognition',
    subjectId: id,
    data: { by: 'officer', ...data },
  })
  if (given.outcome === 'rejected') return found(ctx, id)
  const move = row.state === 'refused' ? 'reopen' : 'restore'
  const due = move === 'reopen' ? dueOn(ctx, 'recognition.inspectWorkingDays', row.county) : null
  const set = move === 'reopen' ? { due_on: due } : { ended_on: null }
  const { row: after } = await transition<Row, State, Move>(ctx, recognitionMachine, id, { move, by: 'officer', set })
  if (move === 'restore' && after.number !== null && after.recognised_on !== null)
    await recordRecognised(ctx, {
      siteId: after.site_id,
      county: after.county,
      number: after.number,
      on: after.recognised_on,
    })
  return after
}

import type { AssistWay } from '@linggong/contract'
import type { Ctx } from '../../../kernel/context.ts'
import { refuse } from '../../../kernel/errors.ts'
import { requireStaff } from '../../../kernel/rights.ts'
import { assistView, recordAssist } from '../assists.ts'
import { createPerson, type NewPerson } from './register-person.ts'
import { proveIntent, requestCode } from '../intent.ts'
import { numberProblems, counterPost, maskedName, maskedPhone } from '../rules.ts'
import { findEmployers } from '../store-employers.ts'
import { findPersonIds, findPersons } from '../store-persons.ts'
import { endAssistRow, findAssist, findLiveAssists, type AssistRow } from '../store-staff.ts'
import { personSummary } from '../people.ts'
import { triesKey } from '../tries.ts'

export type FindPerson = { idNumber?: string | undefined; phone?: string | undefined; name?: string | undefined }

/** Exact finding only: the full number, or phone and name that belong together. */
export async function findExactly(ctx: Ctx, by: FindPerson): Promise<string | undefined> {
  if (by.idNumber !== undefined) return (await findPersonIds(ctx, { idNumber: by.idNumber }))[0]
  if (by.phone === undefined) return undefined
  const ids = await findPersonIds(ctx, { phone: by.phone })
  await ctx.tx.widen({ persons: ids }, 'compared with the name that was given; nothing else is shown')
  return (await findPersons(ctx, ids)).find((person) => person.name === by.name)?.id
}

/** The clerk looks for the person at the counter; the person can read that it happened. */
export async function findAtCounter(ctx: Ctx, by: FindPerson) {
  const problems = numberProblems(by, ctx.deps.config.world)
  if (problems.length > 0) refuse('InputInvalid', { problems })
  const id = (await findExactly(ctx, by)) ?? refuse('PersonNotFound')
  await ctx.tx.widen({ persons: [id] }, 'found by what the person at the counter said')
  const [person] = await findPersons(ctx, [id])
  if (!person) return refuse('PersonNotFound')
  const staff = requireStaff(ctx.actor)
  ctx.audit({
    subjectKind: 'person',
    subjectId: id,
    act: 'find',
    capacity: 'clerk',
    county: counterPost(staff.posts)?.county ?? null,
    concerns: [id],
    data: { by: by.idNumber === undefined ? 'phoneAndName' : 'idNumber' },
  })
  return {
    personId: id,
    maskedName: maskedName(person.name),
    maskedPhone: person.phone && maskedPhone(person.phone),
    canReceiveCode: person.phone !== null,
  }
}

type Whom = { personId: string } | { employerId: string }

async function openWhom(ctx: Ctx, whom: Whom) {
  if ('personId' in whom) {
    await ctx.tx.widen({ persons: [whom.personId] }, 'the person is at the counter and is asked for consent')
    const [person] = await findPersons(ctx, [whom.personId])
    return person ? { name: person.name, person: personSummary(ctx, person) } : refuse('NotFound')
  }
  await ctx.tx.widen({ employers: [whom.employerId] }, 'the employer is at the counter and is asked for consent')
  const [employer] = await findEmployers(ctx, [whom.employerId])
  if (!employer) return refuse('NotFound')
  if (employer.person_id) await ctx.tx.widen({ persons: [employer.person_id] }, 'a household is its person')
  return { name: employer.name, person: null }
}

/** Sends the consent code, or takes it (or paper, or card) and records the consent. */
export async function beginAssist(
  ctx: Ctx,
  given: { personId?: string | undefined; employerId?: string | undefined; how: AssistWay; code?: string | undefined },
) {
  const whom: Whom = given.personId
    ? { personId: given.personId }
    : { employerId: given.employerId ?? refuse('NotFound') }
  const opened = await openWhom(ctx, whom)
  const subjectId = 'personId' in whom ? whom.personId : whom.employerId
  const intent = { ...whom, purpose: 'assist', subjectId } as const
  if (given.how === 'smsCode' && given.code === undefined) {
    return { kind: 'codeSent' as const, ...(await requestCode(ctx, intent)) }
  }
  if (given.how === 'smsCode') await proveIntent(ctx, { ...intent, code: given.code ?? '' })
  return { kind: 'begun' as const, assist: assistView(await recordAssist(ctx, whom, given.how), opened) }
}

/** Whom this clerk may act for now. */
export async function listAssists(ctx: Ctx) {
  const staff = requireStaff(ctx.actor)
  const rows = await findLiveAssists(ctx, staff.staffId)
  const persons = rows.flatMap((row) => row.person_id ?? [])
  const employers = rows.flatMap((row) => row.employer_id ?? [])
  await ctx.tx.widen({ persons, employers }, 'they have agreed to be helped by this clerk')
  const known = new Map<string, Parameters<typeof assistView>[1]>()
  for (const person of await findPersons(ctx, persons))
    known.set(person.id, { name: person.name, person: personSummary(ctx, person) })
  for (const employer of await findEmployers(ctx, employers))
    known.set(employer.id, { name: employer.name, person: null })
  const whomOf = (row: AssistRow) => known.get(row.person_id ?? row.employer_id ?? '') ?? { name: '', person: null }
  return { items: rows.map((row) => assistView(row, whomOf(row))) }
}

/** Ended by the clerk, or by the person (a member of the employer) who takes the consent back. */
export async function endAssist(ctx: Ctx, id: string): Promise<{ ok: true }> {
  const { actor } = ctx
  const row = (await findAssist(ctx, id)) ?? refuse('NotFound')
  const own =
    (actor.kind === 'staff' && row.staff_id === actor.staffId) ||
    (actor.kind === 'person' &&
      (row.person_id === actor.personId || (row.employer_id !== null && actor.employerIds.includes(row.employer_id))))
  if (!own) refuse('NotFound')
  await ctx.tx.widen(
    { persons: row.person_id ? [row.person_id] : [], employers: row.employer_id ? [row.employer_id] : [] },
    'whom the consent was for reads that it ended',
  )
  await endAssistRow(ctx, id)
  ctx.audit({
    subjectKind: 'assist',
    subjectId: id,
    act: 'end',
    county: row.county,
    concerns: [row.person_id ?? row.employer_id ?? id],
  })
  return { ok: true }
}

/** Somebody without a phone, or without the patience for one, is registered by the clerk. */
export async function registerAtCounter(ctx: Ctx, given: NewPerson & { how: AssistWay }) {
  const staff = requireStaff(ctx.actor)
  const person = await createPerson(ctx, given, triesKey(ctx, 'registerAtCounter', staff.staffId))
  const assist = await recordAssist(ctx, { personId: person.id }, given.how)
  const summary = personSummary(ctx, person)
  return { person: summary, assist: assistView(assist, { name: person.name, person: summary }) }
}

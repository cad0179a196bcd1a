import { dataConsent, type VerificationLevel } from '@linggong/contract'
import { idNumberBirthDate, idNumberSex } from '@linggong/reference/identifiers.ts'
import { businessDay } from '../../../kernel/clock.ts'
import type { Ctx } from '../../../kernel/context.ts'
import { refuse } from '../../../kernel/errors.ts'
import { askIdentity, scheduleRecheck } from '../checks.ts'
import { sessionPhoneField } from '../sessions.ts'
import { personFacts, personSummary } from '../people.ts'
import { numberProblems, underWorkingAge } from '../rules.ts'
import { sessionPhone, setSessionPerson } from '../store-access.ts'
import { findPersonIds, insertConsent, insertPerson, type PersonFacts } from '../store-persons.ts'
import { refuseCounted, refuseWhenTriedOut, triesKey } from '../tries.ts'

export type NewPerson = { name: string; idNumber: string; phone: string | null; consentVersion: string }

/** Everything that can be said without asking anybody else. Refuses InputInvalid, ConsentTextOld, UnderWorkingAge. */
function checkPerson(ctx: Ctx, person: NewPerson): void {
  const { config, policy } = ctx.deps
  const problems = numberProblems({ idNumber: person.idNumber, phone: person.phone ?? undefined }, config.world)
  if (problems.length > 0) refuse('InputInvalid', { problems })
  if (person.consentVersion !== dataConsent.version) refuse('ConsentTextOld')
  const today = businessDay(ctx.now)
  const age = policy.number('labour.minimumWorkingAge', today)
  if (underWorkingAge(person.idNumber, today, age)) refuse('UnderWorkingAge', { facts: { age } })
}

async function store(
  ctx: Ctx,
  person: NewPerson,
  checked: { level: VerificationLevel; reference: string },
): Promise<PersonFacts> {
  const facts: PersonFacts = {
    id: ctx.newId(),
    name: person.name,
    sex: idNumberSex(person.idNumber) ?? refuse('InputInvalid'),
    birthDate: idNumberBirthDate(person.idNumber) ?? refuse('InputInvalid'),
    idNumber: person.idNumber,
    phone: person.phone,
    verification: checked.level,
  }
  await ctx.tx.widen({ persons: [facts.id] }, 'the person is being registered by itself or beside the clerk')
  const known = await findPersonIds(ctx, { idNumber: person.idNumber })
  const fresh =
    known.length === 0 && (await insertPerson(ctx, { ...facts, verificationReference: checked.reference || null }))
  if (!fresh) refuse('PersonAlreadyRegistered')
  await insertConsent(ctx, facts.id, 'dataProcessing', person.consentVersion)
  ctx.audit({ subjectKind: 'person', subjectId: facts.id, act: 'register', concerns: [facts.id] })
  ctx.emit({
    name: 'personRegistered',
    subjectKind: 'person',
    subjectId: facts.id,
    data: { verification: checked.level },
  })
  if (checked.level === 'none') scheduleRecheck(ctx, 'person', facts.id, 0)
  return facts
}

/**
 * Creates a person after the real-name check. Where the check cannot be made now the person is registered
 * unverified and checked again later. `missKey` counts wrong guesses at name and number.
 */
export async function createPerson(ctx: Ctx, person: NewPerson, missKey: string): Promise<PersonFacts> {
  checkPerson(ctx, person)
  await refuseWhenTriedOut(ctx, missKey)
  const { identityCheck } = ctx.deps.gateways
  const answer = await askIdentity(
    identityCheck.checkPerson({ requestId: ctx.newId(), name: person.name, idNumber: person.idNumber }),
  )
  if (answer.result === 'mismatch') return refuseCounted(ctx, missKey, 'NameAndNumberDiffer')
  const level = answer.result === 'match' ? 'nameAndNumber' : 'none'
  return store(ctx, person, { level, reference: answer.referenceNo })
}

/** The number this session was opened with. */
async function phoneOfSession(ctx: Ctx, sessionId: string): Promise<{ phone: string; index: Buffer }> {
  const proved = await sessionPhone(ctx, sessionId)
  if (!proved) return refuse('NotFound')
  return { phone: ctx.deps.keyring.decrypt(sessionPhoneField, proved.enc), index: proved.index }
}

/** A phone registers a person and chooses it for its session. */
export async function registerPerson(ctx: Ctx, given: { name: string; idNumber: string; consentVersion: string }) {
  const { actor } = ctx
  if (actor.kind !== 'phone' && actor.kind !== 'person') return refuse('NotFound')
  const { phone, index } = await phoneOfSession(ctx, actor.sessionId)
  const created = await createPerson(ctx, { ...given, phone }, triesKey(ctx, 'register', index.toString('hex')))
  await setSessionPerson(ctx, actor.sessionId, created.id)
  return { person: personSummary(ctx, await personFacts(ctx, created.id)) }
}

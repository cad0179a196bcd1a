import type { Ctx } from '../../../kernel/context.ts'
import { refuse } from '../../../kernel/errors.ts'
import { phoneField, takeCodeFirst } from '../codes.ts'
import { maskedPersons, personFacts, personSummary } from '../people.ts'
import { openSession, sessionPhoneField, type OpenedSession } from '../sessions.ts'
import { sessionPhoneIndex, setSessionPerson } from '../store-access.ts'
import { findPersonIds } from '../store-persons.ts'

/** A phone proves itself with its code; who holds it is chosen next. Refuses CodeWrong, CodeExpired, TooManyTries. */
export async function signIn(
  ctx: Ctx,
  given: { phone: string; code: string },
): Promise<OpenedSession & { persons: Array<{ id: string; maskedName: string }> }> {
  const { keyring } = ctx.deps
  await takeCodeFirst(ctx, { purpose: 'signIn', phoneIndexes: keyring.indexes(phoneField, given.phone) }, given.code)
  const session = await openSession(ctx, {
    kind: 'phone',
    phoneIndex: keyring.index(phoneField, given.phone),
    phoneEnc: keyring.encrypt(sessionPhoneField, given.phone),
  })
  const ids = await findPersonIds(ctx, { phone: given.phone })
  await ctx.tx.widen({ persons: ids }, 'the phone of these persons has just proved itself')
  return { ...session, persons: await maskedPersons(ctx, ids) }
}

/** Chooses one of the persons of the session's phone, now or anew. Refuses NotFound for anybody else. */
export async function choosePerson(ctx: Ctx, personId: string) {
  const { actor } = ctx
  if (actor.kind !== 'phone' && actor.kind !== 'person') return refuse('NotFound')
  const phoneIndex = await sessionPhoneIndex(ctx, actor.sessionId)
  const ids = phoneIndex ? await findPersonIds(ctx, { phoneIndex }) : []
  if (!ids.includes(personId)) refuse('NotFound')
  await ctx.tx.widen({ persons: [personId] }, 'one of the persons of this phone')
  await setSessionPerson(ctx, actor.sessionId, personId)
  ctx.audit({ subjectKind: 'person', subjectId: personId, act: 'signIn', concerns: [personId] })
  return { person: personSummary(ctx, await personFacts(ctx, personId)) }
}

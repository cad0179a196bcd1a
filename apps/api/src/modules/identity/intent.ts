import type { CodePurpose } from '@linggong/contract'
import type { Ctx } from '../../kernel/context.ts'
import { refuse } from '../../kernel/errors.ts'
import { codePhoneField, issueCode, takeCodeWithin, type CodeSent } from './codes.ts'
import { maskedPhone } from './rules.ts'
import { contactPhoneField, findEmployers } from './store-employers.ts'
import { findPersons } from './store-persons.ts'

/** Whose phone proves the intent: a person's own, or the contact's of an employer (at the counter). */
export type IntentHolder = { personId: string } | { employerId: string }

async function phoneOf(ctx: Ctx, holder: IntentHolder): Promise<string> {
  if ('personId' in holder) {
    const [person] = await findPersons(ctx, [holder.personId])
    return (person ?? refuse('NotFound')).phone ?? refuse('PhoneMissing')
  }
  const [employer] = await findEmployers(ctx, [holder.employerId])
  if (!employer) return refuse('NotFound')
  if (employer.contact_phone_enc) return ctx.deps.keyring.decrypt(contactPhoneField, employer.contact_phone_enc)
  return employer.person_id ? phoneOf(ctx, { personId: employer.person_id }) : refuse('PhoneMissing')
}

/**
 * Sends a code that stands for one intent on one matter (`purpose`, `subjectId`).
 * The scope must reach the holder. Refuses CodeTooSoon, CodesUsedUp, PhoneMissing, NotFound.
 */
export async function requestCode(
  ctx: Ctx,
  wanted: IntentHolder & { purpose: CodePurpose; subjectId: string },
): Promise<CodeSent & { maskedPhone: string }> {
  const phone = await phoneOf(ctx, wanted)
  const sent = await issueCode(ctx, { ...wanted, phone })
  return { ...sent, maskedPhone: maskedPhone(phone) }
}

export type IntentProof = { factor: 'smsCode'; provedAt: Date; phoneMasked: string }

/**
 * Checks and uses up the code of one intent; may be called anywhere inside an act of an HTTP request.
 * The code counts for this holder, purpose and subject only, once. A wrong code undoes the act, counts
 * the try and refuses: CodeWrong, CodeExpired, TooManyTries.
 */
export async function proveIntent(
  ctx: Ctx,
  given: IntentHolder & { purpose: CodePurpose; subjectId: string; code: string },
): Promise<IntentProof> {
  const holder = 'personId' in given ? { personId: given.personId } : { employerId: given.employerId }
  const row = await takeCodeWithin(ctx, { ...holder, purpose: given.purpose, subjectId: given.subjectId }, given.code)
  return {
    factor: 'smsCode',
    provedAt: ctx.now,
    phoneMasked: maskedPhone(ctx.deps.keyring.decrypt(codePhoneField, row.phone_enc)),
  }
}

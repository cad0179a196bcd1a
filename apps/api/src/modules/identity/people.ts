import { businessDay } from '../../kernel/clock.ts'
import type { Ctx } from '../../kernel/context.ts'
import { refuse } from '../../kernel/errors.ts'
import { ageOn, maskedIdNumber, maskedName, maskedPhone } from './rules.ts'
import { findPersonIds, findPersonNames, findPersons, type PersonFacts } from './store-persons.ts'

/** Decrypted facts of one person. The scope must reach the person; otherwise NotFound. */
export async function personFacts(ctx: Ctx, personId: string): Promise<PersonFacts> {
  const [person] = await findPersons(ctx, [personId])
  return person ?? refuse('NotFound')
}

/** Of several; those out of reach are left out, the order is that of `ids`. */
export async function personsFacts(ctx: Ctx, ids: readonly string[]): Promise<PersonFacts[]> {
  const byId = new Map((await findPersons(ctx, ids)).map((person) => [person.id, person]))
  return ids.flatMap((id) => byId.get(id) ?? [])
}

/** Who is reached by this number: one, or several of a family. Of the platform's own machinery; people find by `findExactly`. */
export const personIdsOfPhone = (ctx: Ctx, phone: string): Promise<string[]> => findPersonIds(ctx, { phone })

export async function maskedPersons(
  ctx: Ctx,
  ids: readonly string[],
): Promise<Array<{ id: string; maskedName: string }>> {
  const persons = await findPersonNames(ctx, ids)
  return persons.map((person) => ({ id: person.id, maskedName: maskedName(person.name) }))
}

/** What the person sees of oneself on every page, and a clerk of whom is helped. */
export function personSummary(ctx: Ctx, person: PersonFacts) {
  return {
    id: person.id,
    name: person.name,
    sex: person.sex,
    age: ageOn(person.birthDate, businessDay(ctx.now)),
    maskedPhone: person.phone === null ? null : maskedPhone(person.phone),
    maskedIdNumber: maskedIdNumber(person.idNumber),
    verification: person.verification,
  }
}

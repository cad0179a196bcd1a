import { holdsRight, roleAllows, type Duty, type Right, type Role } from '@linggong/contract'
import type { Actor, Ctx } from './context.ts'
import { refuse } from './errors.ts'
import type { Scope } from './scope.ts'

export function rolesOf(actor: Actor): readonly Role[] {
  return actor.kind === 'person' || actor.kind === 'staff' ? actor.roles : []
}

/** Opens or refuses a route. Which rows it reaches is asked again, per module and by the database. */
export function requireRight(actor: Actor, right: Right): void {
  if (right === 'public' || actor.kind === 'system') return
  if (actor.kind === 'anonymous') refuse('NotSignedIn')
  if (right === 'phone') return
  if (actor.kind === 'phone') refuse('PersonNotChosen')
  if (!holdsRight(rolesOf(actor), right)) refuse('NotFound')
}

type PersonActor = Extract<Actor, { kind: 'person' }>

/** Whether this member's role allows such things for this employer. */
export function holdsDuty(actor: PersonActor, employerId: string, duty: Duty): boolean {
  const role = actor.memberRoles[employerId]
  return role !== undefined && roleAllows(role, duty)
}

/**
 * The same person with those employers only for whom the role allows this duty: what a member may not do is then
 * out of reach for every action and for the database. The actor itself where nothing is taken away.
 */
export function onDuty(actor: Actor, duty: Duty | undefined): Actor {
  if (actor.kind !== 'person' || duty === undefined) return actor
  const employerIds = actor.employerIds.filter((id) => holdsDuty(actor, id, duty))
  return employerIds.length === actor.employerIds.length ? actor : { ...actor, employerIds }
}

/** What row-level security is told about this actor. */
export function scopeOf(actor: Actor): Scope {
  if (actor.kind === 'person') return { persons: [actor.personId], employers: actor.employerIds }
  if (actor.kind === 'phone') return { persons: actor.personIds }
  if (actor.kind === 'staff') {
    const counties = actor.posts.filter((post) => post.siteId === null).flatMap((post) => post.county ?? [])
    const sites = actor.posts.flatMap((post) => post.siteId ?? [])
    return { counties: [...new Set(counties)], sites: [...new Set(sites)] }
  }
  return {}
}

export function requirePerson(actor: Actor): Extract<Actor, { kind: 'person' }> {
  if (actor.kind !== 'person') return refuse('NotFound')
  return actor
}

export function requireStaff(actor: Actor): Extract<Actor, { kind: 'staff' }> {
  if (actor.kind !== 'staff') return refuse('NotFound')
  return actor
}

export type Acting = { by: 'worker' | 'employer' | 'clerk'; onBehalfOf?: string }

/**
 * The worker an act is for: the person itself, or the one a clerk acts for with recorded consent (代办).
 * For a clerk the person's rows are opened to the transaction.
 */
export async function actingWorker(ctx: Ctx, onBehalfOf?: string): Promise<Acting & { workerId: string }> {
  const { actor } = ctx
  if (actor.kind === 'person') return { workerId: actor.personId, by: 'worker' }
  if (actor.kind !== 'staff' || onBehalfOf === undefined) return refuse('ConsentMissing')
  if (!actor.assists.persons.includes(onBehalfOf)) return refuse('ConsentMissing')
  await ctx.tx.widen({ persons: [onBehalfOf] }, 'the person has agreed to be helped at the counter')
  return { workerId: onBehalfOf, by: 'clerk', onBehalfOf }
}

/** For reading what is named by its own id: a clerk sees the matters of everybody who has agreed to be helped now. */
export async function openHelped(ctx: Ctx): Promise<void> {
  const { actor } = ctx
  if (actor.kind !== 'staff' || actor.assists.persons.length === 0) return
  await ctx.tx.widen({ persons: actor.assists.persons }, 'these persons have agreed to be helped at the counter')
}

/** The same for what belongs to an employer. */
export async function openHelpedEmployers(ctx: Ctx): Promise<void> {
  const { actor } = ctx
  if (actor.kind !== 'staff' || actor.assists.employers.length === 0) return
  await ctx.tx.widen({ employers: actor.assists.employers }, 'these employers have agreed to be helped at the counter')
}

/** The employer an act is for: one of the person's own, or one a clerk acts for with recorded consent. */
export async function actingEmployer(ctx: Ctx, employerId: string): Promise<Acting & { employerId: string }> {
  const { actor } = ctx
  if (actor.kind === 'person' && actor.employerIds.includes(employerId)) return { employerId, by: 'employer' }
  if (actor.kind === 'staff' && actor.assists.employers.includes(employerId)) {
    await ctx.tx.widen({ employers: [employerId] }, 'the employer has agreed to be helped at the counter')
    return { employerId, by: 'clerk', onBehalfOf: employerId }
  }
  return refuse('NotFound')
}

import { memberRoles, type EmployerState, type MemberRole } from '@linggong/contract'
import { wireTime } from '../../../kernel/clock.ts'
import type { Ctx } from '../../../kernel/context.ts'
import { refuse } from '../../../kernel/errors.ts'
import { actingEmployer, requirePerson } from '../../../kernel/rights.ts'
import { employerDetail, employerSummary } from '../employers.ts'
import {
  endMemberRow,
  findEmployers,
  findMembers,
  findMemberships,
  listEmployersPage,
  putMember,
} from '../store-employers.ts'
import { findPersonNames } from '../store-persons.ts'
import { refuseCounted, refuseWhenTriedOut, triesKey } from '../tries.ts'
import { findExactly } from './assist.ts'

/** Employers of the signed-in person, with the role there. */
export async function listMyEmployers(ctx: Ctx) {
  const { personId } = requirePerson(ctx.actor)
  const memberships = await findMemberships(ctx, personId)
  const rows = await findEmployers(
    ctx,
    memberships.map((one) => one.employer_id),
  )
  return {
    items: memberships.flatMap((one) => {
      const row = rows.find((candidate) => candidate.id === one.employer_id)
      return row ? [{ ...employerDetail(ctx, row), memberRole: one.role }] : []
    }),
  }
}

/** Employers of the officer's region. */
export async function listEmployers(
  ctx: Ctx,
  query: { state?: EmployerState | undefined; name?: string | undefined; after?: string | undefined; limit: number },
) {
  const rows = await listEmployersPage(ctx, { ...query, limit: query.limit + 1 })
  const items = rows.slice(0, query.limit)
  return {
    items: items.map((row) => employerDetail(ctx, row)),
    next: rows.length > query.limit ? (items.at(-1)?.id ?? null) : null,
  }
}

/** In full within the own reach; name, kind and state for everybody else. */
export async function getEmployer(ctx: Ctx, id: string) {
  const { actor } = ctx
  if (actor.kind === 'staff' && actor.assists.employers.includes(id)) {
    await ctx.tx.widen({ employers: [id] }, 'the employer has asked this clerk for help')
  }
  const [own] = await findEmployers(ctx, [id])
  if (own) return { employer: employerSummary(own), detail: employerDetail(ctx, own) }
  await ctx.tx.widen({ employers: [id] }, 'who employs is public: name, kind, county and state, nothing else')
  const [row] = await findEmployers(ctx, [id])
  return row ? { employer: employerSummary(row), detail: null } : refuse('NotFound')
}

/** Who may act for the employer. */
export async function listMembers(ctx: Ctx, employerId: string) {
  await actingEmployer(ctx, employerId)
  const members = await findMembers(ctx, employerId)
  await ctx.tx.widen({ persons: members.map((one) => one.person_id) }, 'names of the fellow members')
  const names = new Map(
    (
      await findPersonNames(
        ctx,
        members.map((one) => one.person_id),
      )
    ).map((one) => [one.id, one.name]),
  )
  return {
    items: members.map((one) => ({
      personId: one.person_id,
      name: names.get(one.person_id) ?? '',
      role: one.role,
      roleLabel: memberRoles[one.role],
      since: wireTime(one.since),
    })),
  }
}

/** Only owners change who acts for an employer, and clerks the employer has asked; everybody may leave. */
async function requireOwner(ctx: Ctx, employerId: string): Promise<void> {
  const { by } = await actingEmployer(ctx, employerId)
  if (by === 'clerk') return
  const { personId } = requirePerson(ctx.actor)
  const members = await findMembers(ctx, employerId)
  if (!members.some((one) => one.person_id === personId && one.role === 'owner')) refuse('NotFound')
}

export async function addMember(
  ctx: Ctx,
  employerId: string,
  given: { phone: string; name: string; role: MemberRole },
) {
  await requireOwner(ctx, employerId)
  const missKey = triesKey(ctx, 'findPerson', employerId)
  await refuseWhenTriedOut(ctx, missKey)
  const personId = await findExactly(ctx, given)
  if (!personId) return refuseCounted(ctx, missKey, 'PersonNotFound')
  const owners = (await findMembers(ctx, employerId)).filter((one) => one.role === 'owner')
  if (given.role !== 'owner' && owners.length === 1 && owners[0]?.person_id === personId) refuse('LastOwner')
  await putMember(ctx, employerId, personId, given.role)
  ctx.audit({
    subjectKind: 'employer',
    subjectId: employerId,
    act: 'addMember',
    concerns: [employerId, personId],
    data: { personId, role: given.role },
  })
  ctx.emit({
    name: 'employerMemberAdded',
    subjectKind: 'employer',
    subjectId: employerId,
    data: { personId, role: given.role },
  })
  return { ok: true as const }
}

export async function endMember(ctx: Ctx, employerId: string, personId: string) {
  const { actor } = ctx
  const leaving = actor.kind === 'person' && actor.personId === personId
  if (leaving) await actingEmployer(ctx, employerId)
  else await requireOwner(ctx, employerId)
  const members = await findMembers(ctx, employerId)
  const member = members.find((one) => one.person_id === personId) ?? refuse('NotFound')
  const owners = members.filter((one) => one.role === 'owner')
  if (member.role === 'owner' && owners.length === 1) refuse('LastOwner')
  await endMemberRow(ctx, employerId, personId)
  ctx.audit({
    subjectKind: 'employer',
    subjectId: employerId,
    act: 'endMember',
    concerns: [employerId, personId],
    data: { personId },
  })
  return { ok: true as const }
}

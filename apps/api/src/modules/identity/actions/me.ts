import { holdsRight, rights, roleLabels, type Right, type Role } from '@linggong/contract'
import { wireTime } from '../../../kernel/clock.ts'
import type { Ctx } from '../../../kernel/context.ts'
import { refuse } from '../../../kernel/errors.ts'
import { employerSummary } from '../employers.ts'
import { maskedPersons, personFacts, personSummary } from '../people.ts'
import { endSessionRow, findSessions, type SessionHolder } from '../store-access.ts'
import { findEmployers, findMemberships } from '../store-employers.ts'
import { findStaffName } from '../store-staff.ts'

function heldRights(roles: readonly Role[]): Right[] {
  return (Object.keys(rights) as Right[]).filter((right) => holdsRight(roles, right))
}

/** Who is signed in, as much as a screen needs to show the right things. */
export async function getMe(ctx: Ctx) {
  const { actor } = ctx
  if (actor.kind === 'phone') return { kind: 'phone' as const, persons: await maskedPersons(ctx, actor.personIds) }
  if (actor.kind === 'staff') {
    return {
      kind: 'staff' as const,
      staffId: actor.staffId,
      ...(await findStaffName(ctx, actor.staffId)),
      roles: [...actor.roles],
      posts: actor.posts.map((post) => ({ ...post, roleLabel: roleLabels[post.role] })),
      rights: heldRights(actor.roles),
    }
  }
  if (actor.kind !== 'person') return refuse('NotSignedIn')
  const person = await personFacts(ctx, actor.personId)
  const memberships = await findMemberships(ctx, actor.personId)
  const rows = await findEmployers(ctx, actor.employerIds)
  return {
    kind: 'person' as const,
    person: personSummary(ctx, person),
    roles: [...actor.roles],
    employers: memberships.flatMap((one) => {
      const row = rows.find((candidate) => candidate.id === one.employer_id)
      return row ? [{ ...employerSummary(row), memberRole: one.role }] : []
    }),
    rights: heldRights(actor.roles),
  }
}

function holder(ctx: Ctx): SessionHolder {
  const { actor } = ctx
  if (actor.kind === 'person') return { personId: actor.personId }
  if (actor.kind === 'staff') return { staffId: actor.staffId }
  return refuse('NotFound')
}

function currentSession(ctx: Ctx): string {
  const { actor } = ctx
  return 'sessionId' in actor ? actor.sessionId : refuse('NotSignedIn')
}

export async function listSessions(ctx: Ctx) {
  const current = currentSession(ctx)
  const rows = await findSessions(ctx, holder(ctx))
  return {
    items: rows.map((row) => ({
      id: row.id,
      channel: row.channel,
      createdAt: wireTime(row.created_at),
      seenAt: wireTime(row.seen_at),
      expiresAt: wireTime(row.expires_at),
      current: row.id === current,
    })),
  }
}

export async function signOut(ctx: Ctx): Promise<{ ok: true }> {
  await endSessionRow(ctx, currentSession(ctx))
  return { ok: true }
}

export async function endSession(ctx: Ctx, sessionId: string): Promise<{ ok: true }> {
  if (!(await endSessionRow(ctx, sessionId, holder(ctx)))) refuse('NotFound')
  return { ok: true }
}

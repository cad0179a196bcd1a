import type { Role } from '@linggong/contract'
import { businessDay, wireTime } from '../../kernel/clock.ts'
import type { Actor, Ctx, Deps } from '../../kernel/context.ts'
import { csrfTokenOf, newToken, tokenHash } from '../../kernel/http/session-cookie.ts'
import { spreadPosts } from './rules.ts'
import { findSessionActor, insertSession, touchSession, type SessionActorRow } from './store-access.ts'

const dayMs = 86_400_000
/** A session's last sight is written at most this often. */
const touchAfterMs = { phone: dayMs, staff: 60_000 } as const

/** When a session seen now runs out: persons stay signed in for days, idle staff are signed out. */
function expiry(deps: Deps, kind: 'phone' | 'staff', now: Date): Date {
  const today = businessDay(now)
  const ms =
    kind === 'phone'
      ? deps.policy.number('session.personDays', today) * dayMs
      : deps.policy.number('session.staffIdleMinutes', today) * 60_000
  return new Date(now.getTime() + ms)
}

function toActor(deps: Deps, row: SessionActorRow, now: Date): Actor {
  if (row.person_id) {
    const employerIds = row.employers ?? []
    const roles: Role[] = [
      'worker',
      ...(employerIds.length > 0 ? (['employer'] as const) : []),
      ...((row.roles ?? []) as Role[]),
    ]
    const memberRoles = Object.fromEntries(employerIds.map((id, index) => [id, row.employer_roles![index]!]))
    return { kind: 'person', sessionId: row.id, personId: row.person_id, roles, employerIds, memberRoles }
  }
  if (row.kind === 'phone' && row.phone_index) {
    return { kind: 'phone', sessionId: row.id, phoneIndex: row.phone_index, personIds: row.phone_persons ?? [] }
  }
  if (!row.staff_id) return { kind: 'anonymous' }
  const units = deps.policy.reportingUnits(businessDay(now)).map((unit) => unit.code)
  const posts = row.posts ?? []
  return {
    kind: 'staff',
    sessionId: row.id,
    staffId: row.staff_id,
    roles: [...new Set(posts.map((post) => post.role))],
    posts: spreadPosts(posts, units),
    assists: { persons: row.assisted_persons ?? [], employers: row.assisted_employers ?? [] },
  }
}

/** Who holds this token now, without counting as being seen: an open page alone keeps nobody signed in. */
export function lookUp(deps: Deps): (token: string) => Promise<Actor> {
  return async (token) => {
    const now = deps.clock.now()
    const row = await findSessionActor(deps, tokenHash(token), now)
    return row ? toActor(deps, row, now) : { kind: 'anonymous' }
  }
}

/** Who holds this token; `anonymous` when it is unknown, ended or has run out. */
export function authenticate(deps: Deps): (token: string) => Promise<Actor> {
  return async (token) => {
    const now = deps.clock.now()
    const row = await findSessionActor(deps, tokenHash(token), now)
    if (!row) return { kind: 'anonymous' }
    if (now.getTime() - row.seen_at.getTime() >= touchAfterMs[row.kind]) {
      await touchSession(deps, row.id, now, expiry(deps, row.kind, now))
    }
    return toActor(deps, row, now)
  }
}

/** Where the number of a phone's session is encrypted for. */
export const sessionPhoneField = 'sessions.phone'

export type OpenedSession = { token: string; csrfToken: string; expiresAt: string }

/** Opens a session; the token leaves once, in the answer, and only its hash is kept. */
export async function openSession(
  ctx: Ctx,
  holder: { kind: 'phone'; phoneIndex: Buffer; phoneEnc: Buffer } | { kind: 'staff'; staffId: string },
): Promise<OpenedSession> {
  const token = newToken()
  const expiresAt = expiry(ctx.deps, holder.kind, ctx.now)
  await insertSession(ctx, { ...holder, tokenHash: tokenHash(token), expiresAt })
  return { token, csrfToken: csrfTokenOf(ctx.deps.config.sessionSecret, token), expiresAt: wireTime(expiresAt) }
}

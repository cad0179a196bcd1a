import { assistWays, type AssistWay } from '@linggong/contract'
import { businessDay, wireTime } from '../../kernel/clock.ts'
import type { Ctx } from '../../kernel/context.ts'
import { refuse } from '../../kernel/errors.ts'
import { requireStaff } from '../../kernel/rights.ts'
import type { personSummary } from './people.ts'
import { counterPost } from './rules.ts'
import { findStaffName, insertAssist, type AssistRow } from './store-staff.ts'

type Whom = { name: string; person: ReturnType<typeof personSummary> | null }

export function assistView(row: AssistRow, { name, person }: Whom) {
  return {
    id: row.id,
    personId: row.person_id,
    employerId: row.employer_id,
    name,
    person,
    how: row.how,
    howLabel: assistWays[row.how],
    siteId: row.site_id,
    createdAt: wireTime(row.created_at),
    expiresAt: wireTime(row.expires_at),
  }
}

/** Records that somebody has agreed to be helped by this clerk, for as long as the policy says. */
export async function recordAssist(
  ctx: Ctx,
  whom: { personId: string } | { employerId: string },
  how: AssistWay,
): Promise<AssistRow> {
  const staff = requireStaff(ctx.actor)
  const post = counterPost(staff.posts) ?? refuse('NotFound')
  const minutes = ctx.deps.policy.number('onBehalf.consentMinutes', businessDay(ctx.now))
  const { name } = await findStaffName(ctx, staff.staffId)
  const subjectId = 'personId' in whom ? whom.personId : whom.employerId
  const row = await insertAssist(ctx, {
    id: ctx.newId(),
    staff_id: staff.staffId,
    staff_name: name,
    person_id: 'personId' in whom ? whom.personId : null,
    employer_id: 'employerId' in whom ? whom.employerId : null,
    site_id: post.siteId,
    county: post.county,
    how,
    expires_at: new Date(ctx.now.getTime() + minutes * 60_000),
  })
  ctx.audit({
    subjectKind: 'assist',
    subjectId: row.id,
    act: 'begin',
    capacity: 'clerk',
    county: post.county,
    concerns: [subjectId],
    onBehalfOf: subjectId,
    data: { how },
  })
  ctx.emit({ name: 'assistBegun', subjectKind: 'assist', subjectId: row.id, data: { subjectId, how } })
  return row
}

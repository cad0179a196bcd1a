import type { Ctx } from '../../../kernel/context.ts'
import { refuse } from '../../../kernel/errors.ts'
import { requirePerson } from '../../../kernel/rights.ts'
import { crewOf } from '../../seekers/index.ts'
import { shiftsToTake } from '../eligible.ts'
import { takeShifts, type Taken } from './take-shift.ts'

/**
 * A crew leader brings people. Each must have agreed to be in the crew; each appears, signs, is insured
 * and paid by name, and the leader takes no cut (domain.md «Who uses it»).
 */
export async function bringCrew(
  ctx: Ctx,
  input: { shiftId: string; crewId: string; memberIds: readonly string[] },
): Promise<Taken> {
  const leader = requirePerson(ctx.actor)
  const crew = await crewOf(ctx, input.crewId)
  if (crew.leaderId !== leader.personId) refuse('NotFound')
  const wanted = [...new Set(input.memberIds)]
  const agreed = new Set([
    crew.leaderId,
    ...crew.members.filter((member) => member.agreed).map((member) => member.personId),
  ])
  const missing = wanted.filter((personId) => !agreed.has(personId))
  if (missing.length > 0) {
    const names = new Map(crew.members.map((member) => [member.personId, member.name]))
    refuse('CrewMemberNotAgreed', {
      problems: missing.map((personId) => ({
        path: 'memberIds',
        code: 'notAgreed',
        message: `${names.get(personId) ?? '有一位'}还没同意加入班组`,
      })),
    })
  }
  await ctx.tx.widen({ persons: wanted }, 'members have agreed that the leader takes work for them')
  const shifts = await shiftsToTake(ctx, input.shiftId, 'any')
  if (shifts[0]?.fillMode === 'apply') refuse('WrongFillMode')
  return takeShifts(ctx, {
    shifts,
    workerIds: wanted,
    fillMode: shifts[0]!.fillMode,
    by: 'crewLeader',
    crewLeaderId: leader.personId,
  })
}

import QRCode from 'qrcode'
import { businessDay, wireTime } from '../../../kernel/clock.ts'
import type { Ctx } from '../../../kernel/context.ts'
import { refuse } from '../../../kernel/errors.ts'
import { actingEmployer } from '../../../kernel/rights.ts'
import { shiftsForTaking, type ShiftForTaking } from '../../postings/index.ts'
import { putShiftCode, shiftCodeOf, type ShiftCode } from '../store.ts'

async function shiftOf(ctx: Ctx, shiftId: string): Promise<ShiftForTaking> {
  const shifts = await shiftsForTaking(ctx, [shiftId])
  return shifts.find((shift) => shift.shiftId === shiftId) ?? refuse('NotFound')
}

/** Valid from when one may check in until one would be checked out anyway. */
function newCode(
  ctx: Ctx,
  shift: { shiftId: string; employerId: string; county: string; startsAt: Date; endsAt: Date },
): ShiftCode {
  const policy = ctx.deps.policy.at(businessDay(shift.startsAt), { county: shift.county })
  const id = ctx.newId()
  return {
    id,
    shiftId: shift.shiftId,
    employerId: shift.employerId,
    // Out of the key ring: nobody who knows ids can guess it.
    token: ctx.deps.keyring.index('shift_codes.secret', id).toString('base64url').slice(0, 24),
    validFrom: new Date(shift.startsAt.getTime() - policy.number('worktime.checkInEarlyMinutes') * 60_000),
    validUntil: new Date(shift.endsAt.getTime() + policy.number('worktime.autoCheckOutAfterMinutes') * 60_000),
  }
}

/** Makes the shift's code when the first worker is engaged, so that the screen only has to show it. */
export async function ensureShiftCode(
  ctx: Ctx,
  shift: { shiftId: string; employerId: string; county: string; startsAt: Date; endsAt: Date },
): Promise<void> {
  await putShiftCode(ctx, newCode(ctx, shift), { keep: true })
}

async function shown(ctx: Ctx, code: ShiftCode) {
  const url = `${ctx.deps.config.publicUrl}/c/${code.token}`
  return {
    url,
    svg: await QRCode.toString(url, { type: 'svg', errorCorrectionLevel: 'M', margin: 2 }),
    validFrom: wireTime(code.validFrom),
    validUntil: wireTime(code.validUntil),
  }
}

/** The code for the employer's screen. Refuses CheckCodeInvalid when there is none: renew makes one. */
export async function readShiftCode(ctx: Ctx, shiftId: string) {
  const shift = await shiftOf(ctx, shiftId)
  await actingEmployer(ctx, shift.employerId)
  const code = await shiftCodeOf(ctx, shiftId)
  return shown(ctx, code ?? refuse('CheckCodeInvalid'))
}

/** A new code; the old one stops working at once. */
export async function renewShiftCode(ctx: Ctx, shiftId: string) {
  const shift = await shiftOf(ctx, shiftId)
  await actingEmployer(ctx, shift.employerId)
  if (shift.endsAt <= ctx.now) refuse('CheckCodeInvalid')
  const code = newCode(ctx, shift)
  await putShiftCode(ctx, code, { keep: false })
  ctx.audit({
    subjectKind: 'shift',
    subjectId: shiftId,
    act: 'renewCheckCode',
    capacity: 'employer',
    county: shift.county,
    concerns: [shift.employerId],
  })
  return shown(ctx, code)
}

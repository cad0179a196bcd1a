import { hash, verify } from '@node-rs/argon2'
import { generateSecret, verifySync } from 'otplib'
import { businessDay } from '../../../kernel/clock.ts'
import type { Ctx } from '../../../kernel/context.ts'
import { refuse } from '../../../kernel/errors.ts'
import { openSession, type OpenedSession } from '../sessions.ts'
import { countTry, forgetTries, keepDespiteRefusal } from '../store-access.ts'
import { claimTotpStep, findStaffForSignIn, totpField } from '../store-staff.ts'
import { triesKey } from '../tries.ts'

// RFC 6238: steps of 30 seconds, and one step of drift to either side (5.2).
const stepSeconds = 30

// Compared with when the login is unknown, so that the answer takes as long.
const nobodysSecret = generateSecret()
let nobodysHash: Promise<string> | undefined

/** The time step in which this second factor is right, or undefined. */
function totpStep(secret: string, token: string, now: Date): number | undefined {
  const epoch = Math.floor(now.getTime() / 1_000)
  const result = verifySync({ secret, token, epoch, epochTolerance: stepSeconds })
  return result.valid ? Math.floor(epoch / stepSeconds) + result.delta : undefined
}

/**
 * Staff sign in with account, password and second factor together: a wrong one is not named, an unknown
 * account costs the same work, and a second factor counts once. Refuses StaffSignInFailed, StaffLocked.
 */
export async function signInStaff(
  ctx: Ctx,
  given: { login: string; password: string; totpCode: string },
): Promise<OpenedSession> {
  const today = businessDay(ctx.now)
  const minutes = ctx.deps.policy.number('staff.lockMinutes', today)
  const key = triesKey(ctx, 'staff', given.login)
  // Counted before it is judged and kept in any case: tries at the same time count each.
  const tries = await countTry(ctx, key, minutes * 60_000)
  await keepDespiteRefusal(ctx)
  if (tries > ctx.deps.policy.number('staff.lockAfterFailures', today)) refuse('StaffLocked', { facts: { minutes } })

  const account = await findStaffForSignIn(ctx, given.login)
  nobodysHash ??= hash(generateSecret())
  const secret = account ? ctx.deps.keyring.decrypt(totpField, account.totp_secret_enc) : nobodysSecret
  const passwordRight = await verify(account?.password_hash ?? (await nobodysHash), given.password)
  const step = totpStep(secret, given.totpCode, ctx.now)
  if (!account || !passwordRight || step === undefined) return refuse('StaffSignInFailed')
  if (!(await claimTotpStep(ctx, account.id, step))) return refuse('StaffSignInFailed')

  await forgetTries(ctx, key)
  await ctx.tx.widen({ persons: [account.id] }, 'the account reads the record of its own sign-ins')
  ctx.audit({ subjectKind: 'staff', subjectId: account.id, act: 'signIn', concerns: [account.id] })
  return openSession(ctx, { kind: 'staff', staffId: account.id })
}

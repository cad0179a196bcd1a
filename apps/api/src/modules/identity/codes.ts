import type { CodePurpose } from '@linggong/contract'
import { businessDay } from '../../kernel/clock.ts'
import type { Ctx } from '../../kernel/context.ts'
import { refuse } from '../../kernel/errors.ts'
import { codeFrom, judgeCode, numberProblems, resendWaitSeconds } from './rules.ts'
import { sameCode } from './same-code.ts'
import {
  countTry,
  dropOldCodes,
  insertCode,
  keepDespiteRefusal,
  newestCodeOf,
  tryCode,
  undoAct,
  useCode,
  type CodeFilter,
  type CodeRow,
} from './store-access.ts'
import { dayMs, triesKey } from './tries.ts'

/** One index for a phone wherever it is looked for. */
export const phoneField = 'persons.phone'

/** The blind index rows about a phone are found by; `indexes`: also those made with earlier keys. */
export const indexOfPhone = (ctx: Ctx, phone: string): Buffer => ctx.deps.keyring.index(phoneField, phone)
export const indexesOfPhone = (ctx: Ctx, phone: string): Buffer[] => ctx.deps.keyring.indexes(phoneField, phone)
export const codePhoneField = 'codes.phone'
const codeField = 'codes.code'

export type CodeSent = { expiresInSeconds: number; resendAfterSeconds: number }

export type CodeWanted = {
  purpose: CodePurpose
  phone: string
  personId?: string
  employerId?: string
  subjectId?: string
}

/** The code's digits, computed from its row's id and the current key: stored nowhere. */
export function codeText(ctx: Ctx, id: string): string {
  return codeFrom(ctx.deps.keyring.index(codeField, id), digits(ctx))
}

function digits(ctx: Ctx): number {
  return ctx.deps.policy.number('sms.codeDigits', businessDay(ctx.now))
}

/** Codes for strangers' phones asked for in bulk from one address end here; signed-in people are not counted. */
async function refuseFloods(ctx: Ctx, maxPerHour: number): Promise<void> {
  if (ctx.actor.kind !== 'anonymous' || ctx.clientAddress === undefined) return
  const sent = await countTry(ctx, triesKey(ctx, 'codesFrom', ctx.clientAddress), 3_600_000)
  if (sent > maxPerHour) refuse('TooManyTries')
}

/**
 * Makes a code for this phone and has it sent. The same for every phone, known or not.
 * Refuses CodeTooSoon (with the seconds to wait) and CodesUsedUp (daily limit of the phone).
 */
export async function issueCode(ctx: Ctx, wanted: CodeWanted): Promise<CodeSent> {
  const problems = numberProblems({ phone: wanted.phone }, ctx.deps.config.world)
  if (problems.length > 0) refuse('InputInvalid', { problems })
  const { keyring, policy } = ctx.deps
  const today = businessDay(ctx.now)
  const resendAfterSeconds = policy.number('sms.resendAfterSeconds', today)
  const expiresInSeconds = policy.number('sms.codeExpirySeconds', today)
  await refuseFloods(ctx, policy.number('sms.maxPerAddressPerHour', today))
  // The counter's row also lines up requests for the same phone, so that the wait below holds for all.
  const sentToday = await countTry(ctx, triesKey(ctx, 'codes', wanted.phone), dayMs)
  const phoneIndexes = keyring.indexes(phoneField, wanted.phone)
  const last = await newestCodeOf(ctx, {
    purpose: wanted.purpose,
    phoneIndexes,
    ...(wanted.subjectId && { subjectId: wanted.subjectId }),
  })
  const seconds = resendWaitSeconds(last?.created_at, ctx.now, resendAfterSeconds)
  if (seconds > 0) refuse('CodeTooSoon', { facts: { seconds } })
  if (sentToday > policy.number('sms.maxPerPhonePerDay', today)) refuse('CodesUsedUp')
  await dropOldCodes(ctx, new Date(ctx.now.getTime() - dayMs))
  const id = ctx.newId()
  await insertCode(ctx, {
    id,
    purpose: wanted.purpose,
    phoneEnc: keyring.encrypt(codePhoneField, wanted.phone),
    phoneIndex: keyring.index(phoneField, wanted.phone),
    personId: wanted.personId,
    employerId: wanted.employerId,
    subjectId: wanted.subjectId,
    expiresAt: new Date(ctx.now.getTime() + expiresInSeconds * 1_000),
  })
  ctx.emit({ name: 'codeRequested', subjectKind: 'code', subjectId: id, data: { purpose: wanted.purpose } })
  return { expiresInSeconds, resendAfterSeconds }
}

function judge(ctx: Ctx, row: CodeRow | undefined, given: string) {
  const expected = row ? ctx.deps.keyring.indexes(codeField, row.id).map((digest) => codeFrom(digest, digits(ctx))) : []
  return judgeCode(row && { expiresAt: row.expires_at, tries: row.tries, usedAt: row.used_at }, {
    now: ctx.now,
    maxTries: ctx.deps.policy.number('sms.codeMaxAttempts', businessDay(ctx.now)),
    right: sameCode(given, expected),
  })
}

/**
 * Checks and uses up a code as the first thing a request does: the try is counted before it is judged,
 * so that tries at the same time count each. Refuses CodeWrong, CodeExpired, TooManyTries.
 */
export async function takeCodeFirst(ctx: Ctx, filter: CodeFilter, given: string): Promise<CodeRow> {
  const row = await tryCode(ctx, filter)
  await keepDespiteRefusal(ctx)
  const outcome = judge(ctx, row, given)
  if (outcome !== 'ok' || !row || !(await useCode(ctx, row.id))) return refuse(outcome === 'ok' ? 'CodeWrong' : outcome)
  return row
}

/**
 * The same in the middle of an act: a wrong code undoes the act and leaves the counted try alone.
 * Tries at the same moment may each be judged before the other is counted; the next one is counted right.
 */
export async function takeCodeWithin(ctx: Ctx, filter: CodeFilter, given: string): Promise<CodeRow> {
  const row = await tryCode(ctx, filter)
  const outcome = judge(ctx, row, given)
  if (outcome === 'ok' && row && (await useCode(ctx, row.id))) return row
  await undoAct(ctx)
  await tryCode(ctx, filter)
  await keepDespiteRefusal(ctx)
  return refuse(outcome === 'ok' ? 'CodeWrong' : outcome)
}

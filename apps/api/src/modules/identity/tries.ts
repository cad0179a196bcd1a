import type { ErrorCode } from '@linggong/contract'
import type { Ctx } from '../../kernel/context.ts'
import { businessDay } from '../../kernel/clock.ts'
import { refuse } from '../../kernel/errors.ts'
import { countTry, keepDespiteRefusal, readTries, undoAct } from './store-access.ts'

export const dayMs = 86_400_000

/** A counter's key: what is counted, of whom; never the phone or login itself. */
export function triesKey(ctx: Ctx, what: string, whom: string): string {
  return `${what}:${ctx.deps.keyring.index('try_counters.key', whom).toString('hex')}`
}

/** Guessing at people (name and number, phone and name) ends for a day after as many misses as a code has tries. */
export async function refuseWhenTriedOut(ctx: Ctx, key: string): Promise<void> {
  const max = ctx.deps.policy.number('sms.codeMaxAttempts', businessDay(ctx.now))
  if ((await readTries(ctx, key)) >= max) refuse('TooManyTries')
}

/** Counts a miss, undoes the act and refuses. */
export async function refuseCounted(ctx: Ctx, key: string, code: ErrorCode): Promise<never> {
  await undoAct(ctx)
  await countTry(ctx, key, dayMs)
  await keepDespiteRefusal(ctx)
  return refuse(code)
}

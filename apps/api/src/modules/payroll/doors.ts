import type { WorkTerms } from '@linggong/contract/work-terms.ts'
import type { ContractKind } from '@linggong/policy'
import type { Ctx } from '../../kernel/context.ts'

/**
 * What payroll asks of other modules, and nothing more. `index.ts` passes their doors; tests of payroll
 * alone may pass answers instead.
 */
export type Doors = {
  /** Hours both sides (or the deadline) have confirmed; while disputed, `undisputedMinutes` counts. */
  confirmedHours(
    ctx: Ctx,
    engagementId: string,
  ): Promise<{
    minutes: number
    overtimeMinutes: number
    pieces?: number | undefined
    undisputedMinutes: number
    /** What the one who disputes says is owed, where an amount was named. */
    claimedAmountFen?: number | null
    /** The sum a dispute ended with, where it ended with one. */
    agreedAmountFen?: number | null
    brokenOff?: boolean | undefined
  }>
  contractKindOf(ctx: Ctx, engagementId: string): Promise<ContractKind | null>
  postingFacts(ctx: Ctx, postingId: string): Promise<PostingFacts>
  person(ctx: Ctx, personId: string): Promise<{ name: string; idNumber: string; phone: string | null }>
  employer(ctx: Ctx, employerId: string): Promise<{ name: string; uscc: string | null; isNew: boolean }>
  /** Checks and uses up an SMS code sent to the person's or the employer's phone; refuses CodeWrong, CodeExpired. */
  proveIntent(
    ctx: Ctx,
    proof: ({ personId: string } | { employerId: string }) & {
      purpose: 'cashReceipt' | 'cashPayment'
      subjectId: string
      code: string
    },
  ): Promise<unknown>
  requestCode(
    ctx: Ctx,
    wanted: ({ personId: string } | { employerId: string }) & {
      purpose: 'cashReceipt' | 'cashPayment'
      subjectId: string
    },
  ): Promise<{ maskedPhone: string }>
}

export type PostingFacts = {
  postingId: string
  employerId: string
  county: string
  state: string
  span: 'eachShift' | 'wholeJob'
  terms: WorkTerms
  shifts: ReadonlyArray<{ shiftId: string; startsAt: Date; endsAt: Date; headcount: number }>
}

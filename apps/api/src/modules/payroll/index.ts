import type { FastifyInstance } from 'fastify'
import type { Application } from '../../kernel/application.ts'
import type { Ctx } from '../../kernel/context.ts'
import { contractOf } from '../contracts/index.ts'
import { employerFacts, personFacts, proveIntent, requestCode } from '../identity/index.ts'
import { postingTerms, shiftsForTaking } from '../postings/index.ts'
import { confirmedHours } from '../worktime/index.ts'
import { escrowRequired as needOf, type EscrowNeed } from './actions/escrow.ts'
import type { Doors } from './doors.ts'
import { mountCallbacks, registerWith } from './payroll.ts'
import { countPaid } from './paid-count.ts'
import { payerField } from './escrow-store.ts'
import { accountField, fileField, openidField, payeeField } from './payout-store.ts'

export { payeeField }
export { proveLedger, type LedgerProof } from './proof.ts'
export { reverseTransaction } from './ledger-store.ts'
export { isInArrears } from './arrears-store.ts'
export { wagesOfEngagement, type Wage } from './wage-store.ts'
export { earnedByWeek } from './wage-sums.ts'
export { scheduleStanding } from './jobs.ts'
export { reckon, type Reckoning, type ReckonInput } from './rules/reckon.ts'
export * as seeding from './seed.ts'

const doors: Doors = {
  confirmedHours,
  contractKindOf: async (ctx, engagementId) => (await contractOf(ctx, engagementId))?.kind ?? null,
  postingFacts: async (ctx, postingId) => {
    const posting = await postingTerms(ctx, postingId)
    const first = posting.shifts[0]
    const [taking] = first ? await shiftsForTaking(ctx, [first.shiftId]) : []
    return { ...posting, state: taking?.state ?? 'unknown' }
  },
  person: personFacts,
  employer: employerFacts,
  proveIntent,
  requestCode,
}

/** Whether the employer must set wages aside for its postings, and why. */
export function escrowRequired(ctx: Ctx, employerId: string): Promise<EscrowNeed> {
  return needOf(ctx, doors, employerId)
}

export function register(app: Application): void {
  registerWith(app, doors)
  countPaid(app)
  app.encrypts(
    {
      table: 'pay_settings',
      key: 'worker_id',
      columns: [
        { column: 'openid', field: openidField },
        { column: 'bank_account', field: accountField },
      ],
    },
    { table: 'incoming_transfers', key: 'id', columns: [{ column: 'payer_account', field: payerField }] },
    { table: 'payout_files', key: 'id', columns: [{ column: 'content', field: fileField }] },
    { table: 'payouts', key: 'id', columns: [{ column: 'payee', field: payeeField }] },
  )
}

/** Routes for the notices of WeChat Pay and the bank, beside the contract. */
export function registerCallbacks(server: FastifyInstance, app: Application): Promise<void> {
  return mountCallbacks(server, app, doors)
}

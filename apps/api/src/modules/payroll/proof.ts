import type { Ctx } from '../../kernel/context.ts'
import { accountKinds } from './chart.ts'
import { findWrong, ledgerTotals, type Finding } from './ledger-store.ts'

export type LedgerProof = { sumFen: number; transactions: number; entries: number; findings: Finding[] }

/**
 * Proves the books: every transaction sums to zero and has its entries, reversals mirror what they take
 * back, escrows, wages and payouts equal their accounts, nothing is below or above what its kind may be.
 * Findings are logged and told, never repaired. System scope.
 */
export async function proveLedger(ctx: Ctx): Promise<LedgerProof> {
  const bounds = Object.entries(accountKinds).map(([kind, { floor, ceiling }]) => ({ kind, floor, ceiling }))
  const findings = await findWrong(ctx, bounds)
  const totals = await ledgerTotals(ctx)
  if (totals.sumFen !== 0) findings.unshift({ check: 'ledgerSum', subject: 'all', fen: totals.sumFen })
  for (const finding of findings) ctx.deps.log.error({ ...finding }, 'the ledger does not prove')
  if (findings.length > 0) {
    ctx.emit({
      name: 'ledgerNotProven',
      subjectKind: 'ledger',
      subjectId: '00000000-0000-8000-8000-000000000001',
      data: { findings: findings.length, checks: [...new Set(findings.map((finding) => finding.check))] },
    })
  }
  return { ...totals, findings }
}

import type pg from 'pg'

/** What must hold after seeding: counts by table, and findings that must be zero. */
export type SeedProof = {
  counts: Record<string, number>
  /** Sum over all ledger entries, and transactions that do not sum to zero. */
  ledgerSumFen: number
  unbalanced: number
  /** Paid engagements without their wage, and wages without both ledger transactions. */
  paidWithoutWage: number
  wagesWithoutLedger: number
  overlapping: number
  overfilled: number
}

const tables = [
  'sites',
  'persons',
  'workers',
  'employers',
  'postings',
  'shifts',
  'posting_board',
  'engagements',
  'contracts',
  'wages',
  'payouts',
  'ledger_transactions',
  'ledger_entries',
  'ratings',
  'due_rows',
]

const findings = {
  ledgerSumFen: 'select coalesce(sum(amount_fen), 0)::bigint as n from ledger_entries',
  unbalanced: `select count(*)::bigint as n from (
    select transaction_id from ledger_entries group by transaction_id having sum(amount_fen) <> 0 or count(*) < 2) w`,
  paidWithoutWage: `select count(*)::bigint as n from engagements e
    where e.state = 'paid' and not exists (select from wages w where w.engagement_id = e.id and w.paid_at is not null)`,
  wagesWithoutLedger: `select count(*)::bigint as n from wages w
    left join ledger_transactions t on t.kind in ('importedWage', 'wageEarned') and t.business_id = w.id
    left join payout_wages l on l.wage_id = w.id and l.live
    left join ledger_transactions p on p.kind in ('importedPayout', 'payoutSent') and p.business_id = l.payout_id
    where w.net_fen > 0 and (t.id is null or p.id is null)`,
  overlapping: `select count(*)::bigint as n from (
    select starts_at < lag(occupied_until) over (partition by worker_id order by starts_at) as again
    from engagements where live) w where again`,
  overfilled: `select count(*)::bigint as n from shift_capacities c
    left join (select shift_id, count(*) as live from engagements where live group by shift_id) e using (shift_id)
    where c.taken <> coalesce(e.live, 0) or c.taken > c.headcount`,
} as const

async function numberOf(client: pg.ClientBase, text: string): Promise<number> {
  const { rows } = await client.query<{ n: number }>(text)
  return Number(rows[0]?.n ?? 0)
}

export async function proveSeed(client: pg.ClientBase): Promise<SeedProof> {
  const counts: Record<string, number> = {}
  for (const table of tables) counts[table] = await numberOf(client, `select count(*)::bigint as n from ${table}`)
  counts.openPostings = await numberOf(client, `select count(*)::bigint as n from postings where state = 'published'`)
  counts.paidEngagements = await numberOf(client, `select count(*)::bigint as n from engagements where state = 'paid'`)
  const found = {
    ledgerSumFen: 0,
    unbalanced: 0,
    paidWithoutWage: 0,
    wagesWithoutLedger: 0,
    overlapping: 0,
    overfilled: 0,
  }
  for (const key of Object.keys(findings) as Array<keyof typeof findings>)
    found[key] = await numberOf(client, findings[key])
  return { counts, ...found }
}

/** What is not as it must be; empty when all is well. */
export function problemsOf(proof: SeedProof): string[] {
  const names = Object.keys(findings) as Array<keyof typeof findings>
  return names.flatMap((name) => (proof[name] === 0 ? [] : [`${name}: ${proof[name]}`]))
}

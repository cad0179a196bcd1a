import type { Ctx } from '../../kernel/context.ts'
import type { Account } from './chart.ts'
import { balanced, type Posting } from './rules/entries.ts'

/**
 * Writes transactions with their entries: one statement for the whole list, each transaction checked whole
 * by the database. A matter already posted under its kind is left out of the result and posts nothing,
 * so a repeat is harmless. System scope only.
 * Returns the business ids that were posted now.
 */
export async function post(ctx: Ctx, postings: readonly Posting[]): Promise<string[]> {
  if (postings.length === 0) return []
  await openAccounts(
    ctx,
    postings.flatMap((posting) => posting.entries.map((entry) => entry.account)),
  )
  const transactions = postings.map((posting) => ({
    id: ctx.newId(),
    kind: posting.kind,
    business_id: posting.businessId,
  }))
  const entries = postings.flatMap((posting, index) =>
    balanced(posting.entries).map((entry, line) => ({
      transaction_id: transactions[index]?.id,
      line: line + 1,
      account_id: entry.account.id,
      amount_fen: entry.amountFen,
    })),
  )
  const rows = await ctx.tx.named<{ business_id: string }>(
    'payroll-post',
    `with posted as (
       insert into ledger_transactions (id, kind, business_id, at)
       select id, kind, business_id, $3 from jsonb_to_recordset($1::jsonb) as t (id uuid, kind text, business_id uuid)
       on conflict (kind, business_id) do nothing returning id, business_id
     ), written as (
       insert into ledger_entries (transaction_id, line, account_id, amount_fen)
       select e.transaction_id, e.line, e.account_id, e.amount_fen
       from jsonb_to_recordset($2::jsonb) as e (transaction_id uuid, line smallint, account_id uuid, amount_fen bigint)
       join posted on posted.id = e.transaction_id
     )
     select business_id from posted`,
    [JSON.stringify(transactions), JSON.stringify(entries), ctx.now],
  )
  return rows.map((row) => row.business_id)
}

async function openAccounts(ctx: Ctx, accounts: readonly Account[]): Promise<void> {
  const byId = new Map(accounts.map((account) => [account.id, account]))
  const rows = [...byId.values()]
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    .map((account) => ({
      id: account.id,
      address: account.address,
      kind: account.kind,
      employer_id: account.employerId,
      worker_id: account.workerId,
    }))
  await ctx.tx.named(
    'payroll-open-accounts',
    `insert into ledger_accounts (id, address, kind, employer_id, worker_id)
     select id, address, kind, employer_id, worker_id from jsonb_to_recordset($1::jsonb)
       as a (id uuid, address text, kind text, employer_id uuid, worker_id uuid)
     on conflict do nothing`,
    [JSON.stringify(rows)],
  )
}

/**
 * Takes a transaction back by its mirror image, with a reason. Once only: a second call changes nothing
 * and answers false. A reversal itself is never reversed; post the right thing anew.
 */
export async function reverseTransaction(ctx: Ctx, transactionId: string, reasonCode: string): Promise<boolean> {
  const rows = await ctx.tx.query<{ id: string }>(
    `with reversal as (
       insert into ledger_transactions (id, kind, business_id, reverses, reason_code, at)
       select $1, 'reversal', t.id, t.id, $3, $4 from ledger_transactions t where t.id = $2 and t.reverses is null
       on conflict do nothing returning id
     ), mirrored as (
       insert into ledger_entries (transaction_id, line, account_id, amount_fen)
       select reversal.id, e.line, e.account_id, -e.amount_fen from ledger_entries e cross join reversal
       where e.transaction_id = $2
     )
     select id from reversal`,
    [ctx.newId(), transactionId, reasonCode, ctx.now],
  )
  return rows.length > 0
}

/** Sum of an account's entries; 0 for one never used. */
export async function balanceFen(ctx: Ctx, account: Account): Promise<number> {
  const [row] = await ctx.tx.named<{ sum: number }>(
    'payroll-balance',
    'select coalesce(sum(amount_fen), 0)::bigint as sum from ledger_entries where account_id = $1',
    [account.id],
  )
  return row?.sum ?? 0
}

export type Finding = { check: string; subject: string; fen: number }

type Check = { check: string; sql: string }

/**
 * Everything that must hold between the ledger and the business rows. Each statement returns what is
 * wrong: subject and by how much. Bounds of accounts come from the chart.
 */
const checks: Check[] = [
  {
    check: 'transactionSum',
    sql: `select transaction_id::text as subject, sum(amount_fen)::bigint as fen from ledger_entries
          group by transaction_id having sum(amount_fen) <> 0 or count(*) < 2`,
  },
  {
    check: 'transactionEmpty',
    sql: `select t.id::text as subject, 0::bigint as fen from ledger_transactions t
          where not exists (select from ledger_entries e where e.transaction_id = t.id)`,
  },
  {
    check: 'reversalMirrors',
    sql: `select r.id::text as subject, sum(abs(coalesce(a.amount_fen, 0) + coalesce(b.amount_fen, 0)))::bigint as fen
          from ledger_transactions r
          join ledger_entries a on a.transaction_id = r.id
          left join ledger_entries b on b.transaction_id = r.reverses and b.line = a.line and b.account_id = a.account_id
          where r.reverses is not null group by r.id having sum(abs(coalesce(a.amount_fen, 0) + coalesce(b.amount_fen, 0))) <> 0`,
  },
  {
    check: 'escrowEqualsEntries',
    sql: `select e.id::text as subject, (e.received_fen - e.released_fen - e.refunded_fen - coalesce(s.sum, 0))::bigint as fen
          from escrows e
          left join (
            select a.address, sum(l.amount_fen) as sum from ledger_accounts a join ledger_entries l on l.account_id = a.id
            where a.kind = 'employerEscrow' group by a.address
          ) s on s.address = 'employer/' || e.employer_id || '/escrow/' || e.id
          where e.received_fen - e.released_fen - e.refunded_fen <> coalesce(s.sum, 0)`,
  },
  {
    check: 'wagesEqualEntries',
    sql: `with owed as (
            select w.worker_id, sum(w.net_fen) as fen from wages w
            where not exists (
              select from payout_wages l join payouts p on p.id = l.payout_id
              join ledger_transactions t on t.kind in ('payoutSent', 'importedPayout') and t.business_id = p.id
              where l.wage_id = w.id and l.live)
            group by w.worker_id
          ), booked as (
            select a.worker_id, sum(e.amount_fen) as fen from ledger_accounts a join ledger_entries e on e.account_id = a.id
            where a.kind = 'workerWages' group by a.worker_id
          )
          select coalesce(o.worker_id, b.worker_id)::text as subject, (coalesce(o.fen, 0) - coalesce(b.fen, 0))::bigint as fen
          from owed o full join booked b on b.worker_id = o.worker_id where coalesce(o.fen, 0) <> coalesce(b.fen, 0)`,
  },
  {
    check: 'payoutEqualsWages',
    sql: `select p.id::text as subject, (p.amount_fen - coalesce(sum(l.amount_fen), 0))::bigint as fen
          from payouts p left join payout_wages l on l.payout_id = p.id
          where p.purpose = 'wage' group by p.id having p.amount_fen <> coalesce(sum(l.amount_fen), 0)`,
  },
  {
    check: 'transitEqualsPayouts',
    sql: `select a.address as subject, (coalesce(sum(e.amount_fen), 0) - coalesce((
            select sum(p.amount_fen) from payouts p
            join ledger_transactions t on t.kind = 'payoutSent' and t.business_id = p.id
            where p.state in ('queued', 'sent', 'awaitingPerson') and a.address = 'rail/' || p.rail || '/transit'), 0))::bigint as fen
          from ledger_accounts a left join ledger_entries e on e.account_id = a.id
          where a.kind = 'railTransit' group by a.id, a.address
          having coalesce(sum(e.amount_fen), 0) <> coalesce((
            select sum(p.amount_fen) from payouts p
            join ledger_transactions t on t.kind = 'payoutSent' and t.business_id = p.id
            where p.state in ('queued', 'sent', 'awaitingPerson') and a.address = 'rail/' || p.rail || '/transit'), 0)`,
  },
  {
    check: 'paidWithoutPayout',
    sql: `select w.id::text as subject, w.net_fen as fen from wages w
          where w.paid_at is not null and w.net_fen > 0 and not exists (
            select from payout_wages l join payouts p on p.id = l.payout_id
            where l.wage_id = w.id and l.live and p.state = 'succeeded')`,
  },
]

export async function findWrong(
  ctx: Ctx,
  bounds: ReadonlyArray<{ kind: string; floor: number | null; ceiling: number | null }>,
): Promise<Finding[]> {
  const findings: Finding[] = []
  for (const { check, sql } of checks) {
    const rows = await ctx.tx.query<{ subject: string; fen: number }>(`${sql} limit 20`)
    findings.push(...rows.map((row) => ({ check, subject: row.subject, fen: row.fen })))
  }
  const beyond = await ctx.tx.query<{ subject: string; fen: number }>(
    `select a.address as subject, sum(e.amount_fen)::bigint as fen
     from ledger_accounts a join ledger_entries e on e.account_id = a.id
     join jsonb_to_recordset($1::jsonb) as b (kind text, floor bigint, ceiling bigint) on b.kind = a.kind
     group by a.id, a.address, b.floor, b.ceiling
     having sum(e.amount_fen) < b.floor or sum(e.amount_fen) > b.ceiling limit 20`,
    [JSON.stringify(bounds)],
  )
  return [...findings, ...beyond.map((row) => ({ check: 'accountBeyondBounds', subject: row.subject, fen: row.fen }))]
}

export async function ledgerTotals(ctx: Ctx): Promise<{ sumFen: number; transactions: number; entries: number }> {
  const [row] = await ctx.tx.query<{ sum: number; entries: number; transactions: number }>(
    `select coalesce(sum(amount_fen), 0)::bigint as sum, count(*)::bigint as entries,
       (select count(*)::bigint from ledger_transactions) as transactions from ledger_entries`,
  )
  return { sumFen: row?.sum ?? 0, transactions: row?.transactions ?? 0, entries: row?.entries ?? 0 }
}

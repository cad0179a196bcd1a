import type { Ctx } from '../../kernel/context.ts'
import type { Rule } from './lists.ts'
import type { Blocking, Kept, LastDays } from './rules.ts'

export type ErasureRow = {
  id: string
  person_id: string
  asked_at: Date
  cleared_at: Date | null
  kept: Kept[]
  ended: string[]
}

export async function findErasure(ctx: Ctx, id: string): Promise<ErasureRow | undefined> {
  const [row] = await ctx.tx.query<ErasureRow>(
    'select id, person_id, asked_at, cleared_at, kept, ended from erasures where id = $1 for update',
    [id],
  )
  return row
}

/** What of the person is not ended yet. The scope must reach every table. */
export async function countBlocking(ctx: Ctx, personId: string): Promise<Blocking> {
  const [row] = await ctx.tx.query<Blocking>(
    `select
       (select count(*)::int from engagements where worker_id = $1
          and state in ('accepted', 'concluded', 'working', 'worked', 'confirmed', 'disputed')) as "workAhead",
       (select count(*)::int from wages where worker_id = $1 and paid_at is null and net_fen > 0) as "wageUnpaid",
       (select count(*)::int from applications where worker_id = $1 and state = 'open')
         + (select count(*)::int from offers where worker_id = $1 and state = 'open') as "answerOpen",
       (select count(*)::int from disputes where worker_id = $1 and state = 'open') as "disputeOpen",
       (select count(*)::int from troubles where worker_id = $1 and state = 'open'
         and kind <> 'employerRecordWrong') as "troubleOpen",
       (select count(*)::int from site_loans where person_id = $1 and returned_at is null) as "loanOut",
       (select count(*)::int from employer_members where person_id = $1 and role = 'owner' and ended_at is null) as "ownerOf"`,
    [personId],
  )
  if (!row) throw new Error('counts come in one row')
  return row
}

/** The last day of each part. The scope must reach every table. */
export async function lastDaysOf(ctx: Ctx, personId: string): Promise<LastDays> {
  const day = (of: string) => `to_char(max(${of}) at time zone 'Asia/Shanghai', 'YYYY-MM-DD')`
  const [row] = await ctx.tx.query<LastDays>(
    `select
       (select ${day('ends_at')} from engagements where worker_id = $1) as work,
       (select ${day('e.ends_at')} from contracts c join contract_engagements ce on ce.contract_id = c.id
          join engagements e on e.id = ce.engagement_id where c.worker_id = $1) as contract,
       (select ${day('paid_at')} from wages where worker_id = $1) as ledger,
       (select to_char(max(worked_on), 'YYYY-MM-DD') from referrals where worker_id = $1 and state = 'counts') as voucher`,
    [personId],
  )
  if (!row) throw new Error('days come in one row')
  return row
}

export async function insertErasure(
  ctx: Ctx,
  one: { id: string; personId: string; idNumberEnc: Buffer; kept: readonly Kept[] },
): Promise<void> {
  await ctx.tx.query(
    'insert into erasures (id, person_id, id_number_enc, asked_at, kept) values ($1, $2, $3, $4, $5)',
    [one.id, one.personId, one.idNumberEnc, ctx.now, JSON.stringify(one.kept)],
  )
}

export const markCleared = (ctx: Ctx, id: string) =>
  ctx.tx.query('update erasures set cleared_at = $2 where id = $1 and cleared_at is null', [id, ctx.now])

export const markEnded = (ctx: Ctx, id: string, part: string) =>
  ctx.tx.query('update erasures set ended = array_append(ended, $2) where id = $1 and not ($2 = any (ended))', [
    id,
    part,
  ])

/** What stands from then on for the number and its index, for a place, a payee, the full text of a contract. */
export type Standing = Record<'number' | 'numberIndex' | 'place' | 'payee' | 'canonical', Buffer>

/** Carries one rule out; done again it changes nothing more. */
export async function carryOut(ctx: Ctx, rule: Rule, personId: string, standing: Standing): Promise<void> {
  const where = `where ${rule.person} = $1${rule.only ? ` and ${rule.only}` : ''}`
  if ('do' in rule) {
    await ctx.tx.query(`delete from ${rule.table} ${where}`, [personId])
    return
  }
  const known: Record<string, unknown> = { ...standing, now: ctx.now }
  const values: unknown[] = [personId]
  const set = Object.entries(rule.set).map(([column, sql]) => {
    const text = sql.replace(/(?<!:):(\w+)/g, (_mark, name: string) => {
      if (!(name in known)) throw new Error(`nothing stands for ${name}`)
      return `$${values.push(known[name])}`
    })
    return `${column} = ${text}`
  })
  await ctx.tx.query(`update ${rule.table} set ${set.join(', ')} ${where}`, values)
}

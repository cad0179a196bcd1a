import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { TestApp } from '../../../test/app.ts'
import { sqlState } from '../../kernel/errors.ts'
import { post, reverseTransaction } from './ledger-store.ts'
import { fundsReceived } from './rules/entries.ts'
import { seedAccounts, seedColumns, seedRows, type SeedTable, type SeedValue } from './seed.ts'
import {
  balances,
  employer,
  engagement,
  engagementOf,
  findings,
  id,
  one,
  posting,
  start,
  worker,
  world,
} from './payroll.testing.ts'

let app: TestApp
beforeEach(async () => {
  await start()
  app = world.app
})
afterEach(() => app.close())

describe('the ledger in the database', () => {
  const insert = (rows: string) => app.within((ctx) => ctx.tx.query(`insert into ledger_entries values ${rows}`))
  const state = (work: Promise<unknown>) => work.then(() => 'done', sqlState)
  let transaction: string
  let accounts: string[]

  beforeEach(async () => {
    await app.within((ctx) => post(ctx, [fundsReceived(id(900), employer, 5_000)]))
    transaction = id(901)
    await app.within((ctx) =>
      ctx.tx.query(`insert into ledger_transactions (id, kind, business_id, at) values ($1, 'fundsReceived', $1, $2)`, [
        transaction,
        ctx.now,
      ]),
    )
    accounts = await app.within(async (ctx) =>
      (await ctx.tx.query<{ id: string }>('select id from ledger_accounts order by address')).map((row) => row.id),
    )
  })

  it('refuses entries that do not balance, come alone, or are added later', async () => {
    const [a, b] = accounts
    expect(await state(insert(`('${transaction}', 1, '${a}', 5), ('${transaction}', 2, '${b}', -4)`))).toBe('23514')
    expect(await state(insert(`('${transaction}', 1, '${a}', 5)`))).toBe('23514')
    expect(await state(insert(`('${transaction}', 2, '${a}', 5), ('${transaction}', 3, '${b}', -5)`))).toBe('23514')
    expect(await state(insert(`('${transaction}', 1, '${a}', 5), ('${transaction}', 2, '${b}', -5)`))).toBe('done')
    expect(await state(insert(`('${transaction}', 3, '${a}', 5), ('${transaction}', 4, '${b}', -5)`))).toBe('23514')
  })
  it('refuses to change or remove what is written', async () => {
    const query = (sql: string) => state(app.within((ctx) => ctx.tx.query(sql)))
    expect(await query('update ledger_entries set amount_fen = 1')).toBe('42501')
    expect(await query('delete from ledger_entries')).toBe('42501')
    expect(await query('update ledger_transactions set kind = kind')).toBe('42501')
    expect(await query('truncate ledger_entries')).toBe('42501')
  })
  it('shows nothing of the books to a request', async () => {
    const seen = await app.within((ctx) => ctx.tx.query('select 1 from ledger_entries'), {
      employers: [employer],
      persons: [worker],
    })
    expect(seen).toEqual([])
  })
  it('posts a matter once and takes it back once', async () => {
    const again = await app.within((ctx) => post(ctx, [fundsReceived(id(900), employer, 5_000)]))
    expect(again).toEqual([])
    const { id: first } = await one<{ id: string }>('select id from ledger_transactions where business_id = $1', [
      id(900),
    ])
    const reverse = () => app.within((ctx) => reverseTransaction(ctx, first, 'wrongAccount'))
    expect([await reverse(), await reverse()]).toEqual([true, false])
    expect((await balances()).payable).toBe(0)
  })
  it('finds a transaction without entries', async () => {
    expect(await findings()).toEqual([{ check: 'transactionEmpty', subject: transaction, fen: 0 }])
  })
})

describe('imported history', () => {
  it('stands in the tables as the seed writes it, and proves', async () => {
    await engagement(1, 'paid')
    const rows = seedRows({
      wageId: id(301),
      payoutId: id(302),
      payslipId: id(303),
      earnedTransactionId: id(304),
      paidTransactionId: id(305),
      engagementId: engagementOf(1),
      workerId: worker,
      employerId: employer,
      postingId: posting,
      county: '350902',
      workedOn: '2026-11-16',
      paidAt: new Date('2026-11-16T20:00:00+08:00'),
      payMethod: 'hourly',
      settlementCycle: 'perShift',
      contractKind: 'serviceAgreement',
      withholdingMethod: 'labourService',
      minutes: 240,
      netFen: 9_600,
      withheldFen: 400,
      reckoningJson: '{"lines":[]}',
      rail: 'bank',
      payee: Buffer.from('00', 'hex'),
      slipNumber: 'GZ1',
      verifyCode: 'code',
    })
    await app.within(async (ctx) => {
      const copy = async (table: SeedTable, values: SeedValue[][]) => {
        const columns = seedColumns[table]
        const marks = values.map((row, r) => `(${row.map((_, c) => `$${r * row.length + c + 1}`).join(',')})`).join(',')
        await ctx.tx.query(`insert into ${table} (${columns.join(',')}) values ${marks}`, values.flat())
      }
      await copy('ledger_accounts', [...seedAccounts({ employerId: employer }), ...seedAccounts({ workerId: worker })])
      for (const table of [
        'ledger_transactions',
        'ledger_entries',
        'wages',
        'payouts',
        'payout_wages',
        'payslips',
      ] as const) {
        await copy(table, rows[table])
      }
    })
    expect(await balances()).toEqual({ payable: 0, source: -10_000, received: 9_600 })
    expect(await findings()).toEqual([])
  })
})

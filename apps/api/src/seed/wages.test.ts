import { expect, test } from 'vitest'
import { seedAccounts, seedRows, type HistoricWage } from '../modules/payroll/seed.ts'
import { wageRows, type Accounts } from './wages.ts'

const wage: HistoricWage = {
  wageId: '0199a000-0000-7000-8000-000000000001',
  payoutId: '0199a000-0000-7000-8000-000000000002',
  payslipId: '',
  earnedTransactionId: '0199a000-0000-7000-8000-000000000003',
  paidTransactionId: '0199a000-0000-7000-8000-000000000004',
  engagementId: '0199a000-0000-7000-8000-000000000005',
  workerId: '0199a000-0000-7000-8000-000000000006',
  employerId: '0199a000-0000-7000-8000-000000000007',
  postingId: '0199a000-0000-7000-8000-000000000008',
  county: '350982',
  workedOn: '2026-04-11',
  paidAt: new Date('2026-04-11T18:00:00+08:00'),
  payMethod: 'daily',
  settlementCycle: 'perShift',
  contractKind: 'taskLabour',
  withholdingMethod: 'wage',
  minutes: 480,
  netFen: 98_000,
  withheldFen: 2_000,
  reckoningJson: '{}',
  rail: 'cash',
  payee: Buffer.from('payee'),
  slipNumber: '',
  verifyCode: '',
}

const accountIds = (owner: Parameters<typeof seedAccounts>[0]): Accounts => {
  const [first, second] = seedAccounts(owner).map((row) => String(row[0]))
  return [first ?? '', second ?? '']
}

test.each([
  ['with tax', 2_000],
  ['without tax', 0],
])('rows of a wage %s are those payroll itself writes', (_name, withheldFen) => {
  const given = { ...wage, withheldFen }
  const own = wageRows(given, accountIds({ employerId: wage.employerId }), accountIds({ workerId: wage.workerId }))
  const { payslips: _payslips, ...expected } = seedRows(given)
  for (const table of Object.keys(expected) as Array<keyof typeof expected>) {
    expect(own.filter(([name]) => name === table).map(([, row]) => row)).toEqual(expected[table])
  }
})

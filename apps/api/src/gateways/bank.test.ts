import { afterEach, beforeEach, expect, test } from 'vitest'
import { readResultFile, writePayrollFile } from './bank-files.ts'
import { startTestWorld } from './testing.ts'
import type { TestWorld } from './testing.ts'

let world: TestWorld
beforeEach(async () => {
  world = await startTestWorld()
})
afterEach(() => world.close())

const line = (
  payoutId: string,
  change: Partial<{ accountName: string; accountNo: string; amountFen: number }> = {},
) => ({
  payoutId,
  accountName: '林阿妹',
  accountNo: '6217000000000012345',
  amountFen: 18_000,
  purpose: '9月1日工资',
  ...change,
})

test('代发文件:先受理,再处理,最后逐笔给结果', async () => {
  const { bank } = world.gateways
  const lines = [line('p1'), line('p2', { accountNo: '6217000000000010000' }), line('p3', { accountName: '陈不符' })]
  expect(await bank.submitPayrollFile({ fileNo: 'F1', lines })).toEqual({ receivedAt: '2026-09-01T08:00:00+08:00' })
  expect(await bank.payrollFile('F1')).toEqual({ state: 'processing' })
  const finished = await bank.payrollFile('F1')
  expect(finished).toMatchObject({
    state: 'finished',
    results: [
      { payoutId: 'p1', outcome: 'paid', reason: '' },
      { payoutId: 'p2', outcome: 'failed', reason: 'accountNotFound', bankReference: '' },
      { payoutId: 'p3', outcome: 'failed', reason: 'nameMismatch', bankReference: '' },
    ],
  })
  expect(await bank.payrollFile('F1')).toEqual(finished)
  expect(await bank.payrollFile('F2')).toBeUndefined()
})

test('a file number is taken once', async () => {
  const { bank } = world.gateways
  await bank.submitPayrollFile({ fileNo: 'F1', lines: [line('p1')] })
  await bank.submitPayrollFile({ fileNo: 'F1', lines: [line('p1')] })
  await expect(bank.submitPayrollFile({ fileNo: 'F1', lines: [line('p2')] })).rejects.toMatchObject({
    kind: 'rejected',
    code: 'fileNoTaken',
  })
  expect(await world.act('GET', '/bank/payroll-files')).toHaveLength(1)
})

test('what does not fit the layout is not sent; a payout twice is refused', async () => {
  const { bank } = world.gateways
  await expect(
    bank.submitPayrollFile({ fileNo: 'F1', lines: [line('p1', { accountName: '林,阿妹' })] }),
  ).rejects.toMatchObject({ code: 'badLine' })
  await expect(bank.submitPayrollFile({ fileNo: 'F1', lines: [line('p1'), line('p1')] })).rejects.toMatchObject({
    kind: 'rejected',
    code: 'badRequest',
  })
})

test('the layout is as documented, and a damaged result file is not believed', () => {
  const text = writePayrollFile('F1', '9900000000000000001', [line('p1'), line('p2', { amountFen: 1 })])
  expect(text.split('\n').slice(0, 3)).toEqual([
    'LGPAY,1,F1,9900000000000000001,2,18001',
    '1,p1,林阿妹,6217000000000012345,18000,9月1日工资',
    '2,p2,林阿妹,6217000000000012345,1,9月1日工资',
  ])
  expect(text).toMatch(/\nLGEND,[0-9a-f]{64}\n$/)
  expect(() => readResultFile('F1', 'LGRES,1,F1,0\nLGEND,0\n')).toThrow(/badFile/)
})

test('money comes in: a signed notice, and the list for those who missed it', async () => {
  const { bank } = world.gateways
  const owner = { ownerRef: 'e1', ownerName: '宁德茶厂' }
  const account = await bank.virtualAccount(owner)
  expect(await bank.virtualAccount(owner)).toEqual(account)
  expect((await bank.virtualAccount({ ...owner, ownerRef: 'e2' })).accountNo).not.toBe(account.accountNo)
  const payment = { accountNo: account.accountNo, amountFen: 100_000, payerName: '宁德茶厂', bankReference: 'B1' }
  await world.act('POST', '/bank/incoming', payment)
  await world.act('POST', '/bank/incoming', payment)
  expect(await world.deliver()).toBe(0)
  const notices = world.notices.map((one) => bank.readNotice(one))
  // Told twice, under one id.
  expect(notices).toHaveLength(2)
  expect(notices[1]).toEqual(notices[0])
  expect(notices[0]).toMatchObject({ accountNo: account.accountNo, amountFen: 100_000, bankReference: 'B1' })
  expect(await bank.incomingTransfers()).toEqual([notices[0]])
  expect(await bank.incomingTransfers(notices[0]!.noticeId)).toEqual([])
})

test('a notice with another amount, or another address, is not believed', async () => {
  await world.act('POST', '/bank/incoming', { accountNo: '1234567890', amountFen: 100, payerName: '甲' })
  await world.deliver()
  const notice = world.notices[0]!
  const { bank } = world.gateways
  expect(() => bank.readNotice({ ...notice, body: notice.body.replace('100', '900') })).toThrow(/badSignature/)
  expect(() => bank.readNotice({ ...notice, url: '/elsewhere' })).toThrow(/badSignature/)
})

test('lost, lying and down', async () => {
  const { bank } = world.gateways
  await world.fault('bank', 'lost', 1)
  await bank.submitPayrollFile({ fileNo: 'F1', lines: [line('p1')] })
  expect(await world.act('GET', '/bank/payroll-files')).toHaveLength(1)
  await world.fault('bank', 'lying', 1)
  await expect(bank.payrollFile('F1')).rejects.toMatchObject({ kind: 'untrusted' })
  await world.fault('bank', 'down', 3)
  await expect(bank.payrollFile('F1')).rejects.toMatchObject({ kind: 'unavailable' })
})

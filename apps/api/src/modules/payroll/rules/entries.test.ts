import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { accountId, accountKinds } from '../chart.ts'
import * as entries from './entries.ts'

const employerId = '01900000-0000-7000-8000-00000000000e'
const workerId = '01900000-0000-7000-8000-00000000000a'
const id = '01900000-0000-7000-8000-000000000001'
const escrowId = '01900000-0000-7000-8000-000000000005'
const sum = (posting: entries.Posting) => posting.entries.reduce((total, entry) => total + entry.amountFen, 0)
const amount = fc.integer({ min: 1, max: 1_000_000_000 })

describe('ledger transactions', () => {
  it('sum to zero, hold at least two entries and none of nothing', () => {
    fc.assert(
      fc.property(
        amount,
        fc.nat(1_000_000),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (netFen, withheldFen, part) => {
          const fromEscrowFen = Math.floor((netFen + withheldFen) * part)
          const payout = { payoutId: id, rail: 'bank', amountFen: netFen, payee: { workerId } }
          const refund = { ...payout, payee: { employerId, escrowId } }
          const all = [
            entries.escrowFunded(id, employerId, escrowId, netFen),
            entries.fundsReceived(id, employerId, netFen),
            entries.wageEarned({ wageId: id, employerId, workerId, netFen, withheldFen, escrowId, fromEscrowFen }),
            entries.wageFunded(id, employerId, escrowId, netFen),
            ...[payout, refund].flatMap((one) => [
              entries.payoutSent(one),
              entries.payoutSucceeded(one),
              entries.payoutReturned(one),
            ]),
            entries.cashPaid(id, employerId, netFen),
            entries.importedWage({ wageId: id, employerId, workerId, netFen, withheldFen }),
            entries.importedPayout(id, workerId, netFen),
          ]
          for (const posting of all) {
            expect(sum(posting)).toBe(0)
            expect(posting.entries.length).toBeGreaterThanOrEqual(2)
            expect(posting.entries.every((entry) => entry.amountFen !== 0)).toBe(true)
          }
        },
      ),
    )
  })
  it('a wage taken wholly from escrow leaves the employer owing nothing', () => {
    const posting = entries.wageEarned({
      wageId: id,
      employerId,
      workerId,
      netFen: 9_000,
      withheldFen: 1_000,
      escrowId,
      fromEscrowFen: 10_000,
    })
    expect(posting.entries.map((entry) => [entry.account.kind, entry.amountFen])).toEqual([
      ['employerEscrow', -10_000],
      ['workerWages', 9_000],
      ['employerWithheld', 1_000],
    ])
  })
  it('refuses what does not balance', () => {
    const account = entries.fundsReceived(id, employerId, 1).entries[0]!.account
    expect(() => entries.balanced([{ account, amountFen: 1 }])).toThrow(RangeError)
    expect(() =>
      entries.balanced([
        { account, amountFen: 1 },
        { account, amountFen: -2 },
      ]),
    ).toThrow(RangeError)
    expect(() => entries.fundsReceived(id, employerId, 0.5)).toThrow(RangeError)
  })
})

describe('the chart', () => {
  it('has no account for a fee or for the platform itself', () => {
    expect(Object.keys(accountKinds).toSorted()).toEqual([
      'employerEscrow',
      'employerPayable',
      'employerSource',
      'employerWithheld',
      'railTransit',
      'workerReceived',
      'workerWages',
    ])
    expect(new Set(Object.values(accountKinds).map((kind) => kind.owner))).toEqual(
      new Set(['employer', 'worker', 'rail']),
    )
  })
  it('derives the same id for the same address', () => {
    expect(accountId('rail/bank/transit')).toBe(accountId('rail/bank/transit'))
    expect(accountId('rail/bank/transit')).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    )
    expect(accountId('rail/bank/transit')).not.toBe(accountId('rail/wechat/transit'))
  })
})

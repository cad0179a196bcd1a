import { createHash } from 'node:crypto'

/**
 * The chart of accounts, closed: nothing can be posted anywhere else, and none of them is a fee
 * (二(一): basic service is free; no part of the system can take one).
 * `owner` says whose account it is, `floor` what its balance may never fall below.
 */
export const accountKinds = {
  /** The world outside an employer's pocket: how much of its money came in. Always zero or below. */
  employerSource: { owner: 'employer', path: 'source', nameZh: '用工主体转入', floor: null, ceiling: 0 },
  /** Set aside for one posting. */
  employerEscrow: { owner: 'employer', path: 'escrow', nameZh: '托管工资', floor: 0, ceiling: null },
  /** Below zero: what an employer owes; above: what it paid in beforehand. */
  employerPayable: { owner: 'employer', path: 'payable', nameZh: '应付工资', floor: null, ceiling: null },
  /** Tax withheld, for the employer to declare. */
  employerWithheld: { owner: 'employer', path: 'withheld', nameZh: '预扣税款', floor: 0, ceiling: null },
  /** Owed to a worker. */
  workerWages: { owner: 'worker', path: 'wages', nameZh: '应得工资', floor: 0, ceiling: null },
  /** Reached a worker. */
  workerReceived: { owner: 'worker', path: 'received', nameZh: '已到账工资', floor: 0, ceiling: null },
  /** Handed to a rail, result not known yet. */
  railTransit: { owner: 'rail', path: 'transit', nameZh: '发放在途', floor: 0, ceiling: null },
} as const
export type AccountKind = keyof typeof accountKinds

export type Account = {
  id: string
  address: string
  kind: AccountKind
  employerId: string | null
  workerId: string | null
}

/**
 * The id of an address: the first 16 bytes of its SHA-256 as a UUID of version 8. Anybody can derive it,
 * so posting and seeding need no lookup.
 */
export function accountId(address: string): string {
  const bytes = createHash('sha256').update(`linggong-account:${address}`).digest().subarray(0, 16)
  bytes[6] = (bytes[6]! & 0x0f) | 0x80
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

function account(kind: AccountKind, address: string, owner: { employerId?: string; workerId?: string }): Account {
  return {
    id: accountId(address),
    address,
    kind,
    employerId: owner.employerId ?? null,
    workerId: owner.workerId ?? null,
  }
}

function ownedByEmployer(kind: AccountKind, employerId: string, tail = ''): Account {
  return account(kind, `employer/${employerId}/${accountKinds[kind].path}${tail}`, { employerId })
}

export const employerSource = (employerId: string): Account => ownedByEmployer('employerSource', employerId)
export const employerEscrow = (employerId: string, escrowId: string): Account =>
  ownedByEmployer('employerEscrow', employerId, `/${escrowId}`)
export const employerPayable = (employerId: string): Account => ownedByEmployer('employerPayable', employerId)
export const employerWithheld = (employerId: string): Account => ownedByEmployer('employerWithheld', employerId)
export const workerWages = (workerId: string): Account =>
  account('workerWages', `worker/${workerId}/wages`, { workerId })
export const workerReceived = (workerId: string): Account =>
  account('workerReceived', `worker/${workerId}/received`, { workerId })
export const railTransit = (rail: string): Account => account('railTransit', `rail/${rail}/transit`, {})

import type pg from 'pg'
import { seedColumns } from '../modules/payroll/seed.ts'
import { contractColumns, contractEngagementColumns } from '../modules/contracts/seeding.ts'
import {
  consentColumns,
  employerColumns,
  memberColumns,
  personColumns,
  personRoleColumns,
  postColumns,
  staffColumns,
} from '../modules/identity/seeding.ts'
import { boardColumns, postingColumns, shiftColumns, signatureColumns } from '../modules/postings/seeding.ts'
import { referralSeeding } from '../modules/referrals/index.ts'
import {
  crewColumns,
  crewMemberColumns,
  photoColumns,
  qualificationColumns,
  workerColumns,
} from '../modules/seekers/seeding.ts'
import { addRow, copyBatch, sendCopy, type CopyBatch, type CopyValue } from './copy.ts'
import { siteTables } from './lane-sites.ts'

/** Tables in the order in which their rows must arrive: what is referred to comes first. */
const columnsOf = {
  ...siteTables,
  staff_accounts: staffColumns,
  staff_posts: postColumns,
  persons: personColumns,
  consents: consentColumns,
  person_roles: personRoleColumns,
  workers: workerColumns,
  worker_qualifications: qualificationColumns,
  qualification_photos: photoColumns,
  crews: crewColumns,
  crew_members: crewMemberColumns,
  pay_settings: ['worker_id', 'preferred_rail', 'bank_account', 'bank_name', 'bank_account_holder', 'updated_at'],
  employers: employerColumns,
  employer_members: memberColumns,
  postings: postingColumns,
  posting_hits: [
    'id',
    'posting_id',
    'employer_id',
    'county',
    'site_id',
    'at',
    'rule_id',
    'category',
    'severity',
    'words',
    'field',
    'from_position',
    'to_position',
    'article',
    'explanation',
    'way_out',
  ],
  posting_reviews: [
    'id',
    'posting_id',
    'employer_id',
    'county',
    'site_id',
    'kind',
    'grounds',
    'opened_at',
    'due_at',
    'limit_kind',
    'closed_at',
    'outcome',
    'basis',
  ],
  posting_decisions: ['id', 'posting_id', 'review_id', 'employer_id', 'county', 'site_id', 'act', 'reasons', 'at'],
  posting_signatures: signatureColumns,
  shifts: shiftColumns,
  shift_capacities: ['shift_id', 'headcount', 'open'],
  posting_board: boardColumns,
  engagements: [
    'id',
    'shift_id',
    'posting_id',
    'employer_id',
    'worker_id',
    'worker_name',
    'county',
    'site_id',
    'fill_mode',
    'state',
    'state_since',
    'starts_at',
    'ends_at',
    'occupied_until',
    'terms',
    'accepted_at',
    'ended_by',
    'ended_reason',
    'notice_minutes',
    'late_notice',
    'standing_points',
    'imported',
  ],
  contracts: contractColumns,
  contract_engagements: contractEngagementColumns,
  timesheets: [
    'id',
    'engagement_id',
    'shift_id',
    'worker_id',
    'worker_name',
    'employer_id',
    'county',
    'site_id',
    'state',
    'state_since',
    'starts_at',
    'ends_at',
    'checked_in_at',
    'checked_out_at',
    'recorded_minutes',
    'minutes',
    'overtime_minutes',
    'pieces',
    'confirmed_by',
    'confirmed_at',
    'imported',
  ],
  referrals: referralSeeding.referralColumns,
  ratings: [
    'id',
    'engagement_id',
    'posting_id',
    'employer_id',
    'worker_id',
    'county',
    'by_side',
    'about',
    'stars',
    'tags',
    'given_by',
    'given_at',
    'shown_at',
  ],
  rating_totals: ['subject_id', 'about', 'ratings', 'stars'],
  ledger_accounts: seedColumns.ledger_accounts,
  ledger_transactions: seedColumns.ledger_transactions,
  ledger_entries: seedColumns.ledger_entries,
  wages: seedColumns.wages,
  payouts: seedColumns.payouts,
  payout_wages: seedColumns.payout_wages,
  audit_entries: [
    'id',
    'at',
    'actor_kind',
    'capacity',
    'channel',
    'subject_kind',
    'subject_id',
    'act',
    'from_state',
    'to_state',
    'county',
    'concerns',
  ],
  audit_unsealed: ['entry_id'],
  due_rows: ['id', 'kind', 'key', 'subject_id', 'data', 'due_at'],
  outbox: ['id', 'name', 'subject_kind', 'subject_id', 'data', 'at', 'available_at'],
} as const satisfies Record<string, readonly string[]>
export type SeedTable = keyof typeof columnsOf
export const seedTables = Object.keys(columnsOf) as SeedTable[]

/** One connection and the rows that wait for it; tables are sent in order. */
export type Lane = {
  client: pg.ClientBase
  add(table: SeedTable, row: readonly CopyValue[]): void
  /** Rows that wait. */
  waiting(): number
  /** Sends all that waits; returns how many rows that were. Rows added meanwhile wait for the next time. */
  send(): Promise<number>
  counts: Map<string, number>
  /** Milliseconds the database took, by table. */
  spentMs: Map<string, number>
}

export function makeLane(client: pg.ClientBase): Lane {
  const empty = () =>
    new Map<SeedTable, CopyBatch>(seedTables.map((table) => [table, copyBatch(table, columnsOf[table])]))
  let batches = empty()
  const counts = new Map<string, number>()
  const spentMs = new Map<string, number>()
  return {
    client,
    counts,
    spentMs,
    add(table, row) {
      const batch = batches.get(table)
      if (batch) addRow(batch, row)
    },
    waiting: () => [...batches.values()].reduce((sum, batch) => sum + batch.rows, 0),
    async send() {
      let total = 0
      const leaving = batches
      batches = empty()
      for (const [table, batch] of leaving) {
        if (batch.rows === 0) continue
        const began = performance.now()
        const rows = await sendCopy(client, batch)
        spentMs.set(table, (spentMs.get(table) ?? 0) + performance.now() - began)
        counts.set(table, (counts.get(table) ?? 0) + rows)
        total += rows
      }
      return total
    },
  }
}

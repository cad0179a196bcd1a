import type { KeptPart } from '@linggong/contract'

/** `now`: with the request; a part: when its time is over; `identity`: when no part is kept any more. */
export type When = 'now' | KeptPart | 'identity'

/**
 * What happens to a person's rows of one table. `person`: the column that holds them; `set`: column → SQL, in which
 * `:now` is the moment and the others are what stands for what was there (`Standing`).
 */
export type Rule = {
  table: string
  person: string
  when: When
  /** Only some of the rows (SQL). */
  only?: string
} & ({ do: 'delete' } | { set: Readonly<Record<string, string>> })

const noName = `'已注销'`

/**
 * Every table that knows a person and what erasing does to it, in the order in which it can be done. A test holds this list
 * and the one below against the database: a new table must stand in one of them.
 */
export const erasureRules: readonly Rule[] = [
  { table: 'qualification_photos', person: 'person_id', when: 'now', do: 'delete' },
  { table: 'worker_qualifications', person: 'person_id', when: 'now', do: 'delete' },
  { table: 'worker_days', person: 'person_id', when: 'now', do: 'delete' },
  { table: 'worker_needs', person: 'person_id', when: 'now', do: 'delete' },
  { table: 'hard_to_employ', person: 'person_id', when: 'now', do: 'delete' },
  { table: 'feed_settings', person: 'person_id', when: 'now', do: 'delete' },
  { table: 'dislikes', person: 'person_id', when: 'now', do: 'delete' },
  { table: 'wechat_permissions', person: 'person_id', when: 'now', do: 'delete' },
  { table: 'notice_preferences', person: 'owner_id', when: 'now', do: 'delete' },
  { table: 'person_roles', person: 'person_id', when: 'now', do: 'delete' },
  { table: 'workers', person: 'person_id', when: 'now', do: 'delete' },
  { table: 'crew_members', person: 'person_id', when: 'now', do: 'delete' },
  {
    table: 'crews',
    person: 'leader_id',
    when: 'now',
    set: { name: noName, ended_at: 'coalesce(ended_at, :now::timestamptz)' },
  },
  { table: 'offer_codes', person: 'worker_id', when: 'now', do: 'delete' },
  { table: 'offer_calls', person: 'worker_id', when: 'now', do: 'delete' },
  { table: 'invitations', person: 'worker_id', when: 'now', do: 'delete' },
  { table: 'offers', person: 'worker_id', when: 'now', set: { worker_name: noName } },
  { table: 'applications', person: 'worker_id', when: 'now', set: { worker_name: noName, message: 'null' } },
  { table: 'standbys', person: 'worker_id', when: 'now', do: 'delete' },
  { table: 'contacts', person: 'worker_id', when: 'now', do: 'delete' },
  { table: 'favourites', person: 'worker_id', when: 'now', do: 'delete' },
  { table: 'pay_settings', person: 'worker_id', when: 'now', do: 'delete' },
  { table: 'notice_deliveries', person: 'person_id', when: 'now', do: 'delete' },
  { table: 'notices', person: 'person_id', when: 'now', do: 'delete' },
  { table: 'site_loans', person: 'person_id', when: 'now', set: { borrower_name: noName, person_id: 'null' } },
  { table: 'ratings', person: 'worker_id', when: 'now', set: { words: 'null' } },
  {
    table: 'employer_members',
    person: 'person_id',
    when: 'now',
    set: { ended_at: 'coalesce(ended_at, :now::timestamptz)' },
  },
  { table: 'assists', person: 'person_id', when: 'now', set: { ended_at: 'coalesce(ended_at, :now::timestamptz)' } },
  { table: 'codes', person: 'person_id', when: 'now', do: 'delete' },
  { table: 'sessions', person: 'person_id', when: 'now', do: 'delete' },
  {
    table: 'persons',
    person: 'id',
    when: 'now',
    set: {
      phone_enc: 'null',
      phone_index: 'null',
      id_number_enc: ':number::bytea',
      id_number_index: ':numberIndex::bytea',
    },
  },

  { table: 'engagements', person: 'worker_id', when: 'work', set: { worker_name: noName } },
  { table: 'timesheets', person: 'worker_id', when: 'work', set: { worker_name: noName, correction_note: 'null' } },
  {
    table: 'checks',
    person: 'worker_id',
    when: 'work',
    only: 'place_enc is not null',
    set: { place_enc: ':place::bytea' },
  },
  { table: 'disputes', person: 'worker_id', when: 'work', set: { worker_name: noName, words: 'null' } },
  {
    table: 'troubles',
    person: 'worker_id',
    when: 'work',
    set: { worker_name: noName, words: 'null', result_note: 'null' },
  },

  {
    table: 'contracts',
    person: 'worker_id',
    when: 'contract',
    set: {
      worker_name: noName,
      document: `replace(document::text, worker_name, ${noName})::jsonb`,
      canonical_enc: ':canonical::bytea',
    },
  },
  { table: 'posting_signatures', person: 'person_id', when: 'contract', set: { phone_masked: noName } },

  { table: 'payouts', person: 'worker_id', when: 'ledger', set: { payee: ':payee::bytea' } },

  { table: 'referrals', person: 'worker_id', when: 'voucher', set: { worker_name: noName, decision_note: 'null' } },

  {
    table: 'persons',
    person: 'id',
    when: 'identity',
    set: {
      name: noName,
      birth_date: `date_trunc('year', birth_date)::date`,
      verification: `'none'`,
      verified_at: 'null',
      verification_reference: 'null',
    },
  },
  { table: 'erasures', person: 'person_id', when: 'identity', set: { id_number_enc: 'null' } },
]

/** Tables that know a person and stay as they are, and why. */
export const staysAsItIs: Readonly<Record<string, string>> = {
  contract_signings: 'evidence of a signature is never changed; it stands with the sealed paper',
  wages: 'sums and days of work by id, no name',
  payslips: 'number and document of a payslip, no name; the paper itself is sealed',
  arrears: 'days and steps by id',
  withholding_years: 'sums by id',
  payout_wages: 'sums by id',
  contract_engagements: 'ids alone',
  ledger_accounts: 'the books, by id',
  consents: 'proof that the person had agreed, by id',
  reveals: 'who looked, by id: the person could still ask',
  site_staff: 'of people who work at a site, kept by the site for public money; it corrects or ends them',
  referral_relatives: 'declared by a site about itself, for public money',
  employers: 'of the employer; a household is closed as an employer first',
  payee_accounts: 'of an organisation',
  shift_codes: 'the code at a place of work, of no person',
  staff_accounts: 'of staff, at their work',
}

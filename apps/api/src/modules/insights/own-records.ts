import { wireTime } from '../../kernel/clock.ts'
import type { Ctx } from '../../kernel/context.ts'
import { requirePerson } from '../../kernel/rights.ts'
import { personFacts } from '../identity/index.ts'

/**
 * Which rows are somebody's own: by a column that holds the person, or by a keyed hash of the identity number; `only`
 * (SQL) where not all of them are the person's to see yet.
 */
type Own = { table: string; title: string; hide?: readonly string[]; only?: string } & (
  | { person: string }
  | { idNumberIndex: { column: string; field: string } }
)

/**
 * Every table with data of a person that the person is given a copy of (个人信息保护法第四十五条), and what of a row is
 * not handed out. Bytes are opened where their field is known and left out otherwise. A test holds this list and the one
 * below against the database: a new table must stand in one of them.
 */
export const ownTables = [
  { table: 'workers', person: 'person_id', title: '找活的资料' },
  { table: 'worker_days', person: 'person_id', title: '哪天有空' },
  { table: 'worker_qualifications', person: 'person_id', title: '证书', hide: ['decided_by'] },
  { table: 'qualification_photos', person: 'person_id', title: '证书照片', hide: ['key_enc', 'sha256'] },
  { table: 'worker_needs', person: 'person_id', title: '需要的照顾' },
  { table: 'hard_to_employ', person: 'person_id', title: '就业困难认定' },
  { table: 'wechat_permissions', person: 'person_id', title: '允许的微信提醒', hide: ['openid_index'] },
  { table: 'feed_settings', person: 'person_id', title: '推荐的活怎么排' },
  { table: 'dislikes', person: 'person_id', title: '不想看到的活' },
  { table: 'person_roles', person: 'person_id', title: '身份' },
  { table: 'crews', person: 'leader_id', title: '我带的班组' },
  { table: 'crew_members', person: 'person_id', title: '我在的班组' },
  { table: 'applications', person: 'worker_id', title: '报名' },
  { table: 'offers', person: 'worker_id', title: '邀约' },
  { table: 'invitations', person: 'worker_id', title: '用工方点名要请我' },
  { table: 'offer_calls', person: 'worker_id', title: '邀约电话' },
  { table: 'offer_codes', person: 'worker_id', title: '短信回复数字' },
  { table: 'standbys', person: 'worker_id', title: '候补' },
  { table: 'engagements', person: 'worker_id', title: '接过的活' },
  // The text names the other side's numbers; the paper is given by the contract itself.
  { table: 'contracts', person: 'worker_id', title: '合同', hide: ['canonical_enc'] },
  { table: 'contract_signings', person: 'person_id', title: '签署记录' },
  { table: 'posting_signatures', person: 'person_id', title: '我签发的需求' },
  { table: 'checks', person: 'worker_id', title: '签到签退' },
  { table: 'timesheets', person: 'worker_id', title: '工时' },
  { table: 'wages', person: 'worker_id', title: '工钱' },
  { table: 'payouts', person: 'worker_id', title: '发放' },
  { table: 'payslips', person: 'worker_id', title: '工资单' },
  { table: 'pay_settings', person: 'worker_id', title: '收款方式' },
  { table: 'arrears', person: 'worker_id', title: '欠薪' },
  { table: 'withholding_years', person: 'worker_id', title: '预扣税款' },
  { table: 'disputes', person: 'worker_id', title: '异议' },
  // What an employer says of its own points is not the worker's.
  { table: 'troubles', person: 'worker_id', title: '求助', only: "kind <> 'employerRecordWrong'" },
  { table: 'contacts', person: 'worker_id', title: '中间号' },
  // What the other side wrote is seen when both have, or the time is over; who of an employer wrote it is not told.
  {
    table: 'ratings',
    person: 'worker_id',
    title: '评价',
    hide: ['given_by'],
    only: "(by_side = 'worker' or shown_at is not null)",
  },
  { table: 'favourites', person: 'worker_id', title: '想再请我的单位' },
  { table: 'notices', person: 'person_id', title: '通知' },
  { table: 'site_loans', person: 'person_id', title: '借的东西' },
  // What an inspector notes, and the site answers, may be about others.
  { table: 'referrals', person: 'worker_id', title: '推荐花名册', hide: ['decision_note', 'answer', 'sampled_at'] },
  {
    table: 'site_staff',
    idNumberIndex: { column: 'id_number_index', field: 'site_staff.id_number' },
    title: '在站点工作',
  },
  {
    table: 'referral_relatives',
    idNumberIndex: { column: 'id_number_index', field: 'referral_relatives.id_number' },
    title: '被申报为站点人员的亲属',
  },
] as const satisfies readonly Own[]

/** Tables that know a person and are not in the copy, and why. */
export const notInCopy: Readonly<Record<string, string>> = {
  persons: 'given by GET /me/data',
  consents: 'given by GET /me/data',
  employer_members: 'given by GET /me/data',
  erasures: 'told when it is asked for; from then on nobody signs in for the person',
  employers: 'of the employer; its members read it there',
  assists: 'given by GET /me/views',
  reveals: 'given by GET /me/views',
  sessions: 'given by GET /sessions',
  codes: 'one-time codes, gone within minutes',
  contract_engagements: 'which engagement a contract covers, both given',
  ledger_accounts: 'the books behind the wages, which are given',
  payout_wages: 'which wage a payout pays, both given',
  notice_deliveries: 'how a notice that is given was sent',
  payee_accounts: 'of an organisation, not of a person',
  shift_codes: 'the code at a place of work, of no person',
  staff_accounts: 'of staff, at their work',
}

export type FieldOf = (table: string, column: string) => string | undefined
const isBytes = (value: unknown): value is string => typeof value === 'string' && /^\\x[0-9a-f]*$/.test(value)

type Fact = { name: string; value: string }

function shown(ctx: Ctx, own: Own, row: Record<string, unknown>, fieldOf: FieldOf): Fact[] {
  return Object.entries(row).flatMap(([column, value]): Fact[] => {
    if (value === null || own.hide?.includes(column)) return []
    if (!isBytes(value)) return [{ name: column, value: typeof value === 'string' ? value : JSON.stringify(value) }]
    const field = fieldOf(own.table, column)
    if (!field) return []
    const opened = ctx.deps.keyring.decrypt(field, Buffer.from(value.slice(2), 'hex'))
    return [{ name: column.replace(/_enc$/, ''), value: opened }]
  })
}

/** The rows of each table that are the asking person's; tables without any are left out. */
export async function readOwnRecords(ctx: Ctx, fieldOf: FieldOf) {
  const { personId } = requirePerson(ctx.actor)
  const { idNumber } = await personFacts(ctx, personId)
  await ctx.tx.widen({ system: true }, 'what sites and officers keep about the person is the person’s to read too')
  const items: Array<{ title: string; table: string; rows: Fact[][] }> = []
  for (const own of ownTables as readonly Own[]) {
    const [column, type, values] =
      'person' in own
        ? [own.person, 'uuid', [personId]]
        : [own.idNumberIndex.column, 'bytea', ctx.deps.keyring.indexes(own.idNumberIndex.field, idNumber)]
    const rows = await ctx.tx.query<{ row: Record<string, unknown> }>(
      `select to_jsonb(t) as row from ${own.table} t where t.${column} = any ($1::${type}[]) and ${own.only ?? 'true'}`,
      [values],
    )
    if (rows.length > 0)
      items.push({ title: own.title, table: own.table, rows: rows.map(({ row }) => shown(ctx, own, row, fieldOf)) })
  }
  return { at: wireTime(ctx.now), items }
}

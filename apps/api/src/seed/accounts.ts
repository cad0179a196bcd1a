import { writeFileSync, renameSync } from 'node:fs'
import { createHash } from 'node:crypto'
import type { Role } from '@linggong/contract'
import { passwordHash, postRow, staffRow } from '../modules/identity/seeding.ts'
import { accountsFile } from '../supervisor/accounts.ts'
import { dayMs, type Frame } from './frame.ts'
import type { Lane } from './lane.ts'
import type { Random } from './random.ts'
import type { Site } from './sites.ts'

export type SampleAccount = { role: string; name: string; login: string; password?: string; note?: string }

type Staff = {
  login: string
  name: string
  role: Role
  label: string
  county: string | null
  siteIn?: string
  siteKind?: 'market'
  /** Works at a site that is run under contract. */
  contract?: true
}

const staff: readonly Staff[] = [
  { login: 'clerk', name: '林晓燕', role: 'clerk', label: '驿站工作人员', county: null, siteIn: '350981' },
  { login: 'manager', name: '陈国平', role: 'siteManager', label: '驿站负责人', county: null, siteIn: '350982' },
  { login: 'fuan', name: '缪建忠', role: 'countyOfficer', label: '福安市人社', county: '350981' },
  { login: 'fuding', name: '周丽芳', role: 'countyOfficer', label: '福鼎市人社', county: '350982' },
  { login: 'city', name: '郑文斌', role: 'cityOfficer', label: '市人社局', county: null },
  { login: 'mediator', name: '黄秀英', role: 'mediator', label: '调解员', county: '350981' },
  { login: 'inspector', name: '吴志强', role: 'inspector', label: '劳动监察', county: '350982' },
  { login: 'finance', name: '谢雅琴', role: 'countyFinance', label: '福鼎市财政', county: '350982' },
  { login: 'cityfinance', name: '叶子豪', role: 'cityFinance', label: '市财政局', county: null },
  { login: 'fuding2', name: '吴晓明', role: 'countyOfficer', label: '福鼎市人社(复核)', county: '350982' },
  { login: 'fuan2', name: '陈少华', role: 'countyOfficer', label: '福安市人社(复核)', county: '350981' },
  { login: 'fuding3', name: '林国强', role: 'countyOfficer', label: '福鼎市人社(审批)', county: '350982' },
  { login: 'operator', name: '蔡永福', role: 'operator', label: '运营机构', county: null, siteIn: '350982' },
  {
    login: 'market',
    name: '卢美玲',
    role: 'operator',
    label: '运营机构(零工市场)',
    county: null,
    siteIn: '350982',
    siteKind: 'market',
  },
  {
    login: 'contractor',
    name: '方志明',
    role: 'operator',
    label: '运营机构(购买服务)',
    county: null,
    siteIn: '350982',
    contract: true,
  },
  { login: 'auditor', name: '王海燕', role: 'auditor', label: '审计', county: null },
]

const base32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
const simple = 'abcdefghjkmnpqrstuvwxyz23456789'

/** Secrets of this demonstration alone: they follow from its keys, the same at every seeding. */
function secretsOf(frame: Frame, login: string): { password: string; totpSecret: string } {
  const bytes = frame.keyring.index('seed.staff', login)
  const more = createHash('sha256').update(bytes).digest()
  return {
    password: Array.from(more.subarray(0, 10), (byte) => simple[byte % simple.length]).join(''),
    totpSecret: Array.from(bytes, (byte) => base32[byte % 32]).join(''),
  }
}

/** Staff accounts with their posts. */
export async function addStaff(
  lane: Lane,
  frame: Frame,
  random: Random,
  sites: readonly Site[],
): Promise<Map<string, { id: string; name: string }>> {
  const ids = new Map<string, { id: string; name: string }>()
  const createdAt = new Date(frame.nowMs - 200 * dayMs)
  for (const one of staff) {
    const secrets = secretsOf(frame, one.login)
    const id = random.id(createdAt.getTime())
    ids.set(one.login, { id, name: one.name })
    const hash = await passwordHash(secrets.password)
    lane.add(
      'staff_accounts',
      staffRow(frame, {
        id,
        login: one.login,
        name: one.name,
        passwordHash: hash,
        totpSecret: secrets.totpSecret,
        createdAt,
      }),
    )
    const kind = one.siteKind ?? 'station'
    const site = one.siteIn
      ? sites.find(
          ({ unit, kind: its, register }) =>
            unit.code === one.siteIn && its === kind && (register.course !== null) === (one.contract ?? false),
        )
      : undefined
    lane.add(
      'staff_posts',
      postRow({
        id: random.id(createdAt.getTime()),
        staffId: id,
        role: one.role,
        county: one.county,
        siteId: site?.id ?? null,
        since: createdAt,
      }),
    )
  }
  return ids
}

export function staffAccounts(frame: Frame): SampleAccount[] {
  return staff.map((one) => {
    const { password, totpSecret } = secretsOf(frame, one.login)
    return { role: one.label, name: one.name, login: one.login, password, note: `动态口令密钥 ${totpSecret}` }
  })
}

/** Written last and in one go: while the file is absent the demonstration has not been seeded whole. */
export function writeAccounts(dataDir: string, accounts: readonly SampleAccount[]): void {
  const file = accountsFile(dataDir)
  writeFileSync(`${file}.part`, `${JSON.stringify(accounts, null, 2)}\n`, { mode: 0o600 })
  renameSync(`${file}.part`, file)
}

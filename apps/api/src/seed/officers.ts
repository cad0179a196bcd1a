import type pg from 'pg'
import { passwordHash, postColumns, postRow, staffColumns, staffRow } from '../modules/identity/seeding.ts'
import { dayMs, type Frame } from './frame.ts'
import type { Office } from './programme-steps.ts'
import type { StaffIds } from './programme.ts'
import type { Random } from './random.ts'

/** The other county whose officers are sample accounts. */
const otherTried = '350981'

/** The offices, with the sample accounts of the second county that is tried out in the places they stand for. */
export function withSampleOfficers(offices: ReadonlyMap<string, Office>, staff: StaffIds): Map<string, Office> {
  const [first, second, office] = [staff.get('fuan'), staff.get('fuan2'), offices.get(otherTried)]
  const all = new Map(offices)
  if (first && second && office) all.set(otherTried, { ...office, officers: [first, second, office.officers[2]] })
  return all
}

/**
 * Accounts of the officers nobody tries out: what they did bears their name. They are switched off, so that no
 * password of theirs opens anything.
 */
export async function enrolOfficers(
  client: pg.ClientBase,
  frame: Frame,
  random: Random,
  offices: ReadonlyMap<string, Office>,
): Promise<void> {
  const createdAt = new Date(frame.nowMs - 400 * dayMs)
  const hash = await passwordHash(random.id(frame.nowMs))
  for (const [county, { officers }] of offices)
    for (const [n, { id, name }] of officers.entries()) {
      const login = `${county}-${n + 1}`
      const row = staffRow(frame, { id, login, name, passwordHash: hash, totpSecret: 'A'.repeat(32), createdAt })
      const marks = [...row, createdAt].map((_one, index) => `$${index + 1}`)
      const { rowCount } = await client.query(
        `insert into staff_accounts (${staffColumns.join(', ')}, disabled_at) values (${marks.join(', ')}) on conflict do nothing`,
        [...row, createdAt],
      )
      if (!rowCount) continue
      const post = postRow({
        id: random.id(createdAt.getTime()),
        staffId: id,
        role: 'countyOfficer',
        county,
        siteId: null,
        since: createdAt,
      })
      await client.query(
        `insert into staff_posts (${postColumns.join(', ')}) values (${post.map((_one, index) => `$${index + 1}`).join(', ')})`,
        post,
      )
    }
}

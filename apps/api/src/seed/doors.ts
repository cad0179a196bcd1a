import { siteSeeding } from '../modules/sites/index.ts'
import type pg from 'pg'
import type { Frame } from './frame.ts'
import type { Random } from './random.ts'
import { readingCtx } from './reading.ts'
import type { Site } from './sites.ts'

/** Sites whose doors are left to whoever tries the platform out: where the sample accounts of a clerk and a manager work. */
const triedIn: ReadonlySet<string> = new Set(['350981', '350982'])

/**
 * Today at the hour of the seeding: doors that the hours say are open stand in the log as opened, and from here on the
 * demonstration goes on doing so, morning by morning. Left out are a station in each county that is tried out, and those
 * whose contract goes badly because they do not open.
 */
export async function openDoors(
  client: pg.ClientBase,
  frame: Frame,
  random: Random,
  sites: readonly Site[],
): Promise<void> {
  const own = [...triedIn].flatMap(
    (county) =>
      sites.find(({ unit, kind, register }) => unit.code === county && kind === 'station' && register.course === null)
        ?.id ?? [],
  )
  const slack = sites.filter(({ register: { course } }) => course === 'failing' || course === 'exited')
  const leave = [...own, ...slack.map(({ id }) => id)]
  const ctx = readingCtx(client, frame, random)
  await siteSeeding.playOpening(ctx, { from: frame.today, leave })
  const { playKind, playSubject, nextLook } = siteSeeding
  await client.query('insert into due_rows (id, kind, key, subject_id, data, due_at) values ($1, $2, $3, $4, $5, $6)', [
    random.id(frame.nowMs),
    playKind,
    `${playKind}:${playSubject}`,
    playSubject,
    JSON.stringify({ from: frame.today, leave }),
    nextLook(ctx.now),
  ])
}

/** The same for sites that came later: the full city's beside the first ones. */
export async function openMoreDoors(client: pg.ClientBase, frame: Frame, random: Random): Promise<void> {
  const { rows } = await client.query<{ leave: string[] | null }>(
    `select data->'leave' as leave from due_rows where kind = $1`,
    [siteSeeding.playKind],
  )
  await siteSeeding.playOpening(readingCtx(client, frame, random), { from: frame.today, leave: rows[0]?.leave ?? [] })
}

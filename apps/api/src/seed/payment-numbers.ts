import type pg from 'pg'
import { heldValue } from '../modules/programmes/index.ts'
import { dayOf, type Frame } from './frame.ts'
import { short } from './programme-steps.ts'

/** A file that has no number yet bears its id in its place. */
export const unnumbered = (fileId: string): string => fileId

/**
 * Numbers the seeded payment files as a finance office does: by county and year, in the order in which they were made. The next
 * file made on the platform goes on behind the last.
 */
export async function numberFiles(client: pg.ClientBase, frame: Frame): Promise<void> {
  const { rows } = await client.query<{ id: string; county: string; made_at: Date }>(
    'select id, county, made_at from payment_files where number = id::text order by made_at, id',
  )
  const { rows: given } = await client.query<{ key: string; last: number }>(
    `select county || ' ' || year as key, last from payment_file_serials`,
  )
  const serials = new Map(given.map(({ key, last }) => [key, last]))
  const numbered = rows.map(({ id, county, made_at: at }) => {
    const day = dayOf(at)
    const year = day.slice(0, 4)
    const serial = (serials.get(`${county} ${year}`) ?? 0) + 1
    serials.set(`${county} ${year}`, serial)
    const unit = frame.units.find(({ code }) => code === county)
    const pattern = heldValue(frame.policy, 'subsidy.paymentFileNumber', frame.today, county)
    if (!unit || pattern === null) throw new Error(`no form of number for a payment file of ${county}`)
    const number = pattern.replace('{county}', short(unit)).replace('{year}', year).replace('{serial}', String(serial))
    return { id, number }
  })
  await client.query(
    `update payment_files f set number = n.number
     from jsonb_to_recordset($1::jsonb) as n (id uuid, number text) where f.id = n.id`,
    [JSON.stringify(numbered)],
  )
  const last = [...serials].map(([key, serial]) => {
    const [county, year] = key.split(' ')
    return { county, year: Number(year), last: serial }
  })
  await client.query(
    `insert into payment_file_serials (county, year, last)
     select county, year, last from jsonb_to_recordset($1::jsonb) as s (county text, year int, last int)
     on conflict (county, year) do update set last = excluded.last`,
    [JSON.stringify(last)],
  )
}

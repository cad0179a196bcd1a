import type { Frame } from './frame.ts'
import type { Lane } from './lane.ts'
import { middayOf, short } from './programme-steps.ts'
import type { Random } from './random.ts'
import type { Site } from './sites.ts'

export type Placed = { id: string; documentNumber: string }
export type Money = {
  /** Sets an amount aside in the county's appropriation of the year; `paid` counts it as paid too. */
  place(site: Site, year: number, amountFen: number, kept: boolean, paid: boolean): Placed
  write(): void
}

export function moneyOf(lane: Lane, frame: Frame, random: Random, firstDocument: number): Money {
  type Row = Placed & { county: string; year: number; committed: number; paid: number; asked: number }
  const rows = new Map<string, Row>()
  const rowOf = (unit: Site['unit'], year: number): Row => {
    const key = `${unit.code} ${year}`
    const row = rows.get(key) ?? {
      id: random.id(middayOf(`${year}-02-10`).getTime()),
      documentNumber: `${short(unit)}财社〔${year}〕${firstDocument}号`,
      county: unit.code,
      year,
      committed: 0,
      paid: 0,
      asked: 0,
    }
    rows.set(key, row)
    return row
  }
  return {
    place(site, year, amountFen, kept, paid) {
      const row = rowOf(site.unit, year)
      row.asked += amountFen
      if (kept) row.committed += amountFen
      if (kept && paid) row.paid += amountFen
      return row
    },
    write() {
      const year = Number(frame.today.slice(0, 4))
      for (const unit of frame.units) rowOf(unit, year)
      for (const row of rows.values()) {
        // Whole hundred thousands of yuan, with something left.
        const amountFen = (Math.ceil(row.asked / 10_000_000) + 2) * 10_000_000
        lane.add('appropriations', [
          row.id,
          row.county,
          row.year,
          row.documentNumber,
          '就业补助资金',
          amountFen,
          row.committed,
          row.paid,
          middayOf(`${row.year}-02-10`),
        ])
      }
    },
  }
}

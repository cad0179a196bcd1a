import { parse } from 'csv-parse/sync'
import type { Deps } from '../../src/kernel/context.ts'
import { readCase, type Row } from './case-row.ts'
import { decideCase, type Decided } from './decide.ts'

export const columnsOut = ['id', 'decision', 'amountYuan', 'clause', 'reason', 'provisional'] as const

/** Rows by their header's names. A row that is cut off or too long is read as far as it goes. */
export function readRows(text: string): Row[] {
  return parse(text, {
    columns: true,
    bom: true,
    relax_column_count: true,
    skip_empty_lines: true,
    trim: true,
    relax_quotes: true,
  })
}

function invalid(id: string, reason: string): Decided {
  return { id, decision: 'invalid', amountYuan: '0', clause: '', reason, provisional: 'no' }
}

/** Decides every row, one after the other; nothing stops the run. */
export async function decideAll(
  scratch: { deps: Deps; clock: { set(at: string): void } },
  rows: readonly Row[],
): Promise<Decided[]> {
  const decided: Decided[] = []
  for (const [index, row] of rows.entries()) {
    const read = readCase(row, index + 2)
    if (!read.ok) decided.push(invalid(read.id, read.problems.join(';')))
    else {
      try {
        decided.push(await decideCase(scratch.deps, scratch.clock, read.case))
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error)
        console.error(`${read.case.id}: ${message}`)
        decided.push(invalid(read.case.id, `登记库不接受这一行:${message}`))
      }
    }
  }
  return decided
}

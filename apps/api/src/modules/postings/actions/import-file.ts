import { businessDay } from '../../../kernel/clock.ts'
import type { Ctx } from '../../../kernel/context.ts'
import { refuse } from '../../../kernel/errors.ts'
import type { FileAnswer } from '../../../kernel/http/serve.ts'
import { readSpreadsheet, spreadsheet } from '../../../kernel/office/office.ts'
import { actingEmployer } from '../../../kernel/rights.ts'
import { atColumn, findLayout, missingBeside, readImportRow, templateColumns, templateHelp } from '../rules-import.ts'
import { importDrafts } from './save-draft.ts'

const mostRows = 200

/** The empty template, with a second page that says how to fill it in. */
export function postingTemplate(): Promise<FileAnswer> {
  return spreadsheet('批量发布模板.xlsx', [
    { name: '需求', columns: templateColumns, rows: [] },
    {
      name: '填写说明',
      columns: [
        { title: '栏目', width: 16 },
        { title: '要不要填', width: 10 },
        { title: '怎么填', width: 48 },
      ],
      rows: templateHelp,
    },
  ])
}

/**
 * Reads a filled-in template; what `dryRun` finds is what saving will find. Every row has its own result, with the
 * number it bears in the file. Refuses NotFound (not one's employer), FileUnreadable (no spreadsheet, no head row, too many rows).
 */
export async function importFile(ctx: Ctx, given: { employerId: string; file: string; dryRun: boolean }) {
  await actingEmployer(ctx, given.employerId)
  const rows = await readSpreadsheet(Buffer.from(given.file, 'base64'), 'file')
  const found = findLayout(rows)
  const filled = rows.filter((one) => found && one.row > found.head)
  if (!found || filled.length === 0 || filled.length > mostRows) {
    const message = !found
      ? '没找到表头。请下载我们的模板,在模板里填,不要改第一行的栏目名。'
      : `要有1到${mostRows}行需求,这个文件里有${filled.length}行`
    return refuse('FileUnreadable', { problems: [{ path: 'file', code: found ? 'rows' : 'head', message }] })
  }
  const today = businessDay(ctx.now)
  const read = filled.map((one) => readImportRow(one.cells, found.layout, today))
  const results = await importDrafts(ctx, given.employerId, read, given)
  return {
    dryRun: given.dryRun,
    ...results,
    rows: results.rows.map((result, index) => {
      const problems = result.problems.map((one) => atColumn(one, found.layout))
      return {
        ...result,
        row: filled[index]!.row,
        title: titleOf(read[index]!.draft),
        problems,
        missing: missingBeside(
          problems,
          result.missing.map((one) => atColumn(one, found.layout)),
        ),
      }
    }),
  }
}

const titleOf = (draft: unknown): string | null => (draft as { title?: string }).title ?? null

import { z } from 'zod'
import * as shapes from '../common.ts'
import { endpoints } from '../endpoint.ts'
import { postingsPaths as paths } from './paths.ts'
import { problem } from './shapes.ts'

/** `column`: the letter of the column in the file; null where the matter belongs to none. */
const cellProblem = problem.extend({ column: z.string().nullable() })

/** Many postings from one Excel file. */
export const postingImportEndpoints = endpoints({
  getPostingTemplate: {
    ...paths.getPostingTemplate,
    summary: 'The empty Excel template, with a page on how to fill it in',
    right: 'employer.orClerk',
    answer: z.unknown(),
    produces: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    errors: [],
  },
  importPostingsFile: {
    ...paths.importPostingsFile,
    summary: 'Read a filled-in template; a dry run (the default) says everything saving would say and saves nothing',
    right: 'employer.orClerk',
    body: z.object({
      employerId: shapes.id,
      /** The .xlsx file in base64, at most 700 KB before that. */
      file: z.base64('请选择一个 .xlsx 文件').min(4, '请选择一个 .xlsx 文件').max(960_000, '文件太大了,最多700KB'),
      dryRun: z.boolean().default(true),
    }),
    answer: z.object({
      dryRun: z.boolean(),
      rows: z.array(
        z.object({
          /** As the file numbers it. */
          row: z.int(),
          title: z.string().nullable(),
          /** Of the saved draft; null in a dry run. */
          id: shapes.id.nullable(),
          /** What keeps the row from being saved. */
          problems: z.array(cellProblem),
          /** What the draft still lacks before it can be submitted. */
          missing: z.array(cellProblem),
        }),
      ),
      /** Rows that were saved, or in a dry run could be. */
      saved: z.int(),
      refused: z.int(),
    }),
    errors: ['NotFound', 'FileUnreadable'],
  },
})

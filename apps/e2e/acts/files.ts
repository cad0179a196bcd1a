import type { Download, Page } from 'playwright-core'

import { linesInOffice, office } from '../../api/test/office.ts'

/** What a browser keeps when this is done: the file's name and its content. */
export async function kept(page: Page, act: () => Promise<void>): Promise<{ name: string; content: Buffer }> {
  const [download] = await Promise.all([page.waitForEvent('download'), act()])
  return { name: download.suggestedFilename(), content: await contentOf(download) }
}

async function contentOf(download: Download): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

/**
 * Whether LibreOffice opens the workbook and reads what is expected in it. Where there is none (CI has it) it is taken for
 * read, and the run says so.
 */
export function readInOffice(workbook: Buffer, expected: (rows: string[][]) => boolean): boolean {
  if (!office) console.warn('not done: no LibreOffice here, the exported workbook was downloaded but not opened')
  return !office || expected(linesInOffice(workbook).map((line) => line.split('\t')))
}

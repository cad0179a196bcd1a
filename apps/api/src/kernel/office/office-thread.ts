import { parentPort } from 'node:worker_threads'
import type { Asked, Done } from './office.ts'
import { UnreadableWorkbook } from './unpack-guard.ts'
import { readFirstSheet, writeSheets } from './workbook.ts'

/** The other side of office.ts: one task after another, away from the thread that answers requests. */

async function work(asked: Asked): Promise<Done> {
  if (asked.task === 'write') return { id: asked.id, file: await writeSheets(asked.sheets) }
  try {
    return { id: asked.id, rows: await readFirstSheet(Buffer.from(asked.file)) }
  } catch (error) {
    if (error instanceof UnreadableWorkbook) return { id: asked.id, unreadable: error.reason }
    throw error
  }
}

let before: Promise<unknown> = Promise.resolve()
parentPort?.on('message', (asked: Asked) => {
  before = before.then(async () => {
    try {
      parentPort?.postMessage(await work(asked))
    } catch (error) {
      parentPort?.postMessage({ id: asked.id, failed: error instanceof Error ? error.message : String(error) })
    }
  })
})

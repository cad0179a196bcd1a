import { Worker } from 'node:worker_threads'
import { refuse } from '../errors.ts'
import type { FileAnswer } from '../http/serve.ts'
import type { ReadRow, Sheet } from './sheet.ts'

/** Spreadsheets. Packing and unpacking happen in a thread of their own, so that no other request waits for them. */

export const spreadsheetType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

export type Asked = { id: number } & ({ task: 'write'; sheets: readonly Sheet[] } | { task: 'read'; file: Uint8Array })
export type Done = {
  id: number
  file?: Uint8Array
  rows?: ReadRow[]
  unreadable?: 'notWorkbook' | 'tooLarge'
  failed?: string
}
type Waiting = { resolve: (done: Done) => void; reject: (error: Error) => void }

const limitMs = 20_000
const memoryMegabytes = 512

let thread: Worker | undefined
let last = 0
const waiting = new Map<number, Waiting>()

/** Ends the thread; whoever still waits is told, the next task begins a new one. */
function giveUp(why: Error): void {
  void thread?.terminate()
  thread = undefined
  for (const one of waiting.values()) one.reject(why)
  waiting.clear()
}

function running(): Worker {
  if (thread) return thread
  const made = new Worker(new URL('./office-thread.ts', import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: memoryMegabytes },
  })
  made.on('message', (done: Done) => {
    waiting.get(done.id)?.resolve(done)
  })
  made.on('error', (error) => thread === made && giveUp(error as Error))
  // A process that has nothing else to do may end.
  made.unref()
  thread = made
  return made
}

async function inThread(task: Asked extends infer A ? (A extends Asked ? Omit<A, 'id'> : never) : never) {
  const id = (last += 1)
  const worker = running()
  const limit = setTimeout(() => giveUp(new Error('a spreadsheet took too long')), limitMs)
  try {
    const done = await new Promise<Done>((resolve, reject) => {
      waiting.set(id, { resolve, reject })
      worker.postMessage({ ...task, id })
    })
    if (done.failed !== undefined) throw new Error(done.failed)
    return done
  } finally {
    clearTimeout(limit)
    waiting.delete(id)
  }
}

/** @param fileName with its ending, as the person's device will keep it */
export async function spreadsheet(fileName: string, sheets: readonly Sheet[]): Promise<FileAnswer> {
  const { file } = await inThread({ task: 'write', sheets })
  return { file: Buffer.from(file!), mediaType: spreadsheetType, fileName }
}

const unreadableWords = {
  notWorkbook: '这个文件打不开。请用我们的模板填好,存成 .xlsx 再传。',
  tooLarge: '这个文件太大了。请只留下要发的行,一次最多200行。',
}

/** Rows of the first sheet that hold anything. Refuses FileUnreadable at `path`. */
export async function readSpreadsheet(file: Uint8Array, path: string): Promise<ReadRow[]> {
  const { rows, unreadable } = await inThread({ task: 'read', file })
  if (unreadable)
    refuse('FileUnreadable', { problems: [{ path, code: unreadable, message: unreadableWords[unreadable] }] })
  return rows ?? []
}

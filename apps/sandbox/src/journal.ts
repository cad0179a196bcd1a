/**
 * The sandbox's memory: an append-only file of events, one JSON object a line.
 * An event counts once it is flushed to the disk; nothing is answered before.
 */
import { mkdir, open, readFile, truncate } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { dirname } from 'node:path'

/** One thing that happened. `kind` names the service and the act, e.g. `sms.accepted`. */
export interface JournalEvent {
  kind: string
  data: unknown
}

type Apply = (event: JournalEvent) => void

interface Waiting {
  line: string
  resolve: () => void
  reject: (error: unknown) => void
}

/** Appends events durably; several waiting at once share one flush. */
export class Journal {
  readonly #file: FileHandle
  readonly #apply: Apply
  #waiting: Waiting[] = []
  #writing: Promise<void> | undefined

  private constructor(file: FileHandle, apply: Apply) {
    this.#file = file
    this.#apply = apply
  }

  /** Opens (or makes) the file and replays it through `apply`. A line torn by a crash is cut off. */
  static async open(path: string, apply: Apply): Promise<Journal> {
    await mkdir(dirname(path), { recursive: true })
    const text = await readIfThere(path)
    const whole = text.lastIndexOf('\n') + 1
    for (const line of text.slice(0, whole).split('\n')) {
      if (line !== '') apply(parseEvent(line))
    }
    if (whole < text.length) await truncate(path, Buffer.byteLength(text.slice(0, whole)))
    return new Journal(await open(path, 'a', 0o600), apply)
  }

  /**
   * Takes an event into memory at once (so that a second request sees it) and
   * resolves when it is on the disk. Rejects when it could not be written.
   */
  record(kind: string, data: unknown): Promise<void> {
    this.#apply({ kind, data })
    return new Promise((resolve, reject) => {
      this.#waiting.push({ line: `${JSON.stringify({ kind, data })}\n`, resolve, reject })
      this.#writing ??= this.#writeAll()
    })
  }

  /** Resolves when everything recorded so far is on the disk, whoever recorded it. */
  async flushed(): Promise<void> {
    await this.#writing
  }

  async close(): Promise<void> {
    await this.#writing
    await this.#file.close()
  }

  async #writeAll(): Promise<void> {
    // Let the requests of this turn of the event loop join the first flush.
    await new Promise((resolve) => setImmediate(resolve))
    while (this.#waiting.length > 0) {
      const batch = this.#waiting
      this.#waiting = []
      try {
        await this.#file.appendFile(batch.map((one) => one.line).join(''), 'utf8')
        await this.#file.datasync()
        for (const one of batch) one.resolve()
      } catch (error) {
        for (const one of batch) one.reject(error)
      }
    }
    this.#writing = undefined
  }
}

async function readIfThere(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return ''
    throw error
  }
}

function parseEvent(line: string): JournalEvent {
  const value: unknown = JSON.parse(line)
  if (typeof value === 'object' && value !== null && 'kind' in value && 'data' in value) {
    return { kind: String(value.kind), data: value.data }
  }
  throw new Error(`The sandbox journal holds a line that is no event: ${line.slice(0, 80)}`)
}

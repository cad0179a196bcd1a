import { createHash } from 'node:crypto'
import { mkdir, open, readFile, rename, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** Bytes by their hash: written once, never changed, safe to write twice. */
export type ObjectStore = {
  /** Returns the sha256 (hex) once the bytes are on disk. */
  put(bytes: Buffer): Promise<string>
  get(sha256: string): Promise<Buffer>
}

export function createFileStore(folder: string): ObjectStore {
  const pathOf = (sha256: string) => {
    if (!/^[0-9a-f]{64}$/.test(sha256)) throw new Error('not an object name')
    return join(folder, sha256.slice(0, 2), sha256)
  }
  return {
    async put(bytes) {
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      const path = pathOf(sha256)
      const known = await stat(path).catch(() => undefined)
      if (known?.size === bytes.length) return sha256
      await mkdir(dirname(path), { recursive: true })
      const draft = `${path}.${process.pid}.${Math.round(performance.now() * 1000)}`
      const file = await open(draft, 'w')
      try {
        await file.writeFile(bytes)
        await file.sync()
      } finally {
        await file.close()
      }
      await rename(draft, path)
      return sha256
    },
    get: (sha256) => readFile(pathOf(sha256)),
  }
}

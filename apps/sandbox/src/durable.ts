/** Files that are on the disk before anyone is told so. */
import { open } from 'node:fs/promises'

/** Writes a whole file and flushes it. `mode` applies when the file is new. */
export async function writeDurably(path: string, text: string, mode = 0o600): Promise<void> {
  const file = await open(path, 'w', mode)
  try {
    await file.writeFile(text, 'utf8')
    await file.sync()
  } finally {
    await file.close()
  }
}

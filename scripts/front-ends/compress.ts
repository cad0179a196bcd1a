import { globSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

const toBrotli = promisify(brotliCompress)
const toGzip = promisify(gzip)

const text = /\.(html|js|css|svg|json|txt|xml|webmanifest|map)$/
/** Below this a compressed copy saves no packet. */
const leastBytes = 1_024

/** Puts `x.js.br` and `x.js.gz` beside every text file of the folder, as small as they get. Returns how many. */
export async function compressFolder(folder: string): Promise<number> {
  // Of an earlier build that was not emptied: a stale copy would be served instead of the new file.
  for (const stale of globSync('**/*.{br,gz}', { cwd: folder })) rmSync(join(folder, stale))
  const files = globSync('**/*', { cwd: folder })
    .map((name) => join(folder, name))
    .filter((file) => text.test(file) && statSync(file).isFile() && statSync(file).size >= leastBytes)
  await Promise.all(
    files.map(async (file) => {
      const content = readFileSync(file)
      const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: content.length }
      writeFileSync(`${file}.br`, await toBrotli(content, { params }))
      writeFileSync(`${file}.gz`, await toGzip(content, { level: 9 }))
    }),
  )
  return files.length
}

import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Plugin, Rolldown } from 'vite'
import { addressPatterns, consoleBase, offlinePages } from '../src/offline/pages.ts'

type Chunk = Rolldown.OutputChunk & { viteMetadata?: { importedCss: Set<string>; importedAssets: Set<string> } }
type Bundle = Rolldown.OutputBundle

/** Files a chunk needs before it can run: what it imports, styles and pictures among them. */
function filesOf(bundle: Bundle, name: string, found = new Set<string>()): Set<string> {
  const chunk = bundle[name] as Chunk | undefined
  if (found.has(name) || chunk?.type !== 'chunk') return found
  found.add(name)
  for (const one of [...(chunk.viteMetadata?.importedCss ?? []), ...(chunk.viteMetadata?.importedAssets ?? [])])
    found.add(one)
  for (const next of chunk.imports) filesOf(bundle, next, found)
  return found
}

function chunkOf(bundle: Bundle, file: string): string {
  const chunk = Object.values(bundle).find(
    (one) => one.type === 'chunk' && one.facadeModuleId?.replaceAll('\\', '/').endsWith(`/${file}`),
  )
  if (!chunk) throw new Error(`no chunk of ${file}: can it still be opened without network?`)
  return chunk.fileName
}

/** Writes `console/offline.js`: the worker with the files of the pages that open without network (src/offline). */
export function offlineShell(): Plugin {
  return {
    name: 'offline-shell',
    apply: 'build',
    enforce: 'post',
    generateBundle(_options, bundle) {
      const names = new Set<string>()
      for (const file of ['console/console/index.html', ...offlinePages.map((one) => `src/${one.file}`)])
        for (const one of filesOf(bundle, chunkOf(bundle, file))) names.add(one)
      const files = [...names].sort().map((one) => `/${one}`)
      const worker = readFileSync(fileURLToPath(new URL('offline-worker.js', import.meta.url)), 'utf8')
      const version = createHash('sha256').update(files.join('\n')).update(worker).digest('hex').slice(0, 12)
      const shell = { version, start: `${consoleBase}/`, patterns: addressPatterns, files }
      this.emitFile({
        type: 'asset',
        fileName: 'console/offline.js',
        source: `self.shell = ${JSON.stringify(shell)}\n${worker}`,
      })
    },
  }
}

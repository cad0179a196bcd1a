import { watch } from 'node:fs'

import { projectFile } from './child.ts'

const quietMs = 200
const watched = ['apps/api/src', 'apps/api/migrations', 'apps/sandbox/src', 'packages', 'policy-packs']

/** Calls `changed` with the files changed, once things have been quiet for a moment. Returns the stop function. */
export function watchSources(changed: (files: string[]) => void): () => void {
  const files = new Set<string>()
  let timer: NodeJS.Timeout | undefined
  const watchers = watched.map((folder) =>
    watch(projectFile(folder), { recursive: true }, (_event, name) => {
      if (!name || !/\.(ts|json|sql|yaml)$/.test(name) || name.includes('node_modules') || name.endsWith('.test.ts'))
        return
      files.add(`${folder}/${name}`)
      clearTimeout(timer)
      timer = setTimeout(() => {
        const list = [...files]
        files.clear()
        changed(list)
      }, quietMs)
    }),
  )
  return () => {
    clearTimeout(timer)
    for (const watcher of watchers) watcher.close()
  }
}

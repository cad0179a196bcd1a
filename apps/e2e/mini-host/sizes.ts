import { existsSync, globSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'

import type { AppJson } from './package.ts'

export type PackageSize = {
  /** `main`, or the root of a subpackage. */
  name: string
  bytes: number
}

/** What WeChat downloads: the main package, which comes first and always, and each subpackage when it is needed. */
export function packageSizes(folder: string): PackageSize[] {
  const { subPackages = [] } = JSON.parse(readFileSync(join(folder, 'app.json'), 'utf8')) as AppJson
  const sizes = new Map([['main', 0], ...subPackages.map(({ root }): [string, number] => [cleaned(root), 0])])
  for (const name of globSync('**/*', { cwd: folder })) {
    const { size } = statFile(join(folder, name))
    const path = name.replaceAll('\\', '/')
    const owner = [...sizes.keys()].find((root) => path.startsWith(`${root}/`)) ?? 'main'
    sizes.set(owner, sizes.get(owner)! + size)
  }
  return [...sizes].map(([name, bytes]) => ({ name, bytes }))
}

/**
 * Components that a page or component names and the build has not written. A component and a module whose names differ
 * only in case become one file for the bundler, and one of them is lost.
 */
export function missingComponents(folder: string): string[] {
  return globSync('**/*.json', { cwd: folder }).flatMap((file) => {
    const { usingComponents = {} } = JSON.parse(readFileSync(join(folder, file), 'utf8')) as {
      usingComponents?: Record<string, string>
    }
    return Object.values(usingComponents)
      .map((path) => (path.startsWith('/') ? path.slice(1) : join(dirname(file), path)))
      .filter((path) => !existsSync(join(folder, `${path}.js`)))
      .map((path) => `${path}, used by ${file}`)
  })
}

const cleaned = (root: string): string => root.replace(/^\/|\/$/g, '')

function statFile(path: string): { size: number } {
  const stat = statSync(path)
  return { size: stat.isFile() ? stat.size : 0 }
}

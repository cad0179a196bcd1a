import { createHash } from 'node:crypto'
import { existsSync, globSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

import { root } from '../install.mjs'

/** One thing that is built, and what it is made of. */
export type FrontEnd = {
  name: string
  /** npm project whose script builds it. */
  folder: string
  script: string
  /** Files and folders it is made of, from the root. */
  sources: readonly string[]
  /** Folder it puts its files in, emptied and written anew. */
  output: string
  /** A file without which the build is not there. */
  start: string
  /** Served over HTTP: a compressed copy of each text file lies beside it. */
  served: boolean
}

const shared = ['packages/contract', 'packages/client', 'packages/reference']
const mini = ['apps/mini', ...shared]

export const frontEnds: readonly FrontEnd[] = [
  {
    name: 'console and portal',
    folder: 'apps/console',
    script: 'build',
    sources: ['apps/console', 'package-lock.json', ...shared],
    output: 'apps/console/dist',
    start: 'index.html',
    served: true,
  },
  {
    name: 'H5',
    folder: 'apps/mini',
    script: 'build:h5',
    sources: mini,
    output: 'apps/mini/dist/build/h5',
    start: 'index.html',
    served: true,
  },
  {
    name: 'WeChat mini-program',
    folder: 'apps/mini',
    script: 'build:mp-weixin',
    sources: mini,
    output: 'apps/mini/dist/build/mp-weixin',
    start: 'app.json',
    served: false,
  },
]

const made = /(^|[\\/])(node_modules|dist|unpackage|\.cache)([\\/]|$)|\.test\.ts$/

function filesOf(source: string): string[] {
  const path = join(root, source)
  if (!existsSync(path)) return []
  if (statSync(path).isFile()) return [source]
  return globSync('**/*', { cwd: path, exclude: (name) => made.test(name) })
    .map((name) => `${source}/${name}`)
    .filter((name) => statSync(join(root, name)).isFile())
}

/** Changes whenever a file it is made of changes, comes or goes. */
export function hashOf({ sources, script }: Pick<FrontEnd, 'sources' | 'script'>): string {
  // The mini-program carries the platform's address.
  const hash = createHash('sha256').update(`${script} ${process.env.PLATFORM_URL ?? ''}`)
  for (const file of sources.flatMap(filesOf).sort()) {
    const content = readFileSync(join(root, file))
    hash.update(`\0${file}\0${content.length}\0`).update(content)
  }
  return hash.digest('hex')
}

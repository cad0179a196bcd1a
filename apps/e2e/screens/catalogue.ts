import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { root } from '../../../scripts/install.mjs'
import type { Cast, Query } from './cast.ts'

export type Who = 'nobody' | 'worker' | 'employer'

/** One page in one state, with the address that leads there. */
export type Screen = { name: string; who: Who; address: string }

type PagesJson = {
  pages: Array<{ path: string }>
  subPackages?: Array<{ root: string; pages: Array<{ path: string }> }>
}

const mini = join(root, 'apps/mini/src')

function pagePaths(): string[] {
  const { pages, subPackages = [] } = JSON.parse(readFileSync(join(mini, 'pages.json'), 'utf8')) as PagesJson
  return [
    ...pages.map(({ path }) => path),
    ...subPackages.flatMap((part) => part.pages.map(({ path }) => `${part.root}/${path}`)),
  ]
}

/** Names of the query a page reads: its source says `query?.posting`. */
function readsOf(path: string): string[] {
  const file = join(mini, `${path}.vue`)
  if (!existsSync(file)) return []
  const found = readFileSync(file, 'utf8').matchAll(/\bquery\?\.(\w+)/g)
  return [...new Set([...found].map(([, name]) => name!))]
}

const whoOf = (path: string): Who =>
  path.startsWith('employer/') ? 'employer' : path.startsWith('pages/sign-in/') ? 'nobody' : 'worker'

const searchOf = (query: Query, reads: readonly string[]): string => {
  const pairs = reads.flatMap((name) =>
    query[name] === undefined ? [] : [`${name}=${encodeURIComponent(query[name])}`],
  )
  return pairs.length > 0 ? `?${pairs.join('&')}` : ''
}

/** Every page of the mini-program as H5; those that show one thing, once for each state of it. */
export function h5Screens(cast: Cast): Screen[] {
  return pagePaths().flatMap((path) => {
    const reads = readsOf(path)
    const addresses = new Map<string, string>()
    for (const { name, query } of cast.moments) {
      const address = `/m/${path}${searchOf(query, reads)}`
      if (![...addresses.values()].includes(address)) addresses.set(name, address)
    }
    return [...addresses].map(([moment, address]) => ({
      name: addresses.size > 1 ? `${path} · ${moment}` : path,
      who: whoOf(path),
      address,
    }))
  })
}

import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { root } from '../../../scripts/install.mjs'
import type { Cast, Query } from './cast.ts'
import { consoleScreens } from './console.ts'
import type { PhoneWho, Screen } from './who.ts'

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

const whoOf = (path: string): PhoneWho =>
  path.startsWith('employer/') ? 'employer' : path.startsWith('pages/sign-in/') ? 'nobody' : 'worker'

const searchOf = (query: Query, reads: readonly string[]): string => {
  const pairs = reads.flatMap((name) =>
    query[name] === undefined ? [] : [`${name}=${encodeURIComponent(query[name])}`],
  )
  return pairs.length > 0 ? `?${pairs.join('&')}` : ''
}

/** Every page of the mini-program as H5; those that show one thing, once for each state of it. */
function h5Screens(cast: Cast): Screen[] {
  return pagePaths().flatMap((path) => {
    const reads = readsOf(path)
    const addresses = new Map<string, string>()
    for (const { name, query } of cast.moments) {
      const address = `/m/${path}${searchOf(query, reads)}`
      if (![...addresses.values()].includes(address)) addresses.set(name, address)
    }
    return [...addresses].map(([moment, address]) => ({
      front: 'H5' as const,
      name: addresses.size > 1 ? `${path} · ${moment}` : path,
      who: whoOf(path),
      address,
    }))
  })
}

/** The portal: first page, an address nobody has, a contract's code that holds and one that does not. */
function portalScreens(cast: Cast): Screen[] {
  const at = (name: string, address: string): Screen => ({ front: '门户', name, who: 'nobody', address })
  return [
    at('首页', '/'),
    at('没有这个网页', '/no/such/page'),
    at('查合同 · 没有这份', '/v/ABCDEFGHJKMN'),
    ...cast.contractCodes.map((code) => at('查合同 · 有这份', `/v/${code}`)),
  ]
}

/** Every page of every front end, once for each state of what it shows. */
export function allScreens(cast: Cast): Screen[] {
  return [...h5Screens(cast), ...portalScreens(cast), ...consoleScreens(cast)]
}

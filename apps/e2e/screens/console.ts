import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { rights, type Right } from '@linggong/contract'

import { root } from '../../../scripts/install.mjs'
import type { Cast } from './cast.ts'
import type { DeskWho, Screen } from './who.ts'

/** Whose eyes a page is shown to: the first of these who holds its right. */
const eyes: ReadonlyArray<readonly [DeskWho, string]> = [
  ['employerDesk', 'employer'],
  ['clerk', 'clerk'],
  ['countyOfficer', 'countyOfficer'],
  ['mediator', 'mediator'],
  ['siteManager', 'siteManager'],
  ['cityOfficer', 'cityOfficer'],
  ['auditor', 'auditor'],
]

type Route = { path: string; right: Right | null; title: string }

/** The routes of all areas, as their files say: path, then the meta with title and right. */
function routes(): Route[] {
  const files = globSync('apps/console/src/pages/*/area.ts', { cwd: root }).toSorted()
  return files.flatMap((file) => {
    const source = readFileSync(join(root, file), 'utf8')
    const found = source.matchAll(/path: '([^']+)',\s*component:[^]*?meta: \{([^}]*)\}/g)
    return [...found].map(([, path, meta]) => ({
      path: path!,
      right: (/right: '([^']+)'/.exec(meta!)?.[1] ?? null) as Right | null,
      title: /title: '([^']+)'/.exec(meta!)?.[1] ?? path!,
    }))
  })
}

function whoOf({ path, right }: Route): DeskWho[] {
  if (path === '/') return eyes.map(([who]) => who)
  // The city sees ten counties side by side, an operator the own sites.
  if (path === '/cockpit') return ['countyOfficer', 'cityOfficer', 'siteManager']
  if (right === null) return ['countyOfficer']
  const holders: readonly string[] = rights[right]
  const one = eyes.find(([, role]) => holders.includes(role))
  return one ? [one[0]] : []
}

/**
 * Fills the ids of an address from what the cast has; one address for each state of the thing.
 * @throws Error naming the id nobody in the cast has: add it there, or the page is never looked at
 */
function addressesOf(path: string, who: DeskWho, cast: Cast): Map<string, string> {
  const found = new Map<string, string>()
  const [listed] = Object.keys(cast.listed).filter((param) => path.includes(`:${param}`))
  for (const { name, query } of listed ? cast.listed[listed]! : (cast.desk[who] ?? cast.moments)) {
    const address = path.replaceAll(/:(\w+)/g, (_all, param: string) => {
      const ofDesk = param === 'siteId' ? cast.siteOf[who] : undefined
      const value = ofDesk ?? query[param] ?? query[param.replace(/Id$/, '')] ?? cast.ids[param]
      if (value === undefined) throw new Error(`no one in the cast has a ${param}, which ${path} needs`)
      return encodeURIComponent(value)
    })
    if (![...found.values()].includes(address)) found.set(name, address)
  }
  if (found.size === 0) console.log(`  nothing of the sample data can be shown at ${path}: not looked at`)
  return found
}

/** Certificates opened beside their list, one of each state: which is open stands in the query. */
const openCertificates = (cast: Cast): Screen[] =>
  (cast.listed.qualificationId ?? []).map(({ name, query }) => ({
    front: '工作台',
    name: `/qualifications · ${name}`,
    who: 'countyOfficer',
    address: `/console/qualifications?show=${name === '等核验' ? 'waiting' : 'decided'}&open=${query.qualificationId}`,
  }))

/** Every page of the console, with its states, as the first role that may open it sees it. */
export function consoleScreens(cast: Cast): Screen[] {
  const pages = routes().flatMap((route) =>
    whoOf(route).flatMap((who) => {
      const addresses = addressesOf(route.path, who, cast)
      return [...addresses].map(([moment, address]) => ({
        front: '工作台' as const,
        name: [route.path, ['/', '/cockpit'].includes(route.path) ? who : '', addresses.size > 1 ? moment : '']
          .filter(Boolean)
          .join(' · '),
        who,
        address: `/console${address}`,
      }))
    }),
  )
  const signIn = (as: string, name: string): Screen => ({
    front: '工作台',
    name,
    who: 'visitor',
    address: `/console/sign-in?as=${as}`,
  })
  const helped = pages.find(({ name }) => name.startsWith('/counter/:personId'))
  const unplaced: Screen[] = helped
    ? [{ ...helped, name: '/counter/:personId · 账号没有挂站点', withoutSite: true }]
    : []
  return [
    signIn('employer', '登录 · 用工主体'),
    signIn('staff', '登录 · 工作人员'),
    ...pages,
    ...unplaced,
    ...openCertificates(cast),
    ...cast.programme,
    { front: '工作台', name: '没有这个页面', who: 'countyOfficer', address: '/console/no/such/page' },
  ]
}

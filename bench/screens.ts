import { errors, type Browser, type Locator, type Page } from 'playwright-core'

import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { openContext } from '../apps/e2e/browser/visits.ts'
import { compiledMini } from '../apps/e2e/mini-host/compiled.ts'
import { packageSizes } from '../apps/e2e/mini-host/sizes.ts'
import { makeCast } from '../apps/e2e/screens/cast.ts'
import { allScreens } from '../apps/e2e/screens/catalogue.ts'
import { settled, violations } from '../apps/e2e/screens/look.ts'
import { looksOf, versions, type Looks, type Version } from '../apps/e2e/screens/people.ts'
import { signInAtDesk, staffAccount } from '../apps/e2e/screens/sign-in.ts'
import { withStage, type Stage } from '../apps/e2e/screens/stage.ts'
import { deskStaff, type Screen } from '../apps/e2e/screens/who.ts'
import { root } from '../scripts/install.mjs'
import { firstContentBytes } from './screens/bytes.ts'
import { lighthousePoints, type Points } from './screens/lighthouse.ts'

const KB = 1_000
const limits = { h5: 200 * KB, portal: 200 * KB, console: 400 * KB, mainPackage: 500 * KB, anyPackage: 1_800 * KB }

const kb = (bytes: number): string => `${(bytes / KB).toFixed(0)} KB`

const pagesAtOnce = 3

/** Axe on every page of every front end in both versions; one line for each violation. */
async function lookThrough(stage: Stage, screens: readonly Screen[], looks: Looks): Promise<string[]> {
  const found: string[] = []
  const queue = versions.flatMap((version) => screens.map((screen) => ({ screen, version })))
  const lane = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const { screen, version } = next
      const lines = await lookAt(stage, screen, looks, version)
      found.push(...lines.map((line) => `${screen.front} ${screen.name} (${version}): ${line}`))
    }
  }
  await Promise.all(Array.from({ length: pagesAtOnce }, lane))
  return found.toSorted()
}

/** A page that never comes to rest is told like a violation: nobody can use it, and the others are still looked at. */
async function lookAt({ browser, origin }: Stage, screen: Screen, looks: Looks, version: Version): Promise<string[]> {
  const context = await openContext(browser, origin, {
    device: screen.front === '工作台' ? 'desk' : 'phone',
    storageState: looks[screen.who][version],
  })
  const page = await context.newPage()
  try {
    await page.goto(screen.address)
    await settled(page)
    return await violations(page)
  } catch (error) {
    if (!(error instanceof errors.TimeoutError)) throw error
    return [`does not come to rest: ${error.message.split('\n')[0]}`]
  } finally {
    await context.close()
  }
}

const jobLinks = (page: Page): Locator => page.locator('main a[href*="/pages/jobs/detail"]')

/** From the tap on the first job of the board until its page stands; the median of some, in ms. */
async function tapToNextPage(browser: Browser, origin: string): Promise<number> {
  const context = await openContext(browser, origin)
  const page = await context.newPage()
  const times: number[] = []
  for (let round = 0; round < 7; round++) {
    await page.goto('/m/')
    await settled(page)
    times.push(await tapFirst(page))
  }
  await context.close()
  return times.toSorted((a, b) => a - b)[3]!
}

async function tapFirst(page: Page): Promise<number> {
  const first = jobLinks(page).first()
  const from = page.url()
  const began = performance.now()
  await first.tap()
  await page.waitForURL((url) => url.href !== from)
  await settledVisible(page)
  return Math.round(performance.now() - began)
}

/** What was waited for is on the screen: no quiet line is waited for, which would count too. */
async function settledVisible(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).last().waitFor()
  await page.getByLabel('正在加载').first().waitFor({ state: 'detached' })
}

async function detailAddress(page: Page, origin: string): Promise<string> {
  await page.goto(`${origin}/m/`)
  await settled(page)
  const href = await jobLinks(page).first().getAttribute('href')
  return new URL(href ?? '/m/', origin).href
}

async function allPoints({
  browser,
  origin,
  scene,
}: Stage): Promise<Record<'h5Home' | 'h5Detail' | 'console', Points>> {
  const officer = staffAccount(scene.world, deskStaff.countyOfficer)
  const page = await browser.newPage()
  const detail = await detailAddress(page, origin)
  await page.close()
  return {
    h5Home: await lighthousePoints({ url: `${origin}/m/`, device: 'mobile' }),
    h5Detail: await lighthousePoints({ url: detail, device: 'mobile' }),
    console: await lighthousePoints({
      url: `${origin}/console/`,
      device: 'desktop',
      before: (desk) => signInAtDesk(desk, scene.world, officer),
    }),
  }
}

/** The figures that hold for every machine, against their bounds. */
function tellSize(what: string, bytes: number | null, limit: number): boolean {
  if (bytes === null) {
    console.log(`${what}: not built`)
    return true
  }
  console.log(`${what}: ${kb(bytes)}, aim ≤ ${kb(limit)}`)
  return bytes <= limit
}

async function measure(stage: Stage): Promise<number> {
  const { browser, origin, scene } = stage
  const consoleBuilt = existsSync(join(root, 'apps/console/dist/index.html'))
  const h5FirstContentBytes = await firstContentBytes(browser, `${origin}/m/`)
  const portalFirstContentBytes = consoleBuilt ? await firstContentBytes(browser, `${origin}/`) : null
  const consoleFirstContentBytes = consoleBuilt ? await firstContentBytes(browser, `${origin}/console/`) : null
  const packages = packageSizes(compiledMini)
  const wechatMainPackageBytes = packages[0]!.bytes
  const sizesHold = [
    tellSize('H5, first content (gzip)', h5FirstContentBytes, limits.h5),
    tellSize('portal, first content (gzip)', portalFirstContentBytes, limits.portal),
    tellSize('console, first content (gzip)', consoleFirstContentBytes, limits.console),
    tellSize('WeChat, main package', wechatMainPackageBytes, limits.mainPackage),
    ...packages.slice(1).map(({ name, bytes }) => tellSize(`WeChat, package ${name}`, bytes, limits.anyPackage)),
  ]
  const tapMs = await tapToNextPage(browser, origin)
  console.log(`from tap to next page (H5, median of 7): ${tapMs} ms`)
  const points = await allPoints(stage)
  for (const [page, { performance, accessibility }] of Object.entries(points)) {
    console.log(`lighthouse ${page}: performance ${performance}, accessibility ${accessibility}`)
  }
  const cast = await makeCast(scene)
  const screens = allScreens(cast)
  const found = await lookThrough(stage, screens, await looksOf(browser, origin, scene, cast))
  console.log(`axe: ${found.length} violations on ${screens.length} pages and states, normal and elder`)
  for (const line of found) console.log(`  ${line}`)
  console.log(
    JSON.stringify({
      h5FirstContentBytes,
      portalFirstContentBytes,
      consoleFirstContentBytes,
      wechatMainPackageBytes,
      axeViolations: found.length,
      lighthouse: points,
      tapToNextPageMs: tapMs,
    }),
  )
  return found.length > 0 || sizesHold.includes(false) ? 1 : 0
}

/** What people wait for and download, and whether everybody can use it: H5, portal, console, WeChat packages. */
export function run(): Promise<number> {
  return withStage((line) => console.log(line), measure)
}

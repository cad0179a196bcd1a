import { errors, type Browser, type Locator, type Page } from 'playwright-core'

import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
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
import { lighthousePoints, type Points, type Visit } from './screens/lighthouse.ts'

const KB = 1_000
const limits = { h5: 200 * KB, portal: 200 * KB, console: 400 * KB, mainPackage: 500 * KB, anyPackage: 1_800 * KB }

const kb = (bytes: number): string => `${(bytes / KB).toFixed(0)} KB`

const pagesAtOnce = 3
/** A word of how far it is after so many pages: the whole takes a quarter of an hour and more. */
const pagesBetweenWords = 25

/** Axe on every page of every front end in both versions; one line for each violation. */
async function lookThrough(stage: Stage, screens: readonly Screen[], looks: Looks): Promise<string[]> {
  const found: string[] = []
  const queue = versions.flatMap((version) => screens.map((screen) => ({ screen, version })))
  const all = queue.length
  const lane = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const { screen, version } = next
      if ((all - queue.length) % pagesBetweenWords === 0) console.error(`axe: ${all - queue.length} of ${all}`)
      const lines = await lookAt(stage, screen, looks, version)
      const named = lines.map((line) => `${screen.front} ${screen.name} (${version}): ${line}`)
      for (const line of named) console.error(`axe: ${line}`)
      found.push(...named)
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

type Measured = 'h5Home' | 'h5Detail' | 'console'

async function allPoints({ browser, origin, scene }: Stage, runs: number): Promise<Record<Measured, Points>> {
  const officer = staffAccount(scene.world, deskStaff.countyOfficer)
  const page = await browser.newPage()
  const detail = await detailAddress(page, origin)
  await page.close()
  const before = (desk: Page): Promise<void> => signInAtDesk(desk, scene.world, officer)
  const tell = async (name: Measured, visit: Visit): Promise<Points> => {
    const points = await lighthousePoints(visit, runs)
    const { performance, performanceFrom, performanceTo, accessibility } = points
    const { firstPaintMs, largestPaintMs, blockedMs, shift, machineIndex } = points
    console.log(
      `lighthouse ${name}, median of ${runs}: performance ${performance} (${performanceFrom} to ${performanceTo}), ` +
        `accessibility ${accessibility}; first paint ${firstPaintMs} ms, largest ${largestPaintMs} ms, ` +
        `blocked ${blockedMs} ms, shift ${shift}; machine index ${machineIndex}`,
    )
    return points
  }
  return {
    h5Home: await tell('h5Home', { url: `${origin}/m/`, device: 'mobile' }),
    h5Detail: await tell('h5Detail', { url: detail, device: 'mobile' }),
    console: await tell('console', { url: `${origin}/console/`, device: 'desktop', before }),
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

/** Lighthouse alone: what one looks at while making pages faster. */
async function measureSpeed(stage: Stage, runs: number): Promise<number> {
  console.log(JSON.stringify({ lighthouse: await allPoints(stage, runs) }))
  return 0
}

/** Looks through all pages with axe, says what it found and answers how much. */
async function tellViolations(stage: Stage, only = ''): Promise<number> {
  const { browser, origin, scene } = stage
  const cast = await makeCast(scene)
  const screens = allScreens(cast).filter(({ front, name }) => `${front} ${name}`.includes(only))
  const found = await lookThrough(stage, screens, await looksOf(browser, origin, scene, cast))
  console.log(`axe: ${found.length} violations on ${screens.length} pages and states, normal and elder`)
  for (const line of found) console.log(`  ${line}`)
  return found.length
}

/** Axe alone: what one looks at while making pages that everybody can use. */
async function measureAccess(stage: Stage, only: string): Promise<number> {
  const axeViolations = await tellViolations(stage, only)
  console.log(JSON.stringify({ axeViolations }))
  return axeViolations > 0 ? 1 : 0
}

async function measure(stage: Stage, runs: number): Promise<number> {
  const { browser, origin } = stage
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
  const points = await allPoints(stage, runs)
  const axeViolations = await tellViolations(stage)
  console.log(
    JSON.stringify({
      h5FirstContentBytes,
      portalFirstContentBytes,
      consoleFirstContentBytes,
      wechatMainPackageBytes,
      axeViolations,
      lighthouse: points,
      tapToNextPageMs: tapMs,
    }),
  )
  return axeViolations > 0 || sizesHold.includes(false) ? 1 : 0
}

const usualRuns = 5

/**
 * What people wait for and download, and whether everybody can use it: H5, portal, console, WeChat packages.
 * `--lighthouse`: only how fast the pages come; `--axe`: only who can use them, with
 * `--only WORDS` those pages whose front end and name have them; `--runs N`: how many Lighthouse runs a
 * median is taken of.
 */
export function run(args: readonly string[] = []): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      runs: { type: 'string', default: String(usualRuns) },
      lighthouse: { type: 'boolean', default: false },
      axe: { type: 'boolean', default: false },
      only: { type: 'string', default: '' },
    },
  })
  const runs = Number(values.runs)
  if (!Number.isInteger(runs) || runs < 1) throw new Error('--runs wants a whole number from 1')
  const measured = (stage: Stage): Promise<number> => {
    if (values.axe) return measureAccess(stage, values.only)
    return values.lighthouse ? measureSpeed(stage, runs) : measure(stage, runs)
  }
  return withStage((line) => console.log(line), measured)
}

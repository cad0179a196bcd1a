// npm run pictures [-- --only WORDS] [-- --front FRONT] [-- --chapter CHAPTER]: every page in every state at five widths,
// and the edges of what it must hold.
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Browser, BrowserContext, Page } from 'playwright-core'

import { root } from '../../../scripts/install.mjs'
import { devices, openContext, type Device } from '../browser/visits.ts'
import { makeCast } from '../screens/cast.ts'
import { allScreens } from '../screens/catalogue.ts'
import { settled } from '../screens/look.ts'
import { looksOf, versions, type Looks, type Version } from '../screens/people.ts'
import { withStage, type Stage } from '../screens/stage.ts'
import { withoutSite } from '../screens/without-site.ts'
import { fronts, type Front, type Screen } from '../screens/who.ts'
import { Album } from './album.ts'
import { isFile, slowly, withEmptyCity, withLargeText, withoutAnswer } from './circumstances.ts'

/** The edges, beside a chapter for each front end. */
const edges = { large: '字号放大到两倍', connection: '网络不好', empty: '空的城市' } as const

const { only, front, chapter } = parseArgs({
  options: { only: { type: 'string' }, front: { type: 'string' }, chapter: { type: 'string' } },
}).values
const chapters: readonly string[] = [...fronts, ...Object.values(edges)]
if (chapter !== undefined && !chapters.includes(chapter)) {
  throw new Error(`no chapter «${chapter}»: there are ${chapters.join(', ')}`)
}
if (front !== undefined && !fronts.some((known) => known === front)) {
  throw new Error(`no front «${front}»: there are ${fronts.join(', ')}`)
}
const wanted = (name: string): boolean => chapter === undefined || chapter === name

const widths = Object.keys(devices) as Device[]
const atOnce = 4
/** Pages that mostly wait may be many. */
const waitingAtOnce = 12
const patienceMs = 25_000
const longerThanATimeLimitMs = 20_000

const versionNames: Readonly<Record<Version, string>> = { normal: '标准版', elder: '大字版' }

/** Works through all, some at once. */
async function inLanes<T>(items: readonly T[], work: (item: T) => Promise<void>, lanes = atOnce): Promise<void> {
  const queue = [...items]
  const lane = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) await work(next)
  }
  await Promise.all(Array.from({ length: lanes }, lane))
}

/** What kept the page from standing whole; the picture is taken all the same. */
async function openWhole(page: Page, address: string): Promise<string> {
  page.setDefaultTimeout(patienceMs)
  await page.goto(address)
  try {
    await settled(page)
    return ''
  } catch (error) {
    return `还没有显示完:${error instanceof Error ? error.message.split('\n')[0] : String(error)}`
  }
}

async function inPage(context: BrowserContext, work: (page: Page) => Promise<void>): Promise<void> {
  const page = await context.newPage()
  try {
    await work(page)
  } finally {
    await page.close()
  }
}

/** Phones show the mini-program and the portal; the console is made for desks and a tablet at the least. */
const widthsOf: Readonly<Record<Front, readonly Device[]>> = {
  H5: widths,
  门户: widths,
  工作台: ['tablet', 'desk', 'wideDesk'],
}

async function everyPage(stage: Stage, screens: readonly Screen[], looks: Looks, album: Album) {
  for (const front of fronts.filter(wanted)) {
    const own = screens.filter((screen) => screen.front === front)
    for (const device of widthsOf[front]) {
      for (const version of versions) {
        await inLanes(own, (screen) => onePicture(stage, screen, looks, { device, version }, album))
        console.log(`${front}, ${devices[device].width} px, ${version}: ${own.length} pictures`)
      }
    }
  }
}

async function onePicture(
  { browser, origin }: Stage,
  { front, name, who, address, ...more }: Screen,
  looks: Looks,
  { device, version }: { device: Device; version: Version },
  album: Album,
) {
  const context = await openContext(browser, origin, { device, storageState: looks[who][version] })
  if (more.withoutSite) await withoutSite(context)
  await inPage(context, async (page) => {
    const note = await openWhole(page, address)
    const how = `${devices[device].width} ${versionNames[version]}`
    await album.take(page, { chapter: front, page: name, how }, note)
  })
  await context.close()
}

/** The smallest phone with the larger version is the narrowest a page ever gets. */
const largeOn = [
  { device: 'phone', version: 'normal' },
  { device: 'smallPhone', version: 'elder' },
] as const

async function largeText({ origin }: Stage, screens: readonly Screen[], looks: Looks, album: Album) {
  for (const [who, own] of Map.groupBy(screens, (screen) => screen.who)) {
    const atDesk = own.some(({ front }) => front === '工作台')
    for (const { device, version } of atDesk ? [{ device: 'desk', version: 'normal' } as const] : largeOn) {
      const how = `${devices[device].width} ${versionNames[version]}`
      await withLargeText(origin, { kept: looks[who][version], device }, (context) =>
        inLanes(own, ({ name, address }) =>
          inPage(context, async (page) => {
            const note = await openWhole(page, address)
            await album.take(page, { chapter: edges.large, page: name, how }, note)
          }),
        ),
      )
      console.log(`${edges.large}, ${who}, ${how}: ${own.length} pictures`)
    }
  }
}

/** While an answer is waited for, when it has come after 8 s, and when none comes. */
async function badConnection({ browser, origin }: Stage, screens: readonly Screen[], looks: Looks, album: Album) {
  const shown = async ({ front, name, who, address }: Screen): Promise<void> => {
    const caption = { chapter: edges.connection, page: name }
    const visit = { device: front === '工作台' ? 'desk' : 'phone', storageState: looks[who].normal } as const
    const slow = await openContext(browser, origin, visit)
    await slowly(slow, 8_000)
    await inPage(slow, async (page) => {
      await page.goto(address)
      await page.waitForTimeout(2_000)
      await album.take(page, { ...caption, how: '等了2秒' })
      const note = await openWhole(page, address)
      await album.take(page, { ...caption, how: '8秒才回应' }, note)
    })
    await slow.close()
    const silent = await openContext(browser, origin, visit)
    await withoutAnswer(silent)
    await inPage(silent, async (page) => {
      // A page that is itself an answer of the server does not come at all: the browser says so in its own words.
      if (!isFile(address)) return
      await page.goto(address)
      await page.waitForTimeout(longerThanATimeLimitMs)
      await album.take(page, { ...caption, how: '一直不回应' })
    })
    await silent.close()
  }
  await inLanes(screens, shown, waitingAtOnce)
}

async function emptyCity(browser: Browser, album: Album): Promise<void> {
  const addresses = ['/', '/m/', '/m/pages/sign-in/phone', '/console/']
  await withEmptyCity(async ({ url }) => {
    for (const device of ['phone', 'desk'] as const) {
      const context = await openContext(browser, url, { device })
      for (const address of addresses) {
        await inPage(context, async (page) => {
          const note = await openWhole(page, address)
          await album.take(page, { chapter: edges.empty, page: address, how: `${devices[device].width}` }, note)
        })
      }
      await context.close()
    }
  })
}

async function takeAll(stage: Stage): Promise<void> {
  const album = new Album(join(root, 'pictures'))
  const cast = await makeCast(stage.scene)
  const looks = await looksOf(stage.browser, stage.origin, stage.scene, cast)
  const screens = allScreens(cast).filter(
    (screen) => (!only || screen.name.includes(only)) && (!front || screen.front === front),
  )
  await everyPage(stage, screens, looks, album)
  const plain = screens.filter((screen) => !screen.withoutSite)
  if (wanted(edges.large)) await largeText(stage, plain, looks, album)
  if (wanted(edges.connection)) await badConnection(stage, plain, looks, album)
  if (!only && wanted(edges.empty)) await emptyCity(stage.browser, album)
  console.log(`${album.size} pictures: ${album.bind()}`)
}

await withStage((line) => console.log(line), takeAll)

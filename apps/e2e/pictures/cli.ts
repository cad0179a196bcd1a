// npm run pictures [-- --only WORDS]: every page in every state at five widths, and the edges of what it must hold.
import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'

import { root } from '../../../scripts/install.mjs'
import { devices, openContext, type Device } from '../browser/visits.ts'
import { makeCast } from '../screens/cast.ts'
import { allScreens } from '../screens/catalogue.ts'
import { settled } from '../screens/look.ts'
import { looksOf, versions, type Looks, type Version } from '../screens/people.ts'
import { withStage, type Stage } from '../screens/stage.ts'
import { fronts, type Front, type Screen } from '../screens/who.ts'
import { Album } from './album.ts'
import { slowly, withEmptyCity, withLargeText, withoutAnswer } from './circumstances.ts'

const only = process.argv.includes('--only') ? process.argv[process.argv.indexOf('--only') + 1] : undefined
const widths = Object.keys(devices) as Device[]
const atOnce = 4
const patienceMs = 25_000
const longerThanATimeLimitMs = 20_000

/** Works through all, some at once. */
async function inLanes<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const queue = [...items]
  const lane = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) await work(next)
  }
  await Promise.all(Array.from({ length: atOnce }, lane))
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
  for (const front of fronts) {
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
  { front, name, who, address }: Screen,
  looks: Looks,
  { device, version }: { device: Device; version: Version },
  album: Album,
) {
  const context = await openContext(browser, origin, { device, storageState: looks[who][version] })
  await inPage(context, async (page) => {
    const note = await openWhole(page, address)
    const how = `${devices[device].width} ${version === 'elder' ? '大字版' : '标准版'}`
    await album.take(page, { chapter: front, page: name, how }, note)
  })
  await context.close()
}

async function largeText({ origin }: Stage, screens: readonly Screen[], looks: Looks, album: Album) {
  for (const who of ['nobody', 'worker', 'employer'] as const) {
    await withLargeText(origin, looks[who].normal, (context) =>
      inLanes(
        screens.filter((screen) => screen.who === who),
        ({ name, address }) =>
          inPage(context, async (page) => {
            const note = await openWhole(page, address)
            await album.take(page, { chapter: '字号放大到两倍', page: name, how: '390' }, note)
          }),
      ),
    )
  }
}

/** While an answer is waited for, when it has come after 8 s, and when none comes. */
async function badConnection({ browser, origin }: Stage, screens: readonly Screen[], looks: Looks, album: Album) {
  await inLanes(screens, async ({ name, who, address }) => {
    const caption = { chapter: '网络不好', page: name }
    const slow = await openContext(browser, origin, { storageState: looks[who].normal })
    await slowly(slow, 8_000)
    await inPage(slow, async (page) => {
      await page.goto(address)
      await page.waitForTimeout(2_000)
      await album.take(page, { ...caption, how: '等了2秒' })
      const note = await openWhole(page, address)
      await album.take(page, { ...caption, how: '8秒才回应' }, note)
    })
    await slow.close()
    const silent = await openContext(browser, origin, { storageState: looks[who].normal })
    await withoutAnswer(silent)
    await inPage(silent, async (page) => {
      await page.goto(address)
      await page.waitForTimeout(longerThanATimeLimitMs)
      await album.take(page, { ...caption, how: '一直不回应' })
    })
    await silent.close()
  })
}

async function emptyCity(browser: Browser, album: Album): Promise<void> {
  const addresses = ['/', '/m/', '/m/pages/sign-in/phone', '/console/']
  await withEmptyCity(async ({ url }) => {
    for (const device of ['phone', 'desk'] as const) {
      const context = await openContext(browser, url, { device })
      for (const address of addresses) {
        await inPage(context, async (page) => {
          const note = await openWhole(page, address)
          await album.take(page, { chapter: '空的城市', page: address, how: `${devices[device].width}` }, note)
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
  const screens = allScreens(cast).filter(({ name }) => !only || name.includes(only))
  const onPhones = screens.filter(({ front }) => front === 'H5')
  await everyPage(stage, screens, looks, album)
  await largeText(stage, onPhones, looks, album)
  await badConnection(stage, onPhones, looks, album)
  if (!only) await emptyCity(stage.browser, album)
  console.log(`${album.size} pictures: ${album.bind()}`)
}

await withStage((line) => console.log(line), takeAll)

import type { Page, Route } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'

import { publishFunded } from '../api/test/journey/jobs.ts'
import { employer } from '../api/test/journey/people.ts'
import { somePlaceIn } from '../api/test/journey/places.ts'
import { browse, play } from './browser/browse.ts'

/** Whatever day the clock stands at: there is something on the board. */
beforeAll(() =>
  play(async (scene) => {
    const place = somePlaceIn('350982')
    const firm = await employer(scene.world, { name: '福鼎市看得见茶业有限公司', place })
    await publishFunded(scene, firm, { occupation: '茶园工', title: '采茶青', place, days: [1, 2], yuan: 30 })
    await scene.world.settle()
  }),
)

const looked = [
  'header',
  'h1',
  '.go',
  '.chip',
  '.map',
  'article',
  'article h2',
  'article p',
  '.badge',
  '.listen',
  '.acts',
  'nav a',
  'section',
  'section h2',
  'section p',
  '.fact',
  '.value',
  '.next > *',
]

/** Where everything stands and what it says, in half pixels; `within` is the picture or the page. */
function layoutOf(page: Page, within: string): Promise<string[]> {
  const selector = looked.map((one) => `${within} ${one}`).join(', ')
  return page.$$eval(selector, (elements) =>
    elements.map((element) => {
      const { x, y, width, height } = (
        element as unknown as { getBoundingClientRect(): DOMRectLike }
      ).getBoundingClientRect()
      const place = [x, y, width, height].map((length) => Math.round(length * 2) / 2)
      return [(element as unknown as { textContent: string }).textContent.replaceAll(/\s/g, ''), ...place].join(' ')
    }),
  )
}
type DOMRectLike = { x: number; y: number; width: number; height: number }

/** Holds the page's script back until it is let go. */
async function withoutScript(page: Page): Promise<() => Promise<void>> {
  const held: Route[] = []
  let free = false
  await page.route(/\/m\/assets\/index-[^/]*\.js$/, (route) => (free ? route.continue() : void held.push(route)))
  return async () => {
    free = true
    // That of a page left meanwhile is gone.
    await Promise.allSettled(held.map((route) => route.continue()))
  }
}

/**
 * Opens the page, anew where the platform had the answer to `asks` too late when it wrote the page: a busy machine sends
 * it without, and its script asks as ever.
 */
async function openAnswered(page: Page, asks: string, open: () => Promise<unknown>): Promise<void> {
  const answered = async () =>
    (await page.locator('#first-answers').textContent())?.includes(`"${asks}`) ? undefined : 'without its answer'
  await open()
  for (let tries = 1; tries < 20 && (await answered()); tries++) await page.reload({ waitUntil: 'commit' })
  expect(await answered()).toBeUndefined()
}

test.each(['大字版', '标准版'])(
  'the board is there before its script, and nothing moves when it comes (then %s)',
  (way) =>
    browse(async (visits) => {
      const { page } = await visits.open()
      if (way === '标准版') {
        await page.goto('/m/')
        await page.getByRole('button', { name: '大字版' }).click()
      }
      const asked: string[] = []
      page.on('request', (request) => asked.push(new URL(request.url()).pathname))
      const letGo = await withoutScript(page)
      await openAnswered(page, '/board', () => page.goto('/m/', { waitUntil: 'commit' }))
      await page.locator('#first article').first().waitFor()
      expect(await page.locator('#first a[href*="/jobs/detail"]').count()).toBeGreaterThan(0)
      const picture = await layoutOf(page, '#first')
      await letGo()
      await page.locator('#first').waitFor({ state: 'detached' })
      await page.getByRole('button', { name: way }).waitFor()
      const stands = new Set(await layoutOf(page, '#app'))
      expect(picture.filter((line) => !stands.has(line))).toEqual([])
      expect(asked.filter((path) => /^\/(board|platform|sites)/.test(path))).toEqual([])
    }),
)

test.each(['大字版', '标准版'])('so is the page of a job, with everything it says (then %s)', (way) =>
  browse(async (visits) => {
    const { page } = await visits.open()
    await page.goto('/m/')
    if (way === '标准版') await page.getByRole('button', { name: '大字版' }).click()
    const job = page.locator('#app article').filter({ hasText: '采茶青' }).first()
    const href = (await job.getByRole('link').first().getAttribute('href')) ?? ''
    const letGo = await withoutScript(page)
    await openAnswered(page, '/employers/', () => page.goto(href, { waitUntil: 'commit' }))
    await page.locator('#first[data-whole] .fact').first().waitFor()
    const picture = await layoutOf(page, '#first')
    expect(picture.some((line) => line.startsWith('我要去'))).toBe(true)
    await letGo()
    await page.locator('#first').waitFor({ state: 'detached' })
    await page.getByRole('button', { name: way }).waitFor()
    const stands = new Set(await layoutOf(page, '#app'))
    expect(picture.filter((line) => !stands.has(line))).toEqual([])
  }),
)

test('a job opens from the picture by its link alone, with what its page asks first', () =>
  browse(async (visits) => {
    const { page } = await visits.open()
    const letGo = await withoutScript(page)
    await openAnswered(page, '/board', () => page.goto('/m/', { waitUntil: 'commit' }))
    const title = await page.locator('#first h2').first().innerText()
    const asked: string[] = []
    page.on('request', (request) => asked.push(new URL(request.url()).pathname))
    await openAnswered(page, '/postings/', async () => {
      await page.locator('#first article a').first().click()
      await page.waitForURL(/jobs\/detail/, { waitUntil: 'commit' })
    })
    await letGo()
    await page.getByRole('heading', { level: 1, name: title }).waitFor()
    expect(asked.filter((path) => /^\/(postings|employers|platform|sites)/.test(path))).toEqual([])
  }))

/** Taps the first job; answers its title. */
async function openFirstJob(page: Page): Promise<string> {
  const first = page.locator('#app article a').first()
  const title = await first.getByRole('heading').innerText()
  await first.click()
  return title
}

test('a page whose script does not come says so, goes back to where one was, and opens when the line is back', () =>
  browse(async (visits) => {
    const { page, context } = await visits.open({ offline: true })
    // Nothing is fetched beforehand for somebody who saves data.
    await page.addInitScript(() => {
      const { connection } = navigator as unknown as { connection: object }
      Object.defineProperty(Object.getPrototypeOf(connection), 'saveData', { get: () => true })
    })
    await page.goto('/m/')
    await page.locator('#first').waitFor({ state: 'detached' })
    await context.setOffline(true)
    const title = await openFirstJob(page)
    await page.getByText('网络不通,这一页还没拿到手机里').waitFor()
    await page.getByRole('button', { name: '再试' }).click()
    await page.getByText('还是连不上').waitFor()
    await context.setOffline(false)
    await page.getByRole('button', { name: '再试' }).click()
    await page.getByRole('heading', { level: 1, name: title }).waitFor()
    expect(new URL(page.url()).pathname).toBe('/m/pages/jobs/detail')
  }))

test('what people go to next is fetched beforehand, and opens without a connection', () =>
  browse(async (visits) => {
    const { page, context } = await visits.open({ offline: true })
    // One after the other: when this one comes, those of a job's page are there.
    const fetched = page.waitForResponse((response) => /pages-work-list/.test(response.url()) && response.ok())
    await page.goto('/m/')
    await fetched
    await page.locator('#first').waitFor({ state: 'detached' })
    await context.setOffline(true)
    await openFirstJob(page)
    await page.getByText('现在连不上网').waitFor()
    expect(await page.getByRole('button', { name: '再试一次' }).isVisible()).toBe(true)
  }))

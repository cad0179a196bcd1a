import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type BrowserContext, type Route } from 'playwright-core'

import { startPlatform, type Platform } from '../../api/test/platform.ts'
import { launchOptions } from '../browser/chromium.ts'
import { devices, type Device } from '../browser/visits.ts'
import type { Kept } from '../screens/sign-in.ts'

/** Whether an address (whole or from the root) is answered by a file that lies ready. */
export const isFile = (url: string): boolean =>
  /^\/(m|console|assets)\/|^\/$/.test(new URL(url, 'http://localhost').pathname)

/** Pages come as a platform hands them out that has no answer ready: plain. */
async function handOn(route: Route): Promise<void> {
  const { pathname, origin } = new URL(route.request().url())
  if (route.request().resourceType() !== 'document' || !pathname.startsWith('/m/')) return route.continue()
  return route.fulfill({ response: await route.fetch({ url: `${origin}/m/index.html` }) })
}

/** Every answer of the platform comes this much later; its files come at once. */
export async function slowly(context: BrowserContext, delayMs: number): Promise<void> {
  await context.route('**/*', async (route) => {
    if (!isFile(route.request().url())) await new Promise((resolve) => setTimeout(resolve, delayMs))
    // The page may be closed meanwhile.
    await handOn(route).catch(() => undefined)
  })
}

/** The platform takes every request and answers none. */
export async function withoutAnswer(context: BrowserContext): Promise<void> {
  await context.route('**/*', async (route) => {
    if (isFile(route.request().url())) await handOn(route)
  })
}

/** A device whose owner has set text twice as large in the browser's settings. */
export async function withLargeText<T>(
  origin: string,
  { kept, device }: { kept: Kept; device: Device },
  work: (context: BrowserContext) => Promise<T>,
): Promise<T> {
  const profile = mkdtempSync(join(tmpdir(), 'linggong-large-text-'))
  mkdirSync(join(profile, 'Default'))
  const webprefs = { default_font_size: 32, default_fixed_font_size: 26 }
  writeFileSync(join(profile, 'Default', 'Preferences'), JSON.stringify({ webkit: { webprefs } }))
  const { width, height, touch } = devices[device]
  const context = await chromium.launchPersistentContext(profile, {
    ...launchOptions(),
    baseURL: origin,
    viewport: { width, height },
    hasTouch: touch,
    isMobile: touch,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
  })
  try {
    await context.addCookies(kept.cookies)
    const items = kept.origins.find((one) => one.origin === origin)?.localStorage ?? []
    const page = await context.newPage()
    await page.goto('/m/pages/lost')
    for (const { name, value } of items) await page.evaluate(setItem, { name, value })
    await page.close()
    return await work(context)
  } finally {
    await context.close()
    rmSync(profile, { recursive: true, force: true })
  }
}

/** Runs in the page. */
function setItem({ name, value }: { name: string; value: string }): void {
  const { localStorage } = globalThis as unknown as { localStorage: { setItem(name: string, value: string): void } }
  localStorage.setItem(name, value)
}

/** A city on its first day: nobody has registered, nothing is posted, no site is open. */
export async function withEmptyCity<T>(work: (platform: Platform) => Promise<T>): Promise<T> {
  const dataDir = mkdtempSync(join(tmpdir(), 'linggong-empty-'))
  // Written last by the seed: where it lies, there is nothing left to seed.
  writeFileSync(join(dataDir, 'sample-accounts.json'), '[]')
  const platform = await startPlatform({ dataDir })
  try {
    return await work(platform)
  } finally {
    await platform.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import lighthouse, { desktopConfig } from 'lighthouse'
import { chromium, type Page } from 'playwright-core'

import { launchOptions } from '../../apps/e2e/browser/chromium.ts'

/** Points of a hundred. */
export type Points = { performance: number; accessibility: number }

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

type Visit = {
  url: string
  device: 'mobile' | 'desktop'
  /** What is done in the same browser before, such as signing in. */
  before?: (page: Page) => Promise<void>
}

const tries = 3

/** Lighthouse's own settings (mobile: a slow phone on slow 4G) in a browser of its own. */
export async function lighthousePoints(visit: Visit): Promise<Points> {
  for (let tried = 1; ; tried++) {
    try {
      return await measureOnce(visit)
    } catch (error) {
      // On a busy machine it sometimes misses the beginning of its own recording, and says so.
      if (!(error instanceof NotRecorded) || tried === tries) throw error
    }
  }
}

class NotRecorded extends Error {}

async function measureOnce({ url, device, before }: Visit): Promise<Points> {
  const port = await freePort()
  const profile = mkdtempSync(join(tmpdir(), 'linggong-lighthouse-'))
  const { args, ...options } = launchOptions()
  const context = await chromium.launchPersistentContext(profile, {
    ...options,
    baseURL: new URL(url).origin,
    args: [...(args ?? []), `--remote-debugging-port=${port}`],
  })
  try {
    if (before) await before(await context.newPage())
    const result = await lighthouse(
      url,
      { port, onlyCategories: ['performance', 'accessibility'], disableStorageReset: Boolean(before) },
      device === 'desktop' ? desktopConfig : undefined,
    )
    if (!result || result.lhr.runtimeError)
      throw new Error(`lighthouse: ${result?.lhr.runtimeError?.message ?? 'no result'}`)
    const { performance, accessibility } = result.lhr.categories
    const points = (score: number | null | undefined): number => Math.round((score ?? 0) * 100)
    return { performance: points(performance?.score), accessibility: points(accessibility?.score) }
  } finally {
    await context.close()
    rmSync(profile, { recursive: true, force: true })
  }
}

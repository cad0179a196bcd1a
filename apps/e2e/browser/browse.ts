import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { inject } from 'vitest'

import { openScene, type Scene } from '../../api/test/journey/story.ts'
import { openWorld, type World } from '../../api/test/journey/world.ts'
import { root } from '../../../scripts/install.mjs'
import { visitsOf, type Visits } from './visits.ts'

const { platform, browserEndpoint } = inject('screens')
const browser = await chromium.connect(browserEndpoint)

export const origin = platform.url

let opened: Promise<World> | undefined
/** The platform over HTTP, with its clock and the outside world: for what a story needs before a page is opened. */
export function world(): Promise<World> {
  if (!platform.sandboxUrl) throw new Error('browser tests need a demonstration with its sandbox')
  opened ??= openWorld({ ...platform, sandboxUrl: platform.sandboxUrl, stop: async () => undefined }, () => undefined)
  return opened
}

/** Runs a story; within it `scene.until` moves the platform's clock. */
export async function play(story: (scene: Scene) => Promise<void>): Promise<void> {
  const scene = openScene(await world())
  await scene.world.clock.runAll([() => story(scene)])
}

const failures = join(root, '.cache', 'browser-failures')

/** What the pages showed when a story stopped, for whoever looks for the reason. */
async function keepPictures(visits: Visits): Promise<string[]> {
  mkdirSync(failures, { recursive: true })
  return Promise.all(
    // Pages a story opened itself among them; closed ones have nothing to show.
    visits.all
      .flatMap(({ context }) => context.pages())
      .map(async (page, index) => {
        const file = join(failures, `${Date.now()}-${index}.png`)
        await page.screenshot({ path: file })
        return `${page.url()}: ${file}`
      }),
  )
}

/**
 * Opens browsers for one story and closes them; at its end none of them may have done what the guard forbids.
 * @throws the story's own error with addresses, pictures and the guards' findings added
 */
export async function browse(story: (visits: Visits) => Promise<void>): Promise<void> {
  const visits = visitsOf(browser, origin)
  try {
    await story(visits)
  } catch (error) {
    const pictures = await keepPictures(visits)
    const findings = await visits.close()
    const told = [...pictures, ...findings].map((line) => `\n  ${line}`).join('')
    if (error instanceof Error) error.message += told
    throw error
  }
  const findings = await visits.close()
  if (findings.length > 0) throw new Error(`what no page may do:${findings.map((line) => `\n  ${line}`).join('')}`)
}

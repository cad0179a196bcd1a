import type { Browser } from 'playwright-core'

import { attachPlatform, type Platform } from '../../api/test/platform.ts'
import { openScene, type Scene } from '../../api/test/journey/story.ts'
import { openWorld } from '../../api/test/journey/world.ts'
import { buildFrontEnds } from '../../../scripts/front-ends/build.ts'
import { frontEnds } from '../../../scripts/front-ends/sources.ts'
import { launchChromium } from '../browser/chromium.ts'

export type Say = (line: string) => void

/** A seeded platform with its pages built, a browser, and what a story needs. */
export type Stage = { platform: Platform; origin: string; browser: Browser; scene: Scene }

/** Runs on the platform at DATA_DIR, or on one of its own, and ends what it began. */
export async function withStage<T>(say: Say, work: (stage: Stage) => Promise<T>): Promise<T> {
  await buildFrontEnds(frontEnds, say)
  const platform = await attachPlatform(say)
  try {
    if (!platform.sandboxUrl) throw new Error('this needs a demonstration with its sandbox')
    const browser = await launchChromium()
    try {
      const world = await openWorld({ ...platform, sandboxUrl: platform.sandboxUrl }, () => undefined)
      const scene = openScene(world)
      let answer: { value: T } | undefined
      await world.clock.runAll([
        async () => {
          answer = { value: await work({ platform, origin: platform.url, browser, scene }) }
        },
      ])
      if (!answer) throw new Error('the work ended without an answer')
      return answer.value
    } finally {
      await browser.close()
    }
  } finally {
    await platform.stop()
  }
}

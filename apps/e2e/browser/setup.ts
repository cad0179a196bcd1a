import type { TestProject } from 'vitest/node'

import { attachPlatform, startPlatform, type Platform } from '../../api/test/platform.ts'
import { buildFrontEnds } from '../../../scripts/front-ends/build.ts'
import { frontEnds } from '../../../scripts/front-ends/sources.ts'
import { serveChromium } from './chromium.ts'

/** What a browser test gets by `inject('screens')`: one seeded platform and one browser for the run. */
export type Screens = { platform: Omit<Platform, 'stop'>; browserEndpoint: string }

declare module 'vitest' {
  interface ProvidedContext {
    screens: Screens
  }
}

/** Global set-up of the browser tests: all front ends built, a platform of its own, a browser to connect to. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const browser = await serveChromium()
  try {
    await buildFrontEnds(frontEnds, (line) => console.log(line))
    // Whoever writes tests names a platform that runs already, and waits for no seed.
    const { stop, ...platform } = await (process.env.DATA_DIR ? attachPlatform(console.log) : startPlatform())
    project.provide('screens', { platform, browserEndpoint: browser.wsEndpoint() })
    return async () => {
      await browser.close()
      await stop()
    }
  } catch (error) {
    await browser.close()
    throw error
  }
}

import type { Browser } from 'playwright-core'

import type { World } from '../../api/test/journey/world.ts'
import { openContext } from '../browser/visits.ts'
import type { Cast } from './cast.ts'
import type { Who } from './catalogue.ts'
import { signInOnPhone, type Kept } from './sign-in.ts'

export const versions = ['normal', 'elder'] as const
export type Version = (typeof versions)[number]
export type Phones = Record<Who, Record<Version, Kept>>

/** What each of the cast has on the phone once signed in, in both versions; the pages do it all. */
export async function phonesOf(browser: Browser, origin: string, world: World, cast: Cast): Promise<Phones> {
  async function kept(phone: string | null): Promise<Record<Version, Kept>> {
    const context = await openContext(browser, origin)
    const page = await context.newPage()
    if (phone) await signInOnPhone(page, world, phone)
    else await page.goto('/m/')
    const normal = await context.storageState()
    await page.getByRole('button', { name: '大字版' }).first().click()
    const elder = await context.storageState()
    await context.close()
    return { normal, elder }
  }
  return {
    nobody: await kept(null),
    worker: await kept(cast.worker.phone),
    employer: await kept(cast.employer.owner.phone),
  }
}

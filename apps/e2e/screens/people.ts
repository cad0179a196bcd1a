import type { Browser, Page } from 'playwright-core'

import type { Scene } from '../../api/test/journey/story.ts'
import { later } from '../../api/test/journey/world.ts'
import { openContext } from '../browser/visits.ts'
import type { Cast } from './cast.ts'
import { signInAtDesk, signInOnPhone, signInPhoneAtDesk, staffAccount, type Kept } from './sign-in.ts'
import { deskStaff, type DeskStaff, type DeskWho, type PhoneWho, type Who } from './who.ts'

export const versions = ['normal', 'elder'] as const
export type Version = (typeof versions)[number]
export type Looks = Record<Who, Record<Version, Kept>>

/** Somebody's browser in both versions, once what `before` does is done; the pages do it all. */
async function keptBy(
  browser: Browser,
  origin: string,
  device: 'phone' | 'desk',
  before: (page: Page) => Promise<void>,
): Promise<Record<Version, Kept>> {
  const context = await openContext(browser, origin, { device })
  const page = await context.newPage()
  await before(page)
  const normal = await context.storageState()
  await page.goto(device === 'phone' ? '/m/' : '/')
  await page.getByRole('button', { name: '大字版' }).first().click()
  const elder = await context.storageState()
  await context.close()
  return { normal, elder }
}

/** What everyone's browser keeps once signed in: the cast on phones and at a desk, the staff at theirs. */
export async function looksOf(browser: Browser, origin: string, scene: Scene, cast: Cast): Promise<Looks> {
  const { world } = scene
  const onPhone = (phone: string | null): Promise<Record<Version, Kept>> =>
    keptBy(browser, origin, 'phone', async (page) => {
      if (phone) await signInOnPhone(page, world, phone)
      else await page.goto('/m/')
    })
  const atDesk = (role: DeskStaff): Promise<Record<Version, Kept>> =>
    keptBy(browser, origin, 'desk', (page) => signInAtDesk(page, world, staffAccount(world, deskStaff[role])))
  const phones: Record<PhoneWho, Record<Version, Kept>> = {
    nobody: await onPhone(null),
    worker: await onPhone(cast.worker.phone),
    employer: await onPhone(cast.employer.owner.phone),
  }
  const owner = cast.employer.owner.phone
  if (owner === null) throw new Error('the employer of the cast has no phone to sign in with')
  // The same number may not ask for its next code at once.
  await scene.until(later(world.clock.now(), 5))
  const desks: Record<DeskWho, Record<Version, Kept>> = {
    visitor: await keptBy(browser, origin, 'desk', async (page) => void (await page.goto('/'))),
    employerDesk: await keptBy(browser, origin, 'desk', (page) => signInPhoneAtDesk(page, world, owner)),
    countyOfficer: await atDesk('countyOfficer'),
    cityOfficer: await atDesk('cityOfficer'),
    clerk: await atDesk('clerk'),
    siteManager: await atDesk('siteManager'),
    mediator: await atDesk('mediator'),
    marketOperator: await atDesk('marketOperator'),
    auditor: await atDesk('auditor'),
  }
  return { ...phones, ...desks }
}

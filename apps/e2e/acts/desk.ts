import type { Page } from 'playwright-core'

import type { Person } from '../../api/test/journey/people.ts'
import type { Scene } from '../../api/test/journey/story.ts'
import { later } from '../../api/test/journey/world.ts'
import type { Visits } from '../browser/visits.ts'
import { signInPhoneAtDesk } from '../screens/sign-in.ts'

/** An employer's computer: everything is found by what the person reads. */
export type Desk = {
  page: Page
  owner: Person
  /** Opens a page of the console anew. */
  open(path: string): Promise<void>
  press(name: string | RegExp): Promise<void>
  follow(name: string): Promise<void>
  /** Presses a button of the window that asks. */
  answer(name: string): Promise<void>
  see(text: string | RegExp): Promise<void>
}

/** Somebody sits down at the computer and signs in by phone. */
export async function desk(scene: Scene, visits: Visits, owner: Person): Promise<Desk> {
  const { world } = scene
  // A number that has just had a code waits a little for the next one.
  await scene.until(later(world.clock.now(), 2))
  const { page } = await visits.open({ device: 'desk' })
  await signInPhoneAtDesk(page, world, owner.phone ?? '')
  return {
    page,
    owner,
    async open(path) {
      await page.goto(`/console${path}`)
      await page.getByRole('heading', { level: 1 }).waitFor()
    },
    async press(name) {
      await page
        .getByRole('button', { name, exact: typeof name === 'string' })
        .first()
        .click()
    },
    async follow(name) {
      await page.locator('main').getByRole('link', { name, exact: true }).first().click()
    },
    async answer(name) {
      await page.getByRole('dialog').getByRole('button', { name, exact: true }).click()
    },
    async see(text) {
      await page.getByText(text).first().waitFor()
    },
  }
}

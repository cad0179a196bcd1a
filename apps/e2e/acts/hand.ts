import { gcj02ToWgs84 } from '@linggong/reference'
import type { Page } from 'playwright-core'

import type { Place } from '../../api/test/journey/places.ts'
import type { Scene } from '../../api/test/journey/story.ts'
import { later, type World } from '../../api/test/journey/world.ts'
import type { Visit, Visits } from '../browser/visits.ts'
import { signInOnPhone } from '../screens/sign-in.ts'

export type Version = 'normal' | 'elder'

const dayMs = 86_400_000

/** Tomorrow by the platform's clock, in days after the run began: stories before this one may have moved it. */
export function tomorrow(scene: Scene): number {
  return Math.floor((scene.world.clock.now().getTime() - scene.at(0, '00:00').getTime()) / dayMs) + 1
}

/** A phone in somebody's hand: everything is found by what the person reads or hears. */
export type Hand = {
  page: Page
  visit: Visit
  world: World
  phone: string
  /** Opens a page of the mini-program anew, as after a notice: what the platform's clock says is asked again. */
  open(path: string): Promise<void>
  tap(name: string | RegExp): Promise<void>
  fill(label: string, text: string): Promise<void>
  /** One of the choices under this heading. */
  choose(group: string, option: string | RegExp): Promise<void>
  see(text: string | RegExp): Promise<void>
  /** No button says this any more, not even that it is being done. */
  gone(button: RegExp): Promise<void>
  /** The digits of the newest SMS, into the field for them. */
  fillCode(): Promise<void>
  /** Goes there: the phone knows where it is. */
  goTo(place: Place): Promise<void>
}

/** Somebody takes out a phone, signs in, and reads the version that suits; `offline`: its connection will be cut. */
export async function hand(
  scene: Scene,
  visits: Visits,
  phone: string,
  version: Version,
  { offline = false } = {},
): Promise<Hand> {
  const { world } = scene
  // A number that has just had a code waits a little for the next one.
  await scene.until(later(world.clock.now(), 2))
  const visit = await visits.open({ device: 'phone', offline })
  const { page, context } = visit
  await signInOnPhone(page, world, phone)
  if (version === 'elder') await page.getByRole('button', { name: '大字版' }).first().click()
  return {
    page,
    visit,
    world,
    phone,
    async open(path) {
      await page.goto(`/m${path}`)
      await page.getByRole('heading', { level: 1 }).last().waitFor()
    },
    async tap(name) {
      const exact = typeof name === 'string'
      await page.getByRole('button', { name, exact }).or(page.getByRole('link', { name, exact })).first().click()
    },
    async fill(label, text) {
      await page.getByLabel(label).first().fill(text)
    },
    async choose(group, option) {
      await page.getByRole('group', { name: group }).getByRole('button', { name: option }).first().click()
    },
    async see(text) {
      await page.getByText(text).first().waitFor()
    },
    async gone(button) {
      await page.getByRole('button', { name: button }).waitFor({ state: 'detached' })
    },
    async fillCode() {
      await page.getByLabel('短信里的验证码').waitFor()
      await page.getByLabel('短信里的验证码').fill(await world.codeFor(phone))
    },
    async goTo({ lat, lng }) {
      const point = gcj02ToWgs84({ lat, lng })
      await context.setGeolocation({ latitude: point.lat, longitude: point.lng, accuracy: 15 })
    },
  }
}

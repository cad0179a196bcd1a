import type { BrowserContext, Page } from 'playwright-core'

import { authenticatorCode } from '../../api/test/journey/staff.ts'
import { expect, later, type SampleAccount, type World } from '../../api/test/journey/world.ts'

export type Kept = Awaited<ReturnType<BrowserContext['storageState']>>

/** Somebody signs in on a phone, as a person does: number, code of the SMS, who of those sharing the phone. */
export async function signInOnPhone(page: Page, world: World, phone: string, back = ''): Promise<void> {
  await page.goto(`/m/pages/sign-in/phone${back && `?back=${encodeURIComponent(back)}`}`)
  await page.getByLabel('手机号').fill(phone)
  await page.getByRole('button', { name: '发送验证码' }).click()
  await page.getByLabel('短信里的验证码').fill(await codeAfter(page, world, phone))
  await page.getByRole('button', { name: '登录', exact: true }).click()
  await page.getByRole('button', { name: /^我是/ }).first().click()
  await page.waitForURL((url) => !url.pathname.includes('/sign-in/'))
}

/** The code is on its way only when the page says so. */
async function codeAfter(page: Page, world: World, phone: string): Promise<string> {
  await page.getByLabel('短信里的验证码').waitFor()
  return world.codeFor(phone)
}

/** The sample account whose role reads like this, e.g. `福鼎市人社`. */
export function staffAccount(world: World, role: string): SampleAccount {
  const account = world.accounts.find((one) => one.password !== undefined && one.role === role)
  expect(account !== undefined, `演示账号里没有“${role}”`)
  return account
}

/** A member of staff signs in at the console: account, password, code of the authenticator app. */
export async function signInAtDesk(page: Page, world: World, account: SampleAccount): Promise<void> {
  // A code works once: whoever has just signed in waits for the next one.
  await world.clock.until(later(world.clock.now(), 2))
  const { now } = await world.call('getClock', {})
  await page.goto('/console/sign-in?as=staff')
  await page.getByLabel('账号').fill(account.login)
  await page.getByLabel('密码').fill(account.password ?? '')
  await page.getByLabel('动态码').fill(authenticatorCode(world, account, new Date(now)))
  await page.keyboard.press('Enter')
  await page.waitForURL((url) => !url.pathname.includes('/sign-in'))
}

/** An employer signs in at the console by phone. */
export async function signInPhoneAtDesk(page: Page, world: World, phone: string): Promise<void> {
  await page.goto('/console/sign-in')
  await page.getByLabel('手机号').fill(phone)
  await page.getByRole('button', { name: '发送验证码' }).click()
  await page.getByLabel('验证码').waitFor()
  await page.getByLabel('验证码').fill(await world.codeFor(phone))
  await page.getByRole('button', { name: '登录', exact: true }).click()
  await page.getByRole('heading', { name: '您是哪一位?' }).waitFor()
  await page.locator('main').getByRole('button').first().click()
  await page.waitForURL((url) => !url.pathname.includes('/sign-in'))
}

import type { BrowserContext, Page } from 'playwright-core'

import type { World } from '../../api/test/journey/world.ts'

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

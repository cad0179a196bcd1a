import { expect, test } from 'vitest'

import { browse, play } from './browser/browse.ts'
import { signInAtDesk, staffAccount } from './screens/sign-in.ts'

test('通知:点开就到那一件事;看过的不再算新的;没有通知的人看到为什么没有', () =>
  play((scene) =>
    browse(async (visits) => {
      const { world } = scene
      const { page } = await visits.open({ device: 'desk' })
      await signInAtDesk(page, world, staffAccount(world, '福鼎市人社'))
      await page.getByRole('link', { name: '看全部通知' }).click()
      const asked = page.getByRole('link', { name: /^季报(要报送|快到期了|过期没报)$/ }).first()
      await asked.click()
      // The report of that quarter and county, not the list of all.
      await page.waitForURL(/\/reports\/county\?quarter=20\d\dQ[1-4]&county=350982$/)
      await page.getByRole('heading', { level: 1, name: /福鼎市/ }).waitFor()
      await page.goBack()
      await asked.waitFor()
      await page.getByRole('button', { name: '都看过了' }).click()
      await page.getByText('都记成看过了。').waitFor()
      await page.getByLabel('看哪些').selectOption('没看过的')
      await asked.waitFor({ state: 'detached' })
      await page.getByLabel('看哪些').selectOption('全部')
      await asked.waitFor()
      expect(await page.getByRole('row', { name: /季报/ }).first().innerText()).toContain('看过')

      const { page: other } = await visits.open({ device: 'desk' })
      await signInAtDesk(other, world, staffAccount(world, '劳动监察'))
      await other.goto('/console/notices')
      await other.getByText('没有通知', { exact: true }).waitFor()
      await other.getByText('站点申报、补助、考核有了进展').waitFor()
    }),
  ))

import { expect, test } from 'vitest'

import { browse, play } from './browser/browse.ts'
import { signInAtDesk, staffAccount } from './screens/sign-in.ts'

test('建在哪里:图钉用键盘移,移一次说一次够得着多少人;放到建议的地方,和建议里的数一样', () =>
  play((scene) =>
    browse(async (visits) => {
      const { world } = scene
      const { page } = await visits.open({ device: 'desk' })
      await signInAtDesk(page, world, staffAccount(world, '福鼎市人社'))
      await page.getByRole('link', { name: '建在哪里' }).click()
      const plan = page.getByRole('region', { name: '建议建在' })
      const first = await plan.getByRole('listitem').first().innerText()
      const gain = /多够得着(\d+人)/.exec(first)?.[1]
      const town = /^1\. (.+?):/.exec(first)?.[1]
      expect(gain).toBeDefined()

      // The pin begins on the first proposal and says the same.
      const pinned = page.getByRole('region', { name: '图钉放在这里' })
      const effect = pinned.getByRole('definition')
      await expect.poll(() => effect.nth(1).innerText()).toBe(gain)
      const before = await effect.allInnerTexts()

      // By keyboard alone: a small step keeps the town, long ones leave it, and every one says where.
      const pin = page.getByRole('button', { name: /^图钉,/ })
      await pin.focus()
      await page.keyboard.press('ArrowUp')
      await pinned.getByText(`离${town}中心200米`).waitFor()
      expect(await effect.allInnerTexts()).toEqual(before)
      for (let pressed = 0; pressed < 12; pressed++) await page.keyboard.press('Shift+ArrowLeft')
      await pinned.getByText(/离.+中心\d/).waitFor()
      await expect.poll(() => effect.allInnerTexts()).not.toEqual(before)
      expect(await pin.evaluate((one) => one === one.ownerDocument.activeElement)).toBe(true)

      // A colleague sees it where it was left; the proposal's button brings it back.
      const left = await effect.allInnerTexts()
      await page.reload()
      await expect.poll(() => effect.allInnerTexts()).toEqual(left)
      await plan.getByRole('button', { name: '图钉放这里' }).first().click()
      await expect.poll(() => effect.allInnerTexts()).toEqual(before)

      // A row of the table places it too.
      const row = page.locator('tbody tr').last()
      const name = await row.locator('td').first().innerText()
      await row.getByRole('button').click()
      await pinned.getByText(`在${name}中心`).waitFor()
    }),
  ))

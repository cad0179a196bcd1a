import type { Locator, Page } from 'playwright-core'
import { expect, test } from 'vitest'

import { kept, readInOffice } from './acts/files.ts'
import { browse, play } from './browser/browse.ts'
import { signInAtDesk, staffAccount } from './screens/sign-in.ts'

const numberIn = async (place: Locator): Promise<number> => Number((await place.innerText()).trim())

/** Rows of the list on the page, once it has come: what its foot says, and what it shows. */
async function rowsShown(page: Page): Promise<number> {
  await page.getByText(/^共显示\d+行/).waitFor()
  return page.locator('tbody tr').count()
}

test('驾驶舱:县里打开该做没做的,看到算进去的每一件,导出的表格打得开;市里十个县并排看,数加得起来', () =>
  play((scene) =>
    browse(async (visits) => {
      const { world } = scene
      const { page } = await visits.open({ device: 'desk' })
      await signInAtDesk(page, world, staffAccount(world, '福鼎市人社'))
      await page.getByRole('link', { name: '驾驶舱' }).first().click()
      await page.getByRole('heading', { level: 1, name: '福鼎市驾驶舱' }).waitFor()
      // One county is not asked which.
      expect(await page.getByLabel('哪个县(市、区)').count()).toBe(0)

      // What should have been done: the number opens exactly its rows, and a row the matter itself.
      const card = page.getByRole('region', { name: '该做没做的' }).getByRole('link').first()
      const count = await numberIn(card.locator('.number'))
      const words = await card.locator('strong').innerText()
      expect(count).toBeGreaterThan(0)
      const sheet = await kept(page, () => page.getByRole('button', { name: '导出Excel' }).click())
      expect(sheet.name).toBe('福鼎市驾驶舱.xlsx')
      await card.click()
      await page.getByRole('heading', { level: 1, name: words }).waitFor()
      expect(await rowsShown(page)).toBe(count)
      const list = await kept(page, () => page.getByRole('button', { name: '导出Excel' }).click())
      expect(list.name).toContain(words)
      await page.getByText(`已导出${count}行。`).waitFor()
      const [first] = await page.locator('tbody tr').first().locator('td').allInnerTexts()
      const countOf = (rows: string[][]) => rows.find((cells) => cells[1] === words)?.[4]
      expect(readInOffice(sheet.content, (rows) => countOf(rows) === String(count))).toBe(true)
      const listed = (rows: string[][]) => rows.length === count + 1 && rows.some((cells) => cells[0] === first?.trim())
      expect(readInOffice(list.content, listed)).toBe(true)
      await page.locator('tbody tr').first().getByRole('link').click()
      await page.waitForURL((url) => !url.pathname.includes('/cockpit'))

      // What is late of what waits.
      await page.goto('/console/cockpit')
      const late = page.getByRole('link', { name: /,已超时:\d+,看每一件$/ }).first()
      const lateCount = await numberIn(late)
      await late.click()
      await page.waitForURL(/age=late/)
      expect(await rowsShown(page)).toBe(lateCount)

      const { page: city } = await visits.open({ device: 'desk' })
      await signInAtDesk(city, world, staffAccount(world, '市人社局'))
      await city.goto('/console/cockpit')
      await city.getByRole('heading', { level: 1, name: '全市驾驶舱' }).waitFor()
      const missed = city.getByRole('region', { name: '该做没做的' }).getByRole('link').locator('.number')
      const whole = (await missed.allInnerTexts()).reduce((sum, one) => sum + Number(one), 0)
      const counties = city.getByRole('region', { name: '各县(市、区)并排看' }).locator('tbody tr')
      expect(await counties.count()).toBe(10)
      const column = (
        await city.getByRole('region', { name: '各县(市、区)并排看' }).getByRole('columnheader').allInnerTexts()
      ).findIndex((title) => title.trim() === '该做没做')
      const parts = await Promise.all((await counties.all()).map((line) => numberIn(line.locator('td').nth(column))))
      expect(parts.reduce((sum, one) => sum + one, 0)).toBe(whole)
      // The county's part is what the county itself is shown.
      await city.getByRole('button', { name: '福鼎市', exact: true }).click()
      await city.getByRole('heading', { level: 1, name: '福鼎市驾驶舱' }).waitFor()
      await city.getByRole('region', { name: '该做没做的' }).getByRole('link', { name: words }).waitFor()
      expect(await numberIn(city.getByRole('link', { name: words }).locator('.number'))).toBe(count)
    }),
  ))

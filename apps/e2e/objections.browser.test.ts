import { expect, test } from 'vitest'

import { browse, play } from './browser/browse.ts'
import { signInAtDesk, staffAccount } from './screens/sign-in.ts'
import type { Page } from 'playwright-core'

/** How far the page can be pushed sideways. */
const sideways = (page: Page): Promise<number> =>
  page.locator('html').evaluate((html) => html.scrollWidth - html.clientWidth)

// The seed holds a subsidy of the county that the finance office has yet to confirm.
test('补助公示:财政确认、公示、记异议、查证属实;钱停下来,选“其他”要写明,不予通过;财政看得到,记不了', () =>
  play((scene) =>
    browse(async (visits) => {
      const { world } = scene
      const { page: teller } = await visits.open({ device: 'desk' })
      await signInAtDesk(teller, world, staffAccount(world, '福鼎市财政'))
      await teller.goto('/console/subsidies?state=approved')
      await teller.locator('td a').first().click()
      await teller.getByLabel('用哪一笔指标').selectOption({ index: 1 })
      await teller.getByRole('button', { name: '确认,占用指标' }).click()
      await teller.getByText('指标已占用,等人社局公示。').waitFor()
      const subsidy = teller.url()

      const { page: desk } = await visits.open({ device: 'desk' })
      await signInAtDesk(desk, world, staffAccount(world, '福鼎市人社'))
      await desk.goto(subsidy)
      await desk.getByRole('button', { name: '公示', exact: true }).click()
      const card = desk.getByRole('region', { name: '公示异议' })
      await card.getByText('还没有收到。').waitFor()
      await card.getByRole('button', { name: '记下异议' }).click()
      await card.getByText('请写对方说了什么').waitFor()
      await card.getByLabel('怎么收到的').selectOption({ label: '当面' })
      await card.getByLabel('说了什么').fill('说量的面积把走廊也算进去了')
      await card.getByRole('button', { name: '记下异议' }).click()
      await card.getByText(/当面 说量的面积把走廊也算进去了/).waitFor()
      await card.getByText(/\d{4}-\d\d-\d\d前答复/).waitFor()
      expect(await card.getByLabel('说了什么').inputValue()).toBe('')

      await card.getByRole('button', { name: '处理' }).click()
      const asked = desk.getByRole('dialog')
      await asked.getByRole('button', { name: '写下结果' }).click()
      await asked.getByText('请选一个结果。').waitFor()
      await asked.getByText('请写明怎么查的、结果是什么。').waitFor()
      await asked.getByRole('radio', { name: '查证属实' }).check()
      await asked.getByLabel('理由').fill('复量28平方米')
      await asked.getByRole('button', { name: '写下结果' }).click()
      await card.getByText('查证属实:复量28平方米').waitFor()
      await card.getByText(/钱不拨,请接着办“不予通过”/).waitFor()

      // Finance reads what came of it, and has nothing to write there.
      await teller.goto(subsidy)
      const read = teller.getByRole('region', { name: '公示异议' })
      await read.getByText('查证属实:复量28平方米').waitFor()
      expect(await read.getByRole('button').count()).toBe(0)

      await desk.getByRole('button', { name: '不予通过' }).click()
      await asked.getByRole('radio', { name: '其他' }).check()
      await asked.getByRole('button', { name: '不予通过' }).click()
      await asked.getByText('选了“其他”,请写明是什么原因。').waitFor()
      await asked.getByRole('radio', { name: '公示有异议,查证属实' }).check()
      await asked.getByRole('button', { name: '不予通过' }).click()
      await desk.getByText('已不予通过。').waitFor()
      await teller.goto('/console/subsidies?state=refused')
      await teller.getByRole('link', { name: /零工/ }).first().waitFor()
    }),
  ))

test('手机宽的屏上,钱的表一行一行叠起来看,不用左右拖', () =>
  play((scene) =>
    browse(async (visits) => {
      const { page } = await visits.open({ device: 'phone' })
      await signInAtDesk(page, scene.world, staffAccount(scene.world, '福鼎市财政'))
      for (const address of ['/subsidies/money', '/subsidies/payments', '/subsidies', '/services', '/funds']) {
        await page.goto(`/console${address}`)
        await page.getByRole('heading', { level: 1 }).waitFor()
        await page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' })
        expect(await sideways(page), address).toBe(0)
      }
      await page.goto('/console/subsidies/money')
      const table = page.getByRole('table', { name: /资金指标/ })
      const first = table.getByRole('row').nth(1)
      await first.waitFor()
      const [cell, next] = [
        await first.locator('td').nth(0).boundingBox(),
        await first.locator('td').nth(1).boundingBox(),
      ]
      // One below the other, each with its title, and the table no wider than what is around it.
      expect(next?.y ?? 0).toBeGreaterThan(cell?.y ?? 0)
      expect(next?.x).toBe(cell?.x)
      const frame = table.locator('..')
      expect(await frame.evaluate((one) => one.scrollWidth - one.clientWidth)).toBe(0)
    }),
  ))

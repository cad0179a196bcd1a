import { expect, test } from 'vitest'

import { browse, play } from './browser/browse.ts'
import { signInAtDesk, staffAccount } from './screens/sign-in.ts'

const picture = {
  name: '制度牌.png',
  mimeType: 'image/png',
  buffer: Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
    'base64',
  ),
}

// The seed holds the assessment of the county's market: begun, and waiting for its operator.
test('年度考核:站点自评,县里在现场没有网络也用平板评分、拍照,市里抽中现场查,门户上公示,考核表打得出', () =>
  play((scene) =>
    browse(async (visits) => {
      const { world } = scene
      const { page } = await visits.open({ device: 'desk' })
      await signInAtDesk(page, world, staffAccount(world, '运营机构(零工市场)'))
      await page.getByRole('link', { name: /年度考核等自评/ }).click()
      const line = page.getByRole('row').filter({ hasText: '等站点自评' })
      const site = await line.getByRole('link').innerText()
      await line.getByRole('link').click()
      await page.waitForURL(/assessments\/[0-9a-f-]{36}$/)
      const assessment = page.url()
      await page.getByRole('link', { name: '去自评' }).click()
      // Nothing filled in: everything missing is said at once, and what was typed stays.
      const open = page.locator('input[placeholder="几分"]')
      await open.first().fill('2')
      await page.getByRole('button', { name: '提交自评' }).click()
      await page
        .getByText(/还没有打分/)
        .first()
        .waitFor()
      await expect.poll(() => open.first().inputValue()).toBe('2')
      await expect.poll(() => open.nth(1).getAttribute('aria-invalid')).toBe('true')
      expect(await open.first().getAttribute('aria-invalid')).toBeNull()
      for (const input of await open.all()) await input.fill('2')
      await page.getByRole('button', { name: '提交自评' }).click()
      await page.getByText('自评已交,等人社局评分。').waitFor()

      // The county scores at the place: opened before leaving, no network there.
      const { page: desk, context } = await visits.open({ device: 'tablet', offline: true })
      await signInAtDesk(desk, world, staffAccount(world, '福鼎市人社'))
      await desk.goto(assessment)
      await desk.getByRole('link', { name: '去评分' }).click()
      const asked = desk.locator('input[placeholder="几分"]')
      await asked.first().waitFor()
      await context.setOffline(true)
      await desk.getByText('没有网络,照常填').waitFor()
      for (const input of await asked.all()) await input.fill('2')
      await desk.getByLabel('场所分区和设施设备打几分').fill('7')
      for (const taken of [1, 2]) {
        await desk.getByLabel('给制度牌上墙拍照').setInputFiles(picture)
        await desk.getByRole('img', { name: `制度牌上墙的照片${taken}` }).waitFor()
      }
      await desk.getByRole('button', { name: /^去掉\s*制度牌上墙的照片2$/ }).click()
      // Placements of before the platform stand on paper: the county scores them, with the reason.
      await desk.getByLabel('岗位推荐成功(核实过的)打几分').fill('16')
      await desk.getByRole('button', { name: '提交评分' }).click()
      await desk
        .getByText(/请写明原因/)
        .first()
        .waitFor()
      await desk.getByLabel('岗位推荐成功(核实过的)的依据').fill('上半年的花名册在纸上,已核对')
      await desk.getByLabel('归集发布零工岗位打几分').fill('5')
      await desk.getByLabel('归集发布零工岗位的依据').fill('上半年的台账在纸上,已核对')
      await desk.getByRole('button', { name: '提交评分' }).click()
      await desk.getByText('有网会自动提交').waitFor()
      // Back in the office it goes by itself; the photo stands beside the points.
      await context.setOffline(false)
      await desk.getByText('评分已交,等市里抽查。').waitFor()
      const boards = desk.getByRole('row', { name: /^制度牌上墙/ })
      const photo = await boards.getByRole('link', { name: '照片1' }).getAttribute('href')
      expect((await context.request.get(photo ?? '')).headers()['content-type']).toBe('image/jpeg')
      expect(await boards.getByRole('link', { name: '照片2' }).count()).toBe(0)

      const { page: city } = await visits.open({ device: 'desk' })
      await signInAtDesk(city, world, staffAccount(world, '市人社局'))
      await city.goto(assessment)
      const title = await city.getByRole('heading', { level: 1, name: /^\d{4}年度/ }).innerText()
      const year = title.slice(0, 4)
      // The list opens on the year that is under way.
      await city.goto('/console/assessments')
      await city.getByLabel('市级抽查').selectOption({ label: '福鼎市' })
      await city.getByRole('button', { name: `抽取${year}年度` }).click()
      await city.getByText(/^抽中1个/).waitFor()
      // Every year is a choice as well: it stands in the address, and is still the choice when the page is loaded anew.
      const years = city.getByLabel('年度', { exact: true })
      expect(await years.inputValue()).toBe(year)
      await years.selectOption({ label: '所有年度' })
      await city.waitForURL(/[?&]year=all\b/)
      await city.reload()
      await city.getByRole('row').filter({ hasText: site }).first().waitFor()
      expect(await years.inputValue()).toBe('all')
      expect(city.url()).toMatch(/[?&]year=all\b/)
      await city.goto(assessment)
      await city.getByRole('link', { name: '去抽查' }).click()
      await city.getByLabel('制度牌上墙打几分').fill('1.5')
      await city.getByLabel('制度牌上墙的依据').fill('现场看,缺一块制度牌')
      await city.getByRole('button', { name: '抽查完毕' }).click()
      await city.getByText('抽查完毕,等县里公示。').waitFor()

      await desk.goto(assessment)
      await desk.getByRole('button', { name: '公示星级' }).click()
      await desk.getByText(/^已公示到/).waitFor()
      await desk.getByText('现场看,缺一块制度牌').first().waitFor()
      const { page: portal } = await visits.open({ device: 'desk' })
      await portal.goto('/')
      await portal.getByRole('region', { name: '星级站点' }).getByText(site).waitFor()

      await desk.getByRole('link', { name: '打印', exact: true }).click()
      const paper = desk.getByRole('article')
      await paper.getByText('(盖章)').first().waitFor()
      for (const words of ['站点自评意见', '卢美玲', '周丽芳', '郑文斌', '缺一块制度牌'])
        expect(await paper.innerText()).toContain(words)

      // No plaque before the stars stand.
      await desk.getByLabel('打印什么').selectOption({ label: '星级牌' })
      await desk.getByText('还没有定下星级,没有星级牌。').waitFor()
      // Only the platform's clock ends a notice (tried over HTTP, where days pass at once): the page is shown that answer.
      let stars = 0
      await desk.route(/\/assessments\/[0-9a-f-]{36}$/, async (route) => {
        const answer = (await (await route.fetch()).json()) as { state: string; stars: number }
        stars = answer.stars
        await route.fulfill({ json: { ...answer, state: 'decided' } })
      })
      await desk.reload()
      const plaque = desk.getByRole('article')
      await plaque.getByText(site, { exact: true }).waitFor()
      expect(await plaque.locator('.stars').innerText()).toBe('★'.repeat(stars))
      await plaque.getByText(`${year}年度${'三四五'[stars - 3]}星`).waitFor()
      await plaque.getByText('福鼎市人力资源和社会保障局').waitFor()
    }),
  ))

import { expect, test } from 'vitest'

import { rowsOnDevice } from './acts/tablet.ts'
import { browse, play } from './browser/browse.ts'
import { signInAtDesk, staffAccount } from './screens/sign-in.ts'
import type { Page } from 'playwright-core'

/** A signature as a finger makes it. */
async function sign(page: Page, label: string): Promise<void> {
  const field = page.getByRole('img', { name: `${label},在这里签名` })
  await field.scrollIntoViewIfNeeded()
  const box = await field.boundingBox()
  if (!box) throw new Error(`no field for ${label}`)
  await page.mouse.move(box.x + 30, box.y + 60)
  await page.mouse.down()
  for (let step = 1; step <= 8; step++) await page.mouse.move(box.x + 30 + step * 20, box.y + 60 + (step % 2) * 40)
  await page.mouse.up()
}

const pdf = { name: '测绘图.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4 sample') }

test('运营机构补材料、申报认定;人社受理,平板断网查看、联网自动提交;公示出来', () =>
  play((scene) =>
    browse(async (visits) => {
      const { world } = scene
      const { page } = await visits.open({ device: 'desk' })
      await signInAtDesk(page, world, staffAccount(world, '运营机构'))
      await page.getByRole('link', { name: '站点登记' }).first().click()
      const own = page.locator('td a').first()
      const name = await own.innerText()
      await own.click()
      await page.waitForURL(/sites\/[0-9a-f-]{36}/)
      const siteId = /sites\/([0-9a-f-]{36})/.exec(page.url())?.[1] ?? ''
      await page.getByRole('button', { name: /^材料/ }).click()
      await page.getByRole('button', { name: '传材料' }).click()
      await page.getByLabel('文件').setInputFiles(pdf)
      await page.getByRole('button', { name: '上传' }).click()
      await page.getByText('材料已存好。').waitFor()
      await page.getByRole('button', { name: /^安全/ }).click()
      await page.getByRole('button', { name: '记一次检查' }).click()
      for (const radio of await page.getByRole('radio', { name: '合格', exact: true }).all()) await radio.check()
      await page.getByRole('button', { name: '保存' }).click()
      await page.getByText('安全检查已记下。').waitFor()
      await page.getByRole('button', { name: /^设备/ }).click()
      await page.getByRole('button', { name: '清点' }).click()
      for (const count of await page.getByPlaceholder('几件').all()) await count.fill('1')
      for (const box of await page.getByRole('checkbox', { name: '能用' }).all()) await box.check()
      await page.getByRole('button', { name: '保存' }).click()
      await page.getByText('设施设备已保存。').waitFor()
      await page.getByRole('button', { name: /^服务/ }).click()
      await page.getByRole('button', { name: '修改' }).click()
      for (const box of await page.getByRole('checkbox').all()) await box.check()
      for (const guide of await page.getByLabel('怎么办').all()) await guide.fill('到窗口说一声就办。')
      await page.getByRole('button', { name: '保存' }).click()
      await page.getByText('服务项目已保存').waitFor()

      // The county writes the measured area and its proof into the register.
      const { context, page: desk } = await visits.open({ device: 'desk', offline: true })
      await signInAtDesk(desk, world, staffAccount(world, '福鼎市人社'))
      await desk.goto(`/console/sites/${siteId}/facts`)
      await desk.getByLabel('面积(平方米)').fill('42')
      await desk.getByLabel('面积证明').selectOption({ label: '测绘图' })
      await desk.getByRole('button', { name: '保存' }).click()
      await desk.getByText('改前改后都记下了').waitFor()

      await page.goto(`/console/recognitions/apply/${siteId}`)
      await page.getByLabel('联系人', { exact: true }).fill('蔡永福')
      await page.getByLabel('联系人电话').fill('0593-6000001')
      await page.getByLabel(/^承诺/).fill('承诺 蔡永福')
      await page.getByRole('button', { name: '申报', exact: true }).click()
      await page.waitForURL(/recognitions\/[0-9a-f-]{36}$/)
      const recognition = page.url().split('?')[0] ?? ''

      await desk.goto(recognition)
      await desk.getByRole('button', { name: '受理' }).click()
      await desk.getByText('已受理').first().waitFor()
      await desk.getByRole('link', { name: '去实地查看' }).waitFor()
      await desk.setViewportSize({ width: 820, height: 1180 })
      await desk.getByRole('link', { name: '去实地查看' }).click()
      await desk.getByText(/还有\d+项没看/).waitFor()
      await desk.getByText('断网也能再打开', { exact: true }).waitFor()
      await context.setOffline(true)
      await desk.getByText('没有网络,照常填').waitFor()
      await desk.getByRole('button', { name: '没看的都符合' }).first().click()
      await desk.getByLabel('站点在场人姓名').fill('蔡永福')
      await expect.poll(() => rowsOnDevice(desk, 'lg-inspections', 'inspections')).toContain('蔡永福')
      await desk.close()

      // Opened anew at the place, without network: what was filled in is there; other pages are not.
      const tablet = await context.newPage()
      await tablet.setViewportSize({ width: 820, height: 1180 })
      await tablet.goto(`${recognition}/inspect`)
      await tablet.getByText('没有网络,照常填').waitFor()
      expect(await tablet.getByLabel('站点在场人姓名').inputValue()).toBe('蔡永福')
      expect(await tablet.getByLabel('查看人姓名').inputValue()).toBe('周丽芳')
      for (const all of await tablet.getByRole('button', { name: '没看的都符合' }).all()) await all.click()
      await tablet.getByText('都看完了').waitFor()
      await sign(tablet, '查看人签名')
      await sign(tablet, '站点在场人签名')
      await tablet.getByRole('button', { name: '查看完毕,提交' }).click()
      await tablet.getByText('有网会自动提交').waitFor()
      await context.setOffline(false)
      await tablet.waitForURL(recognition)
      await tablet.getByText('已查看,等决定').waitFor()
      await tablet.getByRole('button', { name: '符合标准,公示' }).click()
      await tablet.getByText('公示中').first().waitFor()
      // Nothing is to be inspected any more: nobody goes through seventy items in vain.
      await tablet.goto(`${recognition}/inspect`)
      await tablet.getByText('这份申请现在是“公示中”,不用实地查看。').waitFor()
      await tablet.goto(recognition)
      await tablet.getByRole('link', { name: '打印', exact: true }).click()
      await tablet.getByText('(盖章)').first().waitFor()
      expect((await world.call('listPublicNotices', { query: {} })).items.map(({ siteName }) => siteName)).toContain(
        name,
      )

      // Somebody objects; the applicant reads it and what came of it, and has nothing to decide there.
      await tablet.goto(recognition)
      const heard = tablet.getByRole('region', { name: '公示异议' })
      await heard.getByLabel('说了什么').fill('说没有那么大')
      await heard.getByRole('button', { name: '记下异议' }).click()
      await heard.getByRole('button', { name: '处理' }).click()
      const asked = tablet.getByRole('dialog')
      await asked.getByRole('radio', { name: '不成立' }).check()
      await asked.getByLabel('理由').fill('复量42平方米,属实')
      await asked.getByRole('button', { name: '写下结果' }).click()
      await heard.getByText('不成立:复量42平方米,属实').waitFor()
      await page.goto(recognition)
      const read = page.getByRole('region', { name: '公示异议' })
      await read.getByText(/说没有那么大/).waitFor()
      await read.getByText('不成立:复量42平方米,属实').waitFor()
      expect(await read.getByRole('button').count()).toBe(0)
    }),
  ))

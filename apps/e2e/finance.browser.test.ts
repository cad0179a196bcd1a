import { Workbook } from '@cj-tech-master/excelts'
import { expect, test } from 'vitest'

import { browse, play } from './browser/browse.ts'
import { signInAtDesk, staffAccount } from './screens/sign-in.ts'
import type { Download } from 'playwright-core'

/** Everything that stands in a downloaded workbook. */
async function cellsOf(download: Download): Promise<string> {
  const workbook = new Workbook()
  const chunks: Buffer[] = []
  for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer)
  await workbook.xlsx.load(Buffer.concat(chunks))
  return JSON.stringify(workbook.worksheets[0]?.getSheetValues())
}

// The seed holds subsidies of the county whose public notice is over, and recognised sites.
test('公示期满的补助:财政生成拨付文件、下载、登记退回再拨、登记凭证;人社归档、打印;牌匾打得出来', () =>
  play((scene) =>
    browse(async (visits) => {
      const { world } = scene
      const { page: teller } = await visits.open({ device: 'desk' })
      await signInAtDesk(teller, world, staffAccount(world, '福鼎市财政'))
      await teller.goto('/console/subsidies/payments')
      const due = teller.getByRole('region', { name: '等拨付的' })
      const files = teller.getByRole('region', { name: '已生成的文件' })
      const subsidy = (await due.getByRole('link', { name: '看申请' }).first().getAttribute('href')) ?? ''
      const site = (await due.getByRole('listitem').first().locator('label').innerText()).replace(
        /^\S+元?\s+|\s·.*$/gu,
        '',
      )
      // All but the first are left for another file.
      const others = await due.getByRole('checkbox', { checked: true }).all()
      for (const other of others.slice(1).toReversed()) await other.uncheck()
      await due.getByRole('button', { name: /^生成拨付文件\(1笔/ }).click()
      const file = files.getByRole('article').first()
      await file.getByText('等银行回单').waitFor()
      const arriving = teller.waitForEvent('download')
      await file.getByRole('link', { name: /^下载/ }).click()
      const cells = await cellsOf(await arriving)
      expect(cells).toContain(site)
      // The whole account of the seed's operators, as text.
      expect(cells).toMatch(/"1407\d{15}"/)

      // The bank sends the money back: the line is struck out, the subsidy waits again and goes into a file of its own.
      await file.getByRole('button', { name: '退回' }).click()
      const asked = teller.getByRole('dialog')
      await asked.getByRole('radio', { name: '银行退汇' }).check()
      await asked.getByRole('button', { name: '登记退回' }).click()
      await file.getByText('已退回:银行退汇').waitFor()
      await due.getByText(site).waitFor()
      for (const other of (await due.getByRole('checkbox', { checked: true }).all()).slice(1).toReversed())
        await other.uncheck()
      await due.getByRole('button', { name: /^生成拨付文件\(1笔/ }).click()
      await files.getByRole('article').nth(1).getByText('已退回:银行退汇').waitFor()
      await files.getByRole('article').first().getByRole('link', { name: '登记凭证' }).click()
      // Without a number nothing is entered, and the page says so.
      await teller.getByRole('button', { name: '已拨付,登记凭证' }).click()
      await teller
        .getByRole('textbox', { name: /支付凭证号/ })
        .and(teller.locator('[aria-invalid="true"]'))
        .waitFor()
      await teller.getByLabel('支付凭证号').fill('凭2026-881')
      await teller.getByRole('button', { name: '已拨付,登记凭证' }).click()
      await teller.getByText('拨付已登记。').waitFor()

      const { page: desk } = await visits.open({ device: 'desk' })
      await signInAtDesk(desk, world, staffAccount(world, '福鼎市人社'))
      await desk.goto(subsidy)
      await desk.getByRole('button', { name: '凭证齐了,归档' }).click()
      await desk.getByText('已归档', { exact: true }).first().waitFor()
      await desk.getByRole('link', { name: '打印', exact: true }).click()
      const paper = desk.getByRole('article')
      await paper.getByText(/凭证号凭2026-881/).waitFor()
      for (const words of ['经办意见', '复核意见', '审批意见', '财政局意见', '(盖章)', '谢雅琴', '二(四)1'])
        expect(await paper.innerText()).toContain(words)

      await desk.goto('/console/recognitions?state=recognised')
      await desk.locator('td a').first().click()
      await desk.getByRole('link', { name: '打印', exact: true }).click()
      await desk.getByLabel('打印什么').selectOption({ label: '牌匾' })
      await desk.getByText(/^编号:宁零[场驿]〔\d{4}〕福鼎\d{3}号$/).waitFor()
      await desk.getByText('福鼎市人力资源和社会保障局').waitFor()
    }),
  ))

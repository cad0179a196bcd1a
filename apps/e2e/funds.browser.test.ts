import { expect, test } from 'vitest'

import { browse, play } from './browser/browse.ts'
import { signInAtDesk, staffAccount } from './screens/sign-in.ts'

test('资金绩效:随指标定目标,写错的说清楚、填好的都还在;记录到哪了看得到;打印有意见和盖章的地方;档案写明保管到哪天', () =>
  play((scene) =>
    browse(async (visits) => {
      const { world } = scene
      const { page } = await visits.open({ device: 'desk' })
      await signInAtDesk(page, world, staffAccount(world, '福安市人社'))
      await page.goto('/console/funds')
      await page.getByText(/按会计凭证保管30年,从第二年1月1日起算/).waitFor()
      await page.getByText('还没有定目标').waitFor()
      await page.getByRole('link', { name: '福安市', exact: true }).click()
      const goals = page.getByRole('form', { name: '定绩效目标' })
      await goals.getByRole('textbox', { name: /^预算执行率/ }).fill('九成五')
      await goals.getByRole('textbox', { name: /^核实过的推荐成功/ }).fill('2800')
      await goals.getByRole('button', { name: '定下目标' }).click()
      await goals.getByText('写数字,如 12.5').waitFor()
      expect(await goals.getByRole('textbox', { name: /^核实过的推荐成功/ }).inputValue()).toBe('2800')
      await goals.getByRole('textbox', { name: /^预算执行率/ }).fill('120')
      await goals.getByRole('button', { name: '定下目标' }).click()
      await page.getByText('“预算执行率”的目标最多100%').waitFor()
      await goals.getByRole('textbox', { name: /^预算执行率/ }).fill('95')
      await goals.getByRole('button', { name: '定下目标' }).click()
      const table = page.getByRole('table', { name: '绩效指标' })
      await table.getByText('不少于95%').waitFor()
      await table.getByText('不少于2800人次').waitFor()
      await page.getByRole('link', { name: '打印', exact: true }).click()
      const paper = page.getByRole('article')
      await paper.getByText('(盖章)').first().waitFor()
      for (const words of ['年度绩效目标表', '县(市、区)财政局意见', '缪建忠', '还没有自评'])
        expect(await paper.innerText()).toContain(words)
    }),
  ))

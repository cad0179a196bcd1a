import { expect, test } from 'vitest'

import { staff } from '../api/test/journey/staff.ts'
import { browse, play } from './browser/browse.ts'
import { signInAtDesk, staffAccount } from './screens/sign-in.ts'

const dayMs = 86_400_000

test('购买服务:登记合同、价款和指标,填错的一次说全;到期评估的数从平台记录来,评的人自己不能定', () =>
  play((scene) =>
    browse(async (visits) => {
      const { world } = scene
      const { page: first } = await visits.open({ device: 'desk' })
      await signInAtDesk(first, world, staffAccount(world, '福鼎市人社'))
      const dayAt = (days: number): string =>
        new Date(world.clock.now().getTime() + days * dayMs).toISOString().slice(0, 10)
      await first.goto('/console/subsidies/money')
      const buying = first.getByRole('form', { name: '政府购买服务合同' })
      const site = buying.getByRole('combobox', { name: '站点' })
      await site.getByRole('option').nth(1).waitFor({ state: 'attached' })
      // Subsidies or another contract in these days: then a contract is refused. This one has neither.
      const city = await (await staff(world, 'cityOfficer')).as()
      const { items } = await world.call('listRecognitions', { query: { limit: 100 } }, city)
      const free = items.find(({ county, state }) => county === '350982' && state === 'cleared')
      await site.selectOption(free?.siteId ?? '')
      await buying.getByRole('textbox', { name: '合同编号' }).fill('鼎采〔2026〕21号')
      await buying.getByLabel('从哪天').fill(dayAt(-120))
      await buying.getByLabel('到哪天').fill(dayAt(240))
      await buying.getByRole('button', { name: '登记合同' }).click()
      await first.getByText('购买服务已登记').waitFor()

      await first.goto('/console/services')
      // Contracts and money by result stand above the list; the seed's three run.
      const sums = first.getByRole('region', { name: '购买服务:合同和按成效付的钱' })
      await sums.getByRole('link', { name: '3份' }).waitFor()
      await sums.getByRole('link', { name: '待补价款1份' }).waitFor()
      await first
        .getByRole('link', { name: /鼎采〔2026〕21号|零工驿站|零工市场/ })
        .first()
        .click()
      const terms = first.getByRole('form', { name: '登记价款和指标' })
      await terms.getByRole('textbox', { name: /^合同价款/ }).fill('十二万')
      await terms.getByRole('button', { name: '登记价款和指标' }).click()
      await terms.getByText('请写购买什么服务').waitFor()
      await terms.getByText('金额写数字,如 120000 或 12万').waitFor()
      await terms.getByRole('textbox', { name: '购买内容' }).fill('为灵活就业人员接待、推荐、代办')
      await terms.getByRole('textbox', { name: /^合同价款/ }).fill('120000')
      await terms.getByRole('textbox', { name: /^几个月评估一次/ }).fill('3')
      await terms.getByRole('button', { name: '登记价款和指标' }).click()
      await first.getByText('价款和指标已登记。').waitFor()

      await first.getByRole('button', { name: '评估第1期' }).click()
      await first.getByText('已按平台记录评估').waitFor()
      await first.getByText('没有数据').first().waitFor()
      expect(await first.getByRole('button', { name: /^决定/ }).count()).toBe(0)
    }),
  ))

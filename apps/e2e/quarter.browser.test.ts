import { expect, test } from 'vitest'

import { browse, play } from './browser/browse.ts'
import { signInAtDesk, staffAccount } from './screens/sign-in.ts'

const quarterBehind = (now: Date): string => {
  const all = now.getUTCFullYear() * 4 + Math.floor(now.getUTCMonth() / 3) - 1
  return `${Math.floor(all / 4)}Q${(all % 4) + 1}`
}

test('季度末:县里汇总、更正、写经验做法、签发;市里汇总全市,数对得上;任务表看得到', () =>
  play((scene) =>
    browse(async (visits) => {
      const { world } = scene
      const { page } = await visits.open({ device: 'desk' })
      await signInAtDesk(page, world, staffAccount(world, '福鼎市人社'))
      await page.getByRole('link', { name: '季报' }).first().click()
      await page.getByRole('link', { name: '福鼎市' }).click()
      await page.getByRole('button', { name: '汇总', exact: true }).click()
      await page.getByText('已汇总,等签发').first().waitFor()
      // Who compiled it does not sign it.
      await page.getByText('请另一位工作人员签发').waitFor()
      await page.getByRole('button', { name: '更正工作人员' }).click()
      await page.getByLabel('更正成').fill('999')
      await page.getByLabel('更正原因').fill('志愿者没有登记')
      await page.getByRole('button', { name: '更正', exact: true }).click()
      await page.getByText(/系统算出\d+人,周丽芳更正:志愿者没有登记/).waitFor()
      await page.getByLabel('这个季度哪些做法有效').fill('清晨六点开门,先到先派。')
      await page.getByRole('button', { name: '存好' }).click()
      await page.getByText('经验做法已存好').waitFor()
      // What waits at the home of the other officer leads there.
      const { page: second } = await visits.open({ device: 'desk' })
      await signInAtDesk(second, world, staffAccount(world, '福鼎市人社(复核)'))
      await second
        .getByRole('link', { name: /季报要报送/ })
        .first()
        .click()
      await second.getByRole('link', { name: '福鼎市' }).click()
      await second.getByRole('button', { name: '签发', exact: true }).click()
      await second.getByRole('dialog').getByRole('button', { name: '签发' }).click()
      await second.getByText('已签发,市里可以汇总了。').waitFor()
      await page.reload()
      for (const kind of ['Excel', 'Word']) {
        const waiting = page.waitForEvent('download')
        await page.getByRole('link', { name: kind, exact: true }).click()
        expect((await waiting).suggestedFilename()).toMatch(/^宁德市零工市场.*福鼎市/)
      }

      const { page: desk } = await visits.open({ device: 'desk' })
      await signInAtDesk(desk, world, staffAccount(world, '市人社局'))
      const { now } = await world.call('getClock', {})
      await desk.goto(`/console/reports/city?quarter=${quarterBehind(new Date(now))}`)
      await desk.getByText('还没有签发:').waitFor()
      await desk.getByRole('button', { name: '汇总全市' }).click()
      await desk.getByText(/全市第\d+版已汇总/).waitFor()
      await desk.getByRole('row', { name: /工作人员.*999/ }).waitFor()
      await desk.getByText('清晨六点开门,先到先派。').waitFor()
      await desk.goto('/console/build-targets')
      await desk.getByRole('row', { name: /合计/ }).waitFor()
    }),
  ))

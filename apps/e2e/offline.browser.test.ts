import { expect, test } from 'vitest'

import { filesOnDevice, rowsOnDevice } from './acts/tablet.ts'
import { browse, origin, play } from './browser/browse.ts'
import { signInAtDesk, staffAccount } from './screens/sign-in.ts'

test('打分的平板在没有网络的地方关了,再打开接着填;别的页面打不开;退出登录以后,没有网络什么也打不开', () =>
  play((scene) =>
    browse(async (visits) => {
      const { world } = scene
      const { context, page: desk } = await visits.open({ device: 'tablet', offline: true })
      await signInAtDesk(desk, world, staffAccount(world, '福鼎市人社'))
      await desk.goto('/console/assessments?state=selfAssessed')
      await desk.locator('td a').first().click()
      await desk.getByRole('link', { name: '去评分' }).click()
      const points = desk.locator('input[placeholder="几分"]')
      await points.first().waitFor()
      const address = desk.url()
      await desk.getByText('断网也能再打开', { exact: true }).waitFor()
      // What the worker keeps are files of ours and the start page: no answer of the platform, nothing of other pages.
      const kept = await filesOnDevice(desk)
      expect(kept).toContain('/console/')
      expect(kept.filter((path) => path !== '/console/' && !path.startsWith('/assets/'))).toEqual([])
      expect(kept.filter((path) => /(HomePage|SubsidiesPage|CounterPage)-/.test(path))).toEqual([])

      await context.setOffline(true)
      await desk.close()
      const tablet = await context.newPage()
      await tablet.goto(address)
      await tablet.getByText('没有网络,照常填').waitFor()
      const again = tablet.locator('input[placeholder="几分"]')
      await again.first().fill('1.5')
      await expect.poll(() => rowsOnDevice(tablet, 'lg-scores', 'scores')).toContain('"1.5"')
      const other = await context.newPage()
      await expect(other.goto('/console/subsidies')).rejects.toThrow(/ERR_INTERNET_DISCONNECTED|ERR_FAILED/)
      await other.close()
      await tablet.reload()
      await tablet.getByText('没有网络,照常填').waitFor()
      await expect.poll(() => again.first().inputValue()).toBe('1.5')

      await context.setOffline(false)
      await tablet.goto('/console/')
      await tablet.getByRole('button', { name: '退出' }).click()
      await tablet.getByRole('heading', { name: '登录工作台' }).waitFor()
      await context.setOffline(true)
      await tablet.goto(address)
      await tablet.getByText('没有网络,这台设备上的登录已经退出或过期。').waitFor()
      expect(await again.count()).toBe(0)
      expect(new URL(tablet.url()).origin).toBe(new URL(origin).origin)
    }),
  ))

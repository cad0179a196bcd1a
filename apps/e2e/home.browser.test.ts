import { expect, test } from 'vitest'

import { publishFunded } from '../api/test/journey/jobs.ts'
import { employer, worker } from '../api/test/journey/people.ts'
import { somePlaceIn } from '../api/test/journey/places.ts'
import { hand, tomorrow } from './acts/hand.ts'
import { browse, play } from './browser/browse.ts'

const fuding = '350982'

test('大字版首页:地图上找到活,不感兴趣的收起来又拿回来,卡片上直接“我要去”', () =>
  play((scene) =>
    browse(async (visits) => {
      const { world } = scene
      const place = somePlaceIn(fuding, 1)
      const firm = await employer(world, { name: '福鼎点头白茶', place })
      const wishes = { title: '白茶压饼戊', occupation: '茶叶加工工', place, days: [tomorrow(scene)], yuan: 26 }
      const job = await publishFunded(scene, firm, wishes)
      await world.settle()
      const lin = await worker(world, { age: 63 })
      const one = await hand(scene, visits, lin.phone ?? '', 'elder')
      const card = one.page.locator('#app article').filter({ hasText: wishes.title })

      await one.open('/worker/map')
      const { items } = await world.call('countBoard', {})
      const there = items.find(({ county }) => county === fuding)
      await one.choose('看哪里的活', `福鼎市 ${there?.jobs ?? 0}个活`)
      await card.getByText('用工方已认证').waitFor()
      await one.page.locator('svg.map circle').first().waitFor()

      await card.getByRole('button', { name: `不感兴趣:${wishes.title}` }).click()
      await card.waitFor({ state: 'detached' })
      const { dislikes } = await world.call('getFeedSettings', { query: {} }, lin.as)
      expect(dislikes.map(({ kind }) => kind)).toEqual(['posting'])

      await one.open('/pages/jobs/list')
      await card.getByRole('button', { name: `我要去:${wishes.title}` }).click()
      const asked = one.page.getByRole('dialog')
      await asked.getByText(/明天早上8点.*26元\/小时/).waitFor()
      await asked.getByRole('button', { name: '我要去' }).click()
      await one.page.waitForURL(/work\/detail\?engagement=/)
      const mine = await world.call('listMyEngagements', { query: {} }, lin.as)
      expect(mine.items.map(({ postingId }) => postingId)).toEqual([job.postingId])
    }),
  ))

test('登录以后:全部的活先出来,给您挑的来晚了不推走它,没取到也说一声', () =>
  play((scene) =>
    browse(async (visits) => {
      const { world } = scene
      const place = somePlaceIn(fuding, 1)
      const firm = await employer(world, { name: '福鼎前岐海产', place })
      const wishes = { title: '分拣海鲜己', occupation: '水产品加工工', place, days: [tomorrow(scene)], yuan: 25 }
      await publishFunded(scene, firm, wishes)
      await world.settle()
      const lin = await worker(world, {})
      const { page, see, tap } = await hand(scene, visits, lin.phone ?? '', 'normal', { offline: true })
      const card = page.locator('#app article').filter({ hasText: wishes.title }).first()
      const feed = /\/my\/feed(\?|$)/
      await page.goto('/m/pages/lost')
      const release = Promise.withResolvers<void>()
      await page.route(feed, async (route) => {
        await release.promise
        await route.continue()
      })
      await page.goto('/m/')
      await see('正在给您挑合适的…')
      await card.waitFor()
      await page.locator('#first').waitFor({ state: 'detached' })
      const before = await card.boundingBox()
      release.resolve()
      await see('想让平台给您挑?看看')
      expect((await card.boundingBox())?.y).toBe(before?.y)
      await tap('想让平台给您挑?看看')
      await see('填一填会干什么、哪天有空,就能给您挑合适的。')

      await page.unroute(feed)
      await page.route(feed, (route) => route.abort())
      await page.goto('/m/')
      await see('给您挑的没取到,再试一次')
      await card.waitFor()
      await page.unroute(feed)
      await tap('给您挑的没取到,再试一次')
      await see('想让平台给您挑?看看')
    }),
  ))

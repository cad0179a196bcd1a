import { expect, test } from 'vitest'

import { draftOf, saveDraft, submit } from '../api/test/journey/jobs.ts'
import { employer } from '../api/test/journey/people.ts'
import { somePlaceIn } from '../api/test/journey/places.ts'
import type { Scene } from '../api/test/journey/story.ts'
import { browse, play } from './browser/browse.ts'
import { signInAtDesk, staffAccount } from './screens/sign-in.ts'

const fuding = '350982'

/** A need with words a person has to look at, as an employer of 福鼎 has sent it in. */
async function toReview(scene: Scene, title: string) {
  const place = somePlaceIn(fuding, 1)
  const firm = await employer(scene.world, { name: '福鼎海味加工', place })
  const draft = draftOf(scene, firm, { title, occupation: '水产品加工工', place, days: [2], yuan: 24 })
  const { id } = await saveDraft(scene, firm, { ...draft, description: `${draft.description}来回路费自理。` })
  const sent = await submit(scene, firm, id)
  expect(sent.state).toBe('inReview')
  await scene.world.settle()
  return {
    firm,
    state: async () => (await scene.world.call('getOwnPosting', { params: { postingId: id } }, firm.as)).state,
  }
}

test('县人社用键盘审核:一条通过、发布,一条写明原因退回', () =>
  play((scene) =>
    browse(async (visits) => {
      const good = await toReview(scene, '剖鱼装箱甲')
      const bad = await toReview(scene, '剖鱼装箱乙')
      const { page } = await visits.open({ device: 'desk' })
      await signInAtDesk(page, scene.world, staffAccount(scene.world, '福鼎市人社'))
      await page.getByRole('link', { name: '需求审核' }).first().focus()
      await page.keyboard.press('Enter')

      const heading = page.locator('#matter-title')
      const stepTo = async (title: string): Promise<void> => {
        await page.getByRole('button', { name: title }).waitFor()
        const count = await page.getByRole('navigation', { name: '待审队列' }).getByRole('listitem').count()
        for (let n = 0; n < count && (await heading.innerText()) !== title; n++) {
          const before = await heading.innerText()
          await page.keyboard.press('j')
          await heading.filter({ hasNotText: before }).waitFor()
        }
        await page.getByRole('heading', { name: title }).waitFor()
      }

      await stepTo('剖鱼装箱甲')
      await page.getByText('路费自理').first().waitFor()
      await page.keyboard.press('t')
      await page.getByText('您已接手。').waitFor()
      await page.keyboard.press('a')
      await page.getByText('已通过,需求已发布。').waitFor()
      expect(await good.state()).toBe('published')

      await page.keyboard.press('Home')
      await page.reload()
      await stepTo('剖鱼装箱乙')
      await page.keyboard.press('r')
      await page.keyboard.press('Space')
      await page.keyboard.press('Enter')
      await page.getByText('已退回,用工主体会收到全部原因').waitFor()
      expect(await bad.state()).toBe('returned')
    }),
  ))

test('平台还没有回应,工作台先说正在打开,不是一片空白;回应了就是那一页', () =>
  play((scene) =>
    browse(async (visits) => {
      const { page } = await visits.open({ device: 'desk' })
      await signInAtDesk(page, scene.world, staffAccount(scene.world, '福鼎市人社'))
      const release = Promise.withResolvers<void>()
      await page.route(/\/me(\?|$)/, async (route) => {
        await release.promise
        await route.continue()
      })
      await page.goto('/console/reviews')
      const opening = page.getByText('正在打开…')
      await opening.waitFor()
      release.resolve()
      await page.getByRole('heading', { level: 1, name: '需求审核' }).waitFor()
      expect(await opening.count()).toBe(0)
    }),
  ))

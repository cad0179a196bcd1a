import { expect, test } from 'vitest'

import { publishFunded } from '../api/test/journey/jobs.ts'
import { employer, worker } from '../api/test/journey/people.ts'
import { somePlaceIn } from '../api/test/journey/places.ts'
import { anyWork } from '../api/test/wishes.ts'
import { hand, tomorrow } from './acts/hand.ts'
import { find, take } from './acts/worker.ts'
import { browse, play } from './browser/browse.ts'
import { signInAtDesk, staffAccount } from './screens/sign-in.ts'

const fuding = '350982'
const electrician = '6-31-01-03'

test('要电工证的活:没证接不了;手机拍照交上,断网不丢;县里用键盘核验;核验了就能接', () =>
  play((scene) =>
    browse(async (visits) => {
      const { world } = scene
      const place = somePlaceIn(fuding, 1)
      const firm = await employer(world, { name: '福鼎机电维修', place })
      const title = '换配电箱'
      const days = [tomorrow(scene) + 1]
      await publishFunded(scene, firm, { title, occupation: '电工', place, days, yuan: 40 })
      const lin = await worker(world, { name: '林接电' })
      const wishes = anyWork({ town: place.town, occupations: [electrician], channels: ['app'] })
      await world.call('putWorkerProfile', { body: wishes }, lin.as)
      await world.settle()

      const phone = await hand(scene, visits, lin.phone ?? '', 'elder', { offline: true })
      await find(phone, title)
      await phone.tap('我要去')
      await phone.see(/要有电工证,您的资料里还没有/)

      await phone.open('/worker/qualifications')
      await phone.tap('加一张证书')
      await phone.page.getByLabel('哪一种').selectOption('electrician')
      await phone.fill('证书编号', `T${lin.idNumber}`)
      await phone.fill('有效到哪天', '2031-06-30')
      const picture = await phone.page.screenshot()
      const chooser = phone.page.waitForEvent('filechooser')
      await phone.tap('拍正面')
      await (await chooser).setFiles({ name: 'card.png', mimeType: 'image/png', buffer: picture })
      const taken = phone.page.getByAltText('刚拍的正面')
      await taken.waitFor()
      await phone.visit.context.setOffline(true)
      await phone.tap('交上去核验')
      await phone.see('照片还在手机里,没有丢。')
      await phone.visit.context.setOffline(false)
      await phone.open('/worker/qualifications')
      await taken.waitFor()
      await phone.tap('交上去核验')
      await phone.see('县里的工作人员在看')
      await world.settle()

      const { page } = await visits.open({ device: 'desk' })
      await signInAtDesk(page, world, staffAccount(world, '福鼎市人社'))
      await page.getByRole('link', { name: '证书核验' }).first().focus()
      await page.keyboard.press('Enter')
      const own = page.getByRole('navigation', { name: '证书' }).getByRole('button', { name: '林接电' })
      await own.waitFor()
      const count = await page.getByRole('navigation', { name: '证书' }).getByRole('listitem').count()
      const heading = page.locator('#matter-title')
      for (let n = 0; n < count; n++) {
        const before = n === 0 ? null : await heading.innerText()
        await page.keyboard.press('j')
        await heading.filter(before === null ? {} : { hasNotText: before }).waitFor()
        if ((await heading.innerText()) === '林接电的电工证') break
      }
      expect(await heading.innerText()).toBe('林接电的电工证')
      const photo = page.getByAltText('证书正面的照片')
      await expect
        .poll(() => photo.evaluate((one) => (one as { naturalWidth?: number }).naturalWidth))
        .toBeGreaterThan(0)
      await page.keyboard.press('z')
      await page.getByRole('group', { name: '证书正面,200%' }).waitFor()
      await page.keyboard.press('a')
      await page.getByText('核验通过,已经告诉本人').waitFor()
      await world.settle()

      await phone.open('/worker/qualifications')
      await phone.see('要这张证的活可以接')
      await find(phone, title)
      expect(await take(phone)).toMatch(/^[0-9a-f-]{36}$/)
    }),
  ))

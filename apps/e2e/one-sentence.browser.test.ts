import { expect, test } from 'vitest'

import { employer } from '../api/test/journey/people.ts'
import { placeNamed } from '../api/test/journey/places.ts'
import { hand } from './acts/hand.ts'
import { browse, play } from './browser/browse.ts'

test('说一句话,单子就填好了,没说到的标出来', async () => {
  await play((scene) =>
    browse(async (visits) => {
      const firm = await employer(scene.world, {
        name: '东侨搬家行',
        kind: 'soleTrader',
        place: placeNamed('万达广场'),
      })
      const boss = await hand(scene, visits, firm.owner.phone ?? '', 'normal')
      await boss.open('/employer/hire')
      await boss.fill('要找人干什么活', '明早8点万达广场搬货3个人200一天管午饭')
      await boss.tap('下一步:填好再发')
      await boss.page.getByRole('heading', { level: 1, name: '填招工单' }).waitFor()
      await boss.see('照您说的填好了,请看一遍')
      const value = (label: string): Promise<string> => boss.page.getByLabel(label).first().inputValue()
      expect(await Promise.all(['标题', '给多少', '几点开始', '几点结束', '要几个人'].map(value))).toEqual([
        '万达广场搬货',
        '200',
        '08:00',
        '',
        '3',
      ])
      await boss.see('装卸搬运工')
      await boss.see('没看出几点收工,请填时间')
      await boss.fill('几点结束', '17:00')
      await boss.page.getByText('没看出几点收工,请填时间').first().waitFor({ state: 'detached' })
    }),
  )
})

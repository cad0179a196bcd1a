import { expect, test } from 'vitest'

import { grabOne, sign } from '../api/test/journey/acts.ts'
import { publishFunded } from '../api/test/journey/jobs.ts'
import { employer, worker } from '../api/test/journey/people.ts'
import { somePlaceIn } from '../api/test/journey/places.ts'
import { hand, tomorrow } from './acts/hand.ts'
import { browse, play } from './browser/browse.ts'

const note = '左耳听不见,请站右边说话'

test('我需要的照顾:没存上就在眼前说,填的都在;再点存好,定了的用工方才看得到', () =>
  play((scene) =>
    browse(async (visits) => {
      const { world } = scene
      const place = somePlaceIn('350982', 1)
      const firm = await employer(world, { name: '福鼎管阳茶厂', place })
      const wishes = { title: '拣茶梗己', occupation: '茶叶加工工', place, days: [tomorrow(scene) + 1], yuan: 24 }
      const job = await publishFunded(scene, firm, wishes)
      await world.settle()
      const chen = await worker(world, { age: 61 })

      const one = await hand(scene, visits, chen.phone ?? '', 'elder', { offline: true })
      await one.open('/worker/needs')
      await one.choose('需要哪些,点一下', '不能搬重东西')
      await one.fill('还想说的', note)
      await one.choose('谁可以看', /接了活以后/)
      await one.visit.context.setOffline(true)
      await one.tap('记下来')
      const trouble = one.page.getByRole('alert').filter({ hasText: '现在连不上网。您填的都在' })
      await trouble.waitFor()
      expect(await trouble.evaluate((alert) => alert === alert.ownerDocument.activeElement)).toBe(true)
      const seen = await trouble.boundingBox()
      const step = await one.page.getByRole('button', { name: '记下来' }).boundingBox()
      expect(seen?.y).toBeGreaterThan(0)
      expect((seen?.y ?? 0) + (seen?.height ?? 0)).toBeLessThanOrEqual(step?.y ?? 0)
      expect(await one.page.getByLabel('还想说的').inputValue()).toBe(note)

      await one.visit.context.setOffline(false)
      await one.tap('记下来')
      await one.see('记下了。您接了活,那家用工方才看得到。')
      await trouble.waitFor({ state: 'detached' })

      const engagement = await grabOne(scene, chen, job)
      await sign(scene, chen, job)
      await world.settle()
      const boss = await hand(scene, visits, firm.owner.phone ?? '', 'normal')
      await boss.open(`/employer/person?engagement=${engagement.id}`)
      await boss.see('本人需要的照顾')
      await boss.see('· 不能搬重东西')
      await boss.see(note)
    }),
  ))

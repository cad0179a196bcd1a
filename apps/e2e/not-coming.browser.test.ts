import { expect, test } from 'vitest'

import { grabOne, sign, stateOf } from '../api/test/journey/acts.ts'
import { publishFunded } from '../api/test/journey/jobs.ts'
import { employer, worker } from '../api/test/journey/people.ts'
import { somePlaceIn } from '../api/test/journey/places.ts'
import { later } from '../api/test/journey/world.ts'
import { hand, tomorrow, type Version } from './acts/hand.ts'
import { conclude, find, take } from './acts/worker.ts'
import { browse, play } from './browser/browse.ts'

/** One takes the word back in time, the next one takes the place and does not come; how the two ended. */
async function notComing(version: Version): Promise<string[]> {
  const title = version === 'elder' ? '市场卸菜乙' : '市场卸菜甲'
  let ends: string[] = []
  await play((scene) =>
    browse(async (visits) => {
      const { world } = scene
      const place = somePlaceIn('350981', 1)
      const firm = await employer(world, { name: '福安城北菜行', kind: 'soleTrader', place })
      const [chen, wu] = await Promise.all([worker(world, { age: 58 }), worker(world, { age: 44 })])
      const job = await publishFunded(scene, firm, {
        title,
        occupation: '装卸搬运工',
        place,
        days: [tomorrow(scene) + 1],
        from: '07:00',
        to: '11:00',
        yuan: 28,
      })
      const first = await grabOne(scene, chen, job)
      await sign(scene, chen, job)

      const one = await hand(scene, visits, chen.phone ?? '', version)
      await one.open(`/pages/work/detail?engagement=${first.id}`)
      await one.tap('不去了,取消')
      await one.page.getByRole('heading', { level: 1, name: '不去了,取消' }).waitFor()
      await one.tap('取消这个活')
      await one.see('请选一个原因')
      await one.choose('原因', '我找到别的活了')
      await one.tap('取消这个活')
      await one.see('真的不去了?')
      await one.tap('不去了,取消')
      await one.see(/您取消了这个活/)
      await world.settle()

      const other = await hand(scene, visits, wu.phone ?? '', version)
      await find(other, title)
      const second = await take(other)
      await world.settle()
      await conclude(other, second)

      await scene.until(later(job.first.startsAt, 90))
      await world.settle()
      await other.open(`/pages/work/detail?engagement=${second}`)
      await other.see('这个活记成了没有到岗。')
      await other.open('/worker/standing')
      await other.see('扣10分')
      await other.tap('记错了?请人核实')
      await other.page.getByRole('heading', { level: 1, name: '请人核实' }).waitFor()
      await other.tap('请人核实')
      await other.see('工作人员会找两边核实,核实完以前不扣分。有照片、聊天记录的先留好。')
      await world.settle()
      await other.open('/worker/standing')
      await other.see('正在核实,核实完以前不扣分')
      await one.open('/worker/standing')
      await one.see('没有扣过分')
      const boss = await hand(scene, visits, firm.owner.phone ?? '', version)
      await boss.open(`/employer/person?engagement=${second}`)
      await boss.see(wu.name)
      await boss.see(/没有到岗|未到岗/)
      ends = [await stateOf(scene, first), await stateOf(scene, { ...first, id: second, worker: wu, as: wu.as })]
    }),
  )
  return ends
}

test('接了的人提前取消,补上的人没有来:两边的手机上都说得明白,记错了能请人核实', async () => {
  expect(await notComing('normal')).toEqual(['cancelled', 'noShow'])
})
test('取消和没来,大字版', async () => {
  expect(await notComing('elder')).toEqual(['cancelled', 'noShow'])
})

import { expect, test } from 'vitest'

import { wireTime } from '../api/src/kernel/clock.ts'
import { expectState, sign } from '../api/test/journey/acts.ts'
import { publishFunded } from '../api/test/journey/jobs.ts'
import { employer, worker, type Worker } from '../api/test/journey/people.ts'
import { somePlaceIn } from '../api/test/journey/places.ts'
import type { Taken } from '../api/test/journey/story.ts'
import { later } from '../api/test/journey/world.ts'
import { hand, tomorrow, type Hand } from './acts/hand.ts'
import { browse, play } from './browser/browse.ts'

const crewName = '老林搬运班'

async function invite(leader: Hand, one: Worker): Promise<void> {
  await leader.fill('姓名', one.name)
  await leader.fill('手机号', one.phone ?? '')
  await leader.tap('叫他加入')
  await leader.see(`叫了${one.name},等本人点同意。`)
}

async function tick(leader: Hand, name: string): Promise<void> {
  await leader.page.getByRole('checkbox', { name: new RegExp(name) }).click()
}

test('班组的一天:建班、叫人、请离开、退出、带人接活、只记到一部分、补记、记走', () =>
  play((scene) =>
    browse(async (visits) => {
      const { world } = scene
      const place = somePlaceIn('350982', 2)
      const firm = await employer(world, { name: '福鼎管阳仓储', place })
      const [lin, comes, late, unsigned, quits, removed] = [
        await worker(world, { age: 48 }),
        await worker(world),
        await worker(world),
        await worker(world),
        await worker(world),
        await worker(world),
      ] as const
      const day = tomorrow(scene)
      const job = await publishFunded(scene, firm, {
        title: '仓库搬货',
        occupation: '装卸搬运工',
        place,
        days: [day],
        headcount: 3,
        yuan: 28,
      })

      const leader = await hand(scene, visits, lin.phone ?? '', 'normal')
      await leader.open('/worker/crews')
      await leader.tap('建一个班组')
      await leader.fill('班组的名字', crewName)
      await leader.tap('建好班组')
      await leader.page.getByRole('heading', { level: 1, name: crewName }).waitFor()
      const crewId = new URL(leader.page.url()).searchParams.get('crew') ?? ''
      const params = { crewId }
      for (const one of [comes, late, unsigned, quits, removed]) await invite(leader, one)
      for (const one of [comes, late, unsigned, removed]) {
        await world.call('answerCrewInvitation', { params, body: { agree: true } }, one.as)
      }

      const member = await hand(scene, visits, quits.phone ?? '', 'elder')
      await member.open('/worker/crews')
      await member.tap(`加入${crewName}`)
      await member.open(`/worker/my-crew?crew=${crewId}`)
      await member.tap('退出班组')
      await member.tap('退出')
      await member.see('还没有班组')

      await leader.open(`/worker/my-crew?crew=${crewId}`)
      await leader.tap(`请离开:${removed.name}`)
      await leader.tap('确定')
      await leader.see(`${removed.name}不在班组里了。`)
      const { members } = await world.call('getCrew', { params }, lin.as)
      expect(
        members
          .filter(({ state }) => state === 'agreed')
          .map(({ name }) => name)
          .toSorted(),
      ).toEqual([comes.name, late.name, unsigned.name].toSorted())

      await leader.open(`/pages/jobs/detail?posting=${job.postingId}&shift=${job.first.id}`)
      await leader.tap(/带班组一起去/)
      await tick(leader, comes.name)
      await tick(leader, late.name)
      await tick(leader, unsigned.name)
      await leader.tap('我们3个人去')
      await leader.page.getByRole('heading', { level: 1, name: /我带的人/ }).waitFor()
      await world.settle()
      const { items } = await world.call(
        'listMyCrewDay',
        { query: { day: wireTime(job.first.startsAt).slice(0, 10) } },
        lin.as,
      )
      const takenBy = (one: Worker): Taken => {
        const engagementId = items.find(({ workerName }) => workerName === one.name)?.engagementId ?? ''
        return { id: engagementId, shiftId: job.first.id, worker: one, as: one.as }
      }
      await sign(scene, comes, job)
      await sign(scene, late, job)

      await scene.until(later(job.first.startsAt, -10))
      const dayPage = `/worker/crew?day=${wireTime(job.first.startsAt).slice(0, 10)}`
      await leader.open(dayPage)
      await leader.see(`${unsigned.name} · 不来了`)
      await tick(leader, comes.name)
      await leader.tap('记这1个人到了')
      await leader.see('1个人记好了。')
      await expectState(scene, takenBy(comes), 'working')
      await expectState(scene, takenBy(late), 'concluded')
      await leader.see(`${comes.name} · 在干活`)
      await tick(leader, late.name)
      await leader.tap('记这1个人到了')
      await leader.see('没有等着记到的人')
      await expectState(scene, takenBy(late), 'working')

      await scene.until(later(job.first.endsAt, 2))
      await leader.open(dayPage)
      await leader.choose('记到还是记走', '记走')
      await tick(leader, comes.name)
      await tick(leader, late.name)
      await leader.tap('记这2个人走了')
      await leader.see('2个人都记好了。')
      for (const one of [comes, late]) await expectState(scene, takenBy(one), 'worked')
    }),
  ))

import { roleLabels } from '@linggong/contract/identity/words.ts'
import { findOccupation } from '@linggong/reference'
import { expect, test } from 'vitest'

import { publishFunded } from '../api/test/journey/jobs.ts'
import { employer, worker, type Worker } from '../api/test/journey/people.ts'
import { somePlaceIn, type Place } from '../api/test/journey/places.ts'
import { staff } from '../api/test/journey/staff.ts'
import type { Scene } from '../api/test/journey/story.ts'
import { browse, play } from './browser/browse.ts'
import { signInAtDesk, staffAccount } from './screens/sign-in.ts'

const title = '灯会扎花'
/** A kind of work nobody else of the demonstration offers: only who is named here can be asked. */
const occupation = '插花花艺师'

async function reachedByCall(scene: Scene, person: Worker, place: Place): Promise<void> {
  const code = findOccupation(occupation, 1)[0]?.occupation.code ?? ''
  const body = {
    town: place.town,
    occupations: [code],
    availability: null,
    maxDistanceMeters: null,
    minHourlyFen: null,
    minDailyFen: null,
    settlementCycles: [],
    wantsMeals: false,
    wantsLodging: false,
    channels: ['call' as const],
    takesOffers: true,
  }
  await scene.world.call('putWorkerProfile', { body }, person.as)
}

test('市里看得到正在派的活,也看得到平台怎么猜谁会答应', async () => {
  const found: Record<string, unknown> = {}
  await play((scene) =>
    browse(async (visits) => {
      const { world } = scene
      await scene.until(scene.at(1, '09:00'))
      const { posts } = await staff(world, 'clerk')
      const siteId = posts.find((post) => post.siteId !== null)?.siteId ?? ''
      const { county } = await world.call('getSite', { params: { siteId } })
      const place = somePlaceIn(county, 1)
      const firm = await employer(world, { name: '夜市管理处', place })
      const lin = await worker(world, { age: 55, sex: 'female' })
      await reachedByCall(scene, lin, place)
      const wishes = { title, occupation, place, days: [3], yuan: 30, fillMode: 'dispatch' } as const
      await publishFunded(scene, firm, wishes)

      const officer = world.accounts.find(({ role }) => role.includes(roleLabels.cityOfficer))
      const { page: market } = await visits.open({ device: 'desk' })
      await signInAtDesk(market, world, staffAccount(world, officer?.role ?? ''))
      await market.goto('/console/market')
      await market.getByRole('row', { name: new RegExp(title) }).waitFor()
      found.silent = await market.getByText('没有在派单').count()
      await market.getByText('猜谁会答应').click()
      await market.getByText(/次答复里学的|还没有学过/).waitFor()
    }),
  )
  expect(found).toEqual({ silent: 0 })
})

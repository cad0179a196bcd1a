import { findOccupation } from '@linggong/reference'
import { anyWork } from '../../wishes.ts'
import { meet, taken, sign, workAndBePaid } from '../acts.ts'
import { publishFunded, type Job } from '../jobs.ts'
import { employer, worker, type Worker } from '../people.ts'
import { somePlaceIn, type Place } from '../places.ts'
import { story, type Scene } from '../story.ts'
import { expect, Expectation, expectRefusal, later } from '../world.ts'

/** Says where the worker lives and what work is wanted, so that the platform can offer it. */
async function wantsWork(scene: Scene, worker: Worker, place: Place, occupation: string): Promise<void> {
  const code = findOccupation(occupation, 1)[0]?.occupation.code
  expect(code !== undefined, `没有工种 ${occupation}`)
  await scene.world.call(
    'putWorkerProfile',
    { body: anyWork({ town: place.town, occupations: [code], channels: ['app', 'sms'] }) },
    worker.as,
  )
}

async function openOffer(scene: Scene, worker: Worker, job: Job) {
  await scene.world.settle()
  const { items } = await scene.world.call('listMyOffers', { query: {} }, worker.as)
  return items.find((one) => one.postingId === job.postingId && one.state === 'open')
}

const waves = 8
const waveMinutes = 15

/** The platform asks people wave by wave; this one must be among them in time. */
async function offerFor(scene: Scene, worker: Worker, job: Job) {
  for (let wave = 0; wave < waves; wave++) {
    const offer = await openOffer(scene, worker, job)
    if (offer) return offer
    await scene.until(later(scene.world.clock.now(), waveMinutes))
  }
  throw new Expectation(`${worker.name} 没有等到派单`)
}

export const dispatched = story('dispatch', '派单:平台找附近合适的人发邀约,接受后上工到账', async (scene) => {
  const { world } = scene
  // Offers are made in daytime only (offer.askHours).
  await scene.until(scene.at(1, '09:00'))
  const place = somePlaceIn('350926', 1)
  const farm = await employer(world, { name: '柘荣太子参合作社', kind: 'cooperative', place })
  const lin = await worker(world, { age: 50, sex: 'female' })
  await wantsWork(scene, lin, place, '中药材种植员')
  const job = await publishFunded(scene, farm, {
    title: '太子参采挖',
    occupation: '中药材种植员',
    place,
    days: [2],
    headcount: 2,
    yuan: 24,
    fillMode: 'dispatch',
  })
  const offer = await offerFor(scene, lin, job)
  expect(offer.reasons.length > 0, '邀约没有说明为什么找您')
  scene.note(`为什么找到${lin.name}:${offer.reasons.join('、')}`)
  const answer = await world.call('takeOffer', { params: { offerId: offer.id }, body: {} }, lin.as)
  const [one] = taken(scene, answer, [lin])
  expect(one !== undefined, '接受邀约后没有用工单')
  await sign(scene, lin, job)
  await workAndBePaid(scene, job, [one])
})

async function invitedJob(scene: Scene, people: readonly Worker[]) {
  await scene.until(scene.at(1, '09:30'))
  const place = somePlaceIn('350925', 0)
  const factory = await employer(scene.world, { name: '周宁茶叶加工厂', place })
  await meet(scene, factory, people, place)
  const job = await publishFunded(scene, factory, {
    title: '茶叶分拣',
    occupation: '茶叶加工工',
    place,
    days: [2],
    yuan: 25,
    fillMode: 'dispatch',
  })
  const body = { workerIds: people.map(({ id }) => id) }
  await scene.world.call('inviteWorkers', { params: { shiftId: job.first.id }, body }, factory.as)
  return { factory, job }
}

export const declined = story('offer-declined', '邀约被谢绝:不想去就点谢绝,不影响别人', async (scene) => {
  const { world } = scene
  const [lin, chen] = await Promise.all([worker(world, { age: 44 }), worker(world, { age: 36 })])
  const { job } = await invitedJob(scene, [lin, chen])
  const refused = await openOffer(scene, lin, job)
  const accepted = await openOffer(scene, chen, job)
  expect(refused !== undefined && accepted !== undefined, '两个人都应收到邀约')
  const gone = await world.call('declineOffer', { params: { offerId: refused.id }, body: {} }, lin.as)
  expect(gone.state === 'declined', '邀约应是已谢绝')
  scene.note(`${lin.name} 谢绝了邀约:${gone.stateLabel}`)
  const answer = await world.call('takeOffer', { params: { offerId: accepted.id }, body: {} }, chen.as)
  const all = taken(scene, answer, [chen])
  await sign(scene, chen, job)
  await workAndBePaid(scene, job, all)
})

export const lapsed = story('offer-expired', '邀约过期:没有在时限内答复,再点接受会被客气地告知', async (scene) => {
  const { world } = scene
  const lin = await worker(world, { age: 58 })
  const { job } = await invitedJob(scene, [lin])
  const offer = await openOffer(scene, lin, job)
  expect(offer !== undefined, '应收到邀约')
  await scene.until(later(new Date(offer.expiresAt), 1))
  const { items } = await world.call('listMyOffers', { query: {} }, lin.as)
  expect(items.find(({ id }) => id === offer.id)?.state === 'expired', '邀约应已过期')
  const words = await expectRefusal(
    'OfferGone',
    world.call('takeOffer', { params: { offerId: offer.id }, body: {} }, lin.as),
  )
  scene.note(`过期后再接受:“${words}”`)
})

export const applicationLapsed = story(
  'application-expired',
  '报名过期:雇主一直没答复,开工前报名自动失效',
  async (scene) => {
    const { world } = scene
    const place = somePlaceIn('350924', 0)
    const farm = await employer(world, { name: '寿宁花菇专业合作社', kind: 'cooperative', place })
    const lin = await worker(world, { age: 41, sex: 'female' })
    const wishes = { title: '剪菇脚', occupation: '食用菌生产工', place, yuan: 22, fillMode: 'apply' } as const
    const job = await publishFunded(scene, farm, wishes)
    const application = await world.call('applyForShift', { params: { shiftId: job.first.id }, body: {} }, lin.as)
    await scene.until(later(new Date(application.expiresAt), 1))
    const { items } = await world.call('listMyApplications', { query: {} }, lin.as)
    const state = items.find(({ id }) => id === application.id)?.stateLabel
    expect(items.find(({ id }) => id === application.id)?.state === 'expired', `报名应已过期,却是 ${state}`)
    scene.note(`${lin.name} 的报名:${state}`)
  },
)

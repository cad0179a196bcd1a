import { taken, grabOne, sign, workAndBePaid } from '../acts.ts'
import { publishFunded } from '../jobs.ts'
import { employer, worker } from '../people.ts'
import { placeNamed } from '../places.ts'
import { story } from '../story.ts'
import { expect } from '../world.ts'

export const grabbed = story('grab', '抢单:装卸半天,签合同、上工、确认、当天到账', async (scene) => {
  const place = placeNamed('宁德万达广场')
  const shop = await employer(scene.world, { name: '东侨搬运服务部', kind: 'soleTrader', place })
  const lin = await worker(scene.world, { age: 52 })
  const job = await publishFunded(scene, shop, { title: '卸货搬运', occupation: '装卸搬运工', place, yuan: 30 })
  const one = await grabOne(scene, lin, job)
  await sign(scene, lin, job)
  await workAndBePaid(scene, job, [one])
})

export const applied = story('apply', '报名:三人报名,雇主挑一人、谢绝一人,一人自己撤回', async (scene) => {
  const { world } = scene
  const place = placeNamed('东湖市场')
  const canteen = await employer(world, { name: '东湖食堂管理', place })
  const [chen, lin, wang] = await Promise.all([
    worker(world, { age: 38, sex: 'female' }),
    worker(world, { age: 47 }),
    worker(world, { age: 29 }),
  ])
  const job = await publishFunded(scene, canteen, {
    title: '食堂洗菜洗碗',
    occupation: '洗碗工',
    place,
    yuan: 26,
    fillMode: 'apply',
  })
  const params = { shiftId: job.first.id }
  const picked = await world.call('applyForShift', { params, body: { message: '做过两年食堂' } }, chen.as)
  const refused = await world.call('applyForShift', { params, body: {} }, lin.as)
  const regretted = await world.call('applyForShift', { params, body: {} }, wang.as)
  await world.call('withdrawApplication', { params: { applicationId: regretted.id }, body: {} }, wang.as)
  const { items } = await world.call('listApplicants', { params }, canteen.as)
  expect(
    items.some(({ id }) => id === picked.id),
    '雇主看不到报名的人',
  )
  await world.call('declineApplication', { params: { applicationId: refused.id }, body: {} }, canteen.as)
  const answer = await world.call('takeApplication', { params: { applicationId: picked.id }, body: {} }, canteen.as)
  const [one] = taken(scene, answer, [chen])
  expect(one !== undefined, '录用后没有用工单')
  await sign(scene, chen, job)
  await workAndBePaid(scene, job, [one])
})

import type { reasons } from '@linggong/contract'
import { arrive, breakOff, collect, confirm, expectState, grab, grabOne, leave, sign, workAndBePaid } from '../acts.ts'
import { publishFunded, type Job } from '../jobs.ts'
import { employer, worker, type Worker } from '../people.ts'
import { placeNamed, somePlaceIn } from '../places.ts'
import { story, type Scene, type Taken } from '../story.ts'
import { expect, later } from '../world.ts'

/** Signed, come, and at work. */
async function atWork(scene: Scene, title: string): Promise<{ job: Job; lin: Worker; one: Taken }> {
  const place = somePlaceIn('350982', 2)
  const farm = await employer(scene.world, { name: '福鼎白茶合作社', kind: 'cooperative', place })
  const lin = await worker(scene.world, { age: 46, sex: 'female' })
  const job = await publishFunded(scene, farm, { title, occupation: '茶园工', place, to: '16:00', yuan: 25 })
  const one = await grabOne(scene, lin, job)
  await sign(scene, lin, job)
  await arrive(scene, job, one)
  return { job, lin, one }
}

type BreakOffReason = keyof (typeof reasons)['engagement.breakOff']

/** Work stops early; the hours so far are confirmed and paid. */
async function brokenOff(
  scene: Scene,
  code: BreakOffReason,
  afterMinutes: number,
  by: 'worker' | 'employer',
): Promise<void> {
  const { job, lin, one } = await atWork(scene, '茶园除草')
  await scene.until(later(job.first.startsAt, afterMinutes))
  await breakOff(scene, one, code, by === 'worker' ? lin : job.employer)
  await expectState(scene, one, 'worked')
  await confirm(scene, job.employer, [one])
  await collect(scene, [one])
  const { wages } = await scene.world.call(
    'getEngagementWages',
    { params: { engagementId: one.id }, query: {} },
    lin.as,
  )
  expect((wages[0]?.grossFen ?? 0) > 0, '干过的时间没有计酬')
}

export const rain = story('broken-off-rain', '干到一半下雨停工:干了多久算多久', (scene) =>
  brokenOff(scene, 'rain', 150, 'employer'),
)

export const injury = story('broken-off-injury', '干活受伤停工:已干的工时照付', (scene) =>
  brokenOff(scene, 'injury', 95, 'worker'),
)

export const sentHome = story('broken-off-sent-home', '到场不久就让回去:按最低计酬时间付', (scene) =>
  brokenOff(scene, 'sentHome', 30, 'employer'),
)

export const corrected = story('corrected', '雇主更正工时:工人看过接受,按更正后的发', async (scene) => {
  const { job, lin, one } = await atWork(scene, '采茶青')
  await leave(scene, job, one)
  const params = { engagementId: one.id }
  const recorded = await scene.world.call('getTimesheet', { params }, job.employer.as)
  const body = { minutes: (recorded.minutes ?? 0) - 30, reason: { code: 'breakLonger', note: '午饭多歇了半小时' } }
  await scene.world.call('correctTimesheet', { params, body }, job.employer.as)
  const accepted = await scene.world.call('acceptTimesheet', { params, body: {} }, lin.as)
  expect(accepted.state === 'confirmed', `工时应已确认,却是 ${accepted.stateLabel}`)
  expect(accepted.minutes === body.minutes, '工时不是更正后的')
  await collect(scene, [one])
})

export const autoConfirmed = story('auto-confirmed', '没人签退、雇主没确认:到时限自动签退、自动确认', async (scene) => {
  const { one } = await atWork(scene, '修剪茶树')
  await scene.until(scene.at(2, '08:00'))
  await collect(scene, [one])
})

export const fiveDays = story('five-days', '一份合同干五天:整单接、每天签到签退、每天到账', async (scene) => {
  const place = placeNamed('锂电新能源产业园')
  const firm = await employer(scene.world, { name: '湖东电子', place })
  const lin = await worker(scene.world, { age: 31 })
  const job = await publishFunded(scene, firm, {
    title: '电池包装打包',
    occupation: '包装工',
    place,
    days: [1, 2, 3, 4, 5],
    yuan: 26,
    span: 'wholeJob',
  })
  const all = await grab(scene, lin, job)
  expect(all.length === 5, `整单应有 5 张用工单,却有 ${all.length}`)
  await sign(scene, lin, job)
  for (const one of all) await workAndBePaid(scene, job, [one])
  const { items } = await scene.world.call('listMyContracts', { query: { limit: 10 } }, lin.as)
  expect(items.length === 1, `应只有一份合同,却有 ${items.length} 份`)
  scene.note('五天一份合同')
})

export const atTheGate = story('gate', '扫门口的码签到:到了现场当场签合同再上工', async (scene) => {
  const { world } = scene
  const place = placeNamed('宁德会展中心')
  const firm = await employer(world, { name: '会展服务', place })
  const lin = await worker(world, { age: 27, sex: 'female' })
  const job = await publishFunded(scene, firm, { title: '展位搭建帮手', occupation: '装卸搬运工', place, yuan: 28 })
  await scene.until(later(job.first.startsAt, -40))
  const one = await grabOne(scene, lin, job)
  await scene.until(later(job.first.startsAt, -10))
  const shown = await world.call('renewShiftCode', { params: { shiftId: job.first.id }, body: {} }, firm.as)
  const token = shown.url.split('/').at(-1) ?? ''
  const seen = await world.call('readCheckCode', { params: { token } }, lin.as)
  expect(seen.mustSign && seen.contractId !== null, '门口应提示先签合同')
  await world.call('requestCode', { body: { purpose: 'signContract', subjectId: seen.contractId } }, lin.as)
  const code = await world.codeFor(lin.phone ?? '')
  await world.call('checkInByCode', { params: { token }, body: { code } }, lin.as)
  await scene.until(later(job.first.endsAt, 1))
  await world.call('checkOutByCode', { params: { token }, body: {} }, lin.as)
  await confirm(scene, firm, [one])
  await collect(scene, [one])
})

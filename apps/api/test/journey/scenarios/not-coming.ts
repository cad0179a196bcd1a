import { expectState, grabOne, sign } from '../acts.ts'
import { publishFunded, type Job } from '../jobs.ts'
import { employer, worker, type Worker } from '../people.ts'
import { placeNamed } from '../places.ts'
import { story, type Scene, type Taken } from '../story.ts'
import { expect, expectRefusal, later } from '../world.ts'

/** Somebody has taken and signed a place of a morning's work the day after tomorrow. */
async function signedFor(scene: Scene, signs = true): Promise<{ job: Job; lin: Worker; one: Taken }> {
  const place = placeNamed('宁德站')
  const firm = await employer(scene.world, { name: '站前物流', place })
  const lin = await worker(scene.world, { age: 33 })
  const wishes = { title: '快递分拣', occupation: '快件处理员', place, days: [2], yuan: 25 } as const
  const job = await publishFunded(scene, firm, wishes)
  const one = await grabOne(scene, lin, job)
  if (signs) await sign(scene, lin, job)
  return { job, lin, one }
}

async function cancelled(
  scene: Scene,
  one: Taken,
  by: { as: Taken['as'] },
  code: string,
  late: boolean,
): Promise<void> {
  const { world } = scene
  const body = { reason: { code } }
  const view = await world.call('cancelEngagement', { params: { engagementId: one.id }, body }, by.as)
  expect(view.state === 'cancelled', `应是取消,却是 ${view.stateLabel}`)
  expect(view.lateNotice === late, late ? '临时取消应记为临时' : '提前取消不应有影响')
  scene.ends(one, 'cancelled')
  scene.note(late ? '临时取消:按规则记录影响' : '提前取消:没有影响')
}

/** The freed place is on the board again. */
async function placeIsFree(scene: Scene, job: Job): Promise<void> {
  await scene.world.settle()
  const posting = await scene.world.call('getPosting', { params: { postingId: job.postingId } })
  expect(posting.shifts[0]?.openPlaces === 1, '名额没有放出来')
  scene.note('名额已放出,别人可以接')
}

export const workerInTime = story('cancel-worker', '工人提前取消:开工前十二小时以上,没有影响', async (scene) => {
  const { job, lin, one } = await signedFor(scene)
  await cancelled(scene, one, lin, 'workerOtherWork', false)
  await placeIsFree(scene, job)
})

export const workerLate = story('cancel-worker-late', '工人临时取消:开工前一小时,说明原因并记录影响', async (scene) => {
  const { job, lin, one } = await signedFor(scene)
  await scene.until(later(job.first.startsAt, -60))
  await cancelled(scene, one, lin, 'workerChangedMind', true)
})

export const employerInTime = story('cancel-employer', '雇主提前取消:说明原因,工人收到通知', async (scene) => {
  const { job, one } = await signedFor(scene)
  await cancelled(scene, one, job.employer, 'employerNoNeed', false)
  await placeIsFree(scene, job)
})

export const employerLate = story('cancel-employer-late', '雇主临时取消:开工前一小时,按规则记录影响', async (scene) => {
  const { job, one } = await signedFor(scene)
  await scene.until(later(job.first.startsAt, -60))
  await cancelled(scene, one, job.employer, 'employerRescheduled', true)
})

export const nobodyCame = story('no-show-deadline', '没有到岗:过了时限没有签到,系统按规则记录', async (scene) => {
  const { job, one } = await signedFor(scene)
  await scene.until(later(job.first.endsAt, 5))
  scene.ends(one, 'noShow')
  await expectState(scene, one, 'noShow')
})

export const employerSaysNoShow = story(
  'no-show-employer',
  '没有到岗:开工后才接的人一直没来,雇主记录',
  async (scene) => {
    const { world } = scene
    const place = placeNamed('宁德站')
    const firm = await employer(world, { name: '站前快递', place })
    const lin = await worker(world, { age: 24 })
    const job = await publishFunded(scene, firm, {
      title: '快递装车',
      occupation: '装卸搬运工',
      place,
      days: [2],
      yuan: 27,
    })
    await scene.until(later(job.first.startsAt, 20))
    const one = await grabOne(scene, lin, job)
    await sign(scene, lin, job)
    const act = () => {
      const body = { reason: { code: 'noAnswer' } }
      return world.call('reportNoShow', { params: { engagementId: one.id }, body }, firm.as)
    }
    scene.note(`还没到时间:“${await expectRefusal('TooEarlyForNoShow', act())}”`)
    // The employer may say so half an hour after the work was taken; the system waits an hour from the signature.
    await scene.until(later(job.first.startsAt, 52))
    const view = await act()
    expect(view.state === 'noShow', `应是没有到岗,却是 ${view.stateLabel}`)
    scene.ends(one, 'noShow')
  },
)

export const unsigned = story('not-signed', '没有按时签合同:过了签约时限自动取消', async (scene) => {
  const { one } = await signedFor(scene, false)
  await scene.until(scene.at(2, '07:55'))
  scene.ends(one, 'cancelled')
  await expectState(scene, one, 'cancelled')
})

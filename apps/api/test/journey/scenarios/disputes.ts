import { arrive, collect, confirm, expectState, grabOne, leave, sign } from '../acts.ts'
import { payMore, publishFunded, type Job } from '../jobs.ts'
import { employer, worker, type Worker } from '../people.ts'
import { somePlaceIn } from '../places.ts'
import { staff } from '../staff.ts'
import { story, type Scene, type Taken } from '../story.ts'
import { expect } from '../world.ts'

/** Worked, and the two sides do not agree; in the mediator's county. */
async function worked(scene: Scene): Promise<{ job: Job; lin: Worker; one: Taken }> {
  const mediator = await staff(scene.world, 'mediator')
  const county = mediator.posts.find((post) => post.county !== null)?.county ?? '350902'
  const place = somePlaceIn(county, 3)
  const firm = await employer(scene.world, { name: '宏达建筑劳务', place })
  const lin = await worker(scene.world, { age: 49 })
  const job = await publishFunded(scene, firm, {
    title: '工地清理',
    occupation: '保洁员',
    place,
    to: '16:00',
    yuan: 30,
  })
  const one = await grabOne(scene, lin, job)
  await sign(scene, lin, job)
  await arrive(scene, job, one)
  await leave(scene, job, one)
  return { job, lin, one }
}

type Claim = { by: Worker | Job['employer']; claimedMinutes: number; code: string; note: string }

/** Objects to the hours; a mediator takes the matter as first contact. */
async function disputed(scene: Scene, one: Taken, { by, claimedMinutes, code, note }: Claim) {
  const body = { reason: { code, note }, claim: { minutes: claimedMinutes } }
  const dispute = await scene.world.call('openDispute', { params: { engagementId: one.id }, body }, by.as)
  await expectState(scene, one, 'disputed')
  const mediator = await staff(scene.world, 'mediator')
  await scene.world.call('takeDispute', { params: { disputeId: dispute.id }, body: {} }, await mediator.as())
  return { dispute, mediator }
}

export const partial = story('dispute-partial', '工时有争议:无争议的部分先发,调解后补发其余', async (scene) => {
  const { world } = scene
  const { job, lin, one } = await worked(scene)
  const params = { engagementId: one.id }
  const recorded = (await world.call('getTimesheet', { params }, lin.as)).minutes ?? 0
  const claim = { by: job.employer, claimedMinutes: recorded - 120, code: 'hoursWrong', note: '下午有两小时不在现场' }
  const { dispute, mediator } = await disputed(scene, one, claim)
  await paidMeanwhile(scene, one)
  const settlement = { minutes: recorded - 60 }
  const body = { outcome: 'settled', settlement, reason: { code: 'decided', note: '各让一步' } } as const
  const decided = await world.call('decideDispute', { params: { disputeId: dispute.id }, body }, await mediator.as())
  expect(decided.state === 'decided', `应是调解决定,却是 ${decided.stateLabel}`)
  await collect(scene, [one])
  const { wages } = await world.call('getEngagementWages', { params, query: {} }, lin.as)
  expect(wages.some(({ part }) => part === 'undisputed') && wages.some(({ part }) => part === 'settled'), '应分两次发')
})

/** The undisputed part reaches the worker while the dispute is open. */
async function paidMeanwhile(scene: Scene, one: Taken): Promise<void> {
  const { world } = scene
  for (let round = 0; round < 20; round++) {
    await world.settle()
    const { wages } = await world.call('getEngagementWages', { params: { engagementId: one.id }, query: {} }, one.as)
    if (wages.some(({ part, paidAt }) => part === 'undisputed' && paidAt !== null)) {
      await expectState(scene, one, 'disputed')
      scene.note('争议还没处理完,无争议的部分已经到账')
      return
    }
    await world.outside.settleFiles()
    await scene.until(new Date(world.clock.now().getTime() + 6 * 60_000))
  }
  expect(false, '无争议的部分一直没有到账')
}

export const voided = story('dispute-voided', '争议查实没有上工:用工单作废,钱退回', async (scene) => {
  const { job, one } = await worked(scene)
  const claim = { by: job.employer, claimedMinutes: 0, code: 'workNotDone', note: '签了到就走了' }
  const { dispute, mediator } = await disputed(scene, one, claim)
  const body = { outcome: 'voided', reason: { code: 'neverWorked' } } as const
  await scene.world.call('decideDispute', { params: { disputeId: dispute.id }, body }, await mediator.as())
  scene.ends(one, 'voided')
  await expectState(scene, one, 'voided')
})

export const agreed = story('dispute-agreed', '工人提出异议:双方自己谈妥,不用调解', async (scene) => {
  const { world } = scene
  const { job, lin, one } = await worked(scene)
  const params = { engagementId: one.id }
  const recorded = (await world.call('getTimesheet', { params }, lin.as)).minutes ?? 0
  const claim = { minutes: recorded + 60 }
  const opened = await world.call('openDispute', { params, body: { reason: { code: 'hoursWrong' }, claim } }, lin.as)
  await world.call('agreeDispute', { params: { disputeId: opened.id }, body: { proposal: claim } }, job.employer.as)
  // The hour more was not set aside with the posting: 30 yuan by its terms.
  await payMore(scene, job, 3_000)
  await collect(scene, [one])
})

export const confirmedAfterAll = story('dispute-withdrawn', '撤回异议:按原来记录的工时发', async (scene) => {
  const { world } = scene
  const { lin, one, job } = await worked(scene)
  const body = { reason: { code: 'payWrong' }, claim: { amountFen: 30_000 } }
  const opened = await world.call('openDispute', { params: { engagementId: one.id }, body }, lin.as)
  await world.call('withdrawDispute', { params: { disputeId: opened.id }, body: {} }, lin.as)
  await world.settle()
  const now = await world.call('getEngagement', { params: { engagementId: one.id } }, lin.as)
  if (now.state === 'worked') await confirm(scene, job.employer, [one])
  await collect(scene, [one])
})

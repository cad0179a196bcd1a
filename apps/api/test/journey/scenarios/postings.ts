import { wireTime } from '../../../src/kernel/clock.ts'
import { grabOne, sign, workAndBePaid } from '../acts.ts'
import { draftOf, fundEscrow, jobOf, publishFunded, saveDraft, submit } from '../jobs.ts'
import { employer, worker } from '../people.ts'
import { placeNamed, somePlaceIn } from '../places.ts'
import { story } from '../story.ts'
import { expect, expectRefusal, later } from '../world.ts'

export const returned = story('posting-returned', '需求被退回:所有问题一次说清,改好重新提交就发布', async (scene) => {
  const { world } = scene
  const place = placeNamed('宁德站')
  const firm = await employer(world, { name: '站前餐饮', place })
  const good = draftOf(scene, firm, { title: '餐厅传菜', occupation: '餐厅服务员', place, yuan: 25 })
  const bad = { ...good, description: '只招女性,报名交押金200元,加微信报名。', amountFen: 900 }
  const { id } = await saveDraft(scene, firm, bad)
  const submitted = await submit(scene, firm, id)
  expect(submitted.state === 'returned', `应退回,却是 ${submitted.stateLabel}`)
  const own = await world.call('getOwnPosting', { params: { postingId: id } }, firm.as)
  const given = own.decisions.flatMap(({ reasons }) => reasons.map(({ label }) => label))
  scene.note(`退回原因:${given.join('、')}`)
  for (const hit of submitted.hits)
    scene.note(`“${hit.words || '薪资'}” ${hit.explanation} ${hit.article};${hit.wayOut}`)
  const categories = new Set(
    submitted.hits.filter(({ severity }) => severity === 'block').map(({ category }) => category),
  )
  for (const wanted of ['discrimination', 'fee', 'contact', 'pay'])
    expect(categories.has(wanted), `少说了一类问题:${wanted}`)
  await scene.until(later(world.clock.now(), 2))
  await world.call('updatePosting', { params: { postingId: id }, body: good }, firm.as)
  const again = await submit(scene, firm, id)
  expect(again.state === 'published', `改好后应发布,却是 ${again.stateLabel}`)
  await world.settle()
  const job = await jobOf(scene, firm, id)
  await fundEscrow(scene, job)
  const lin = await worker(world, { age: 26 })
  const one = await grabOne(scene, lin, job)
  await sign(scene, lin, job)
  await workAndBePaid(scene, job, [one])
})

export const withdrawn = story('posting-withdrawn', '撤回需求:已接的人被取消并收到通知,钱退回', async (scene) => {
  const { world } = scene
  const place = somePlaceIn('350922', 0)
  const firm = await employer(world, { name: '古田食用菌', place })
  const lin = await worker(world, { age: 44, sex: 'female' })
  const job = await publishFunded(scene, firm, {
    title: '菌棒接种',
    occupation: '食用菌生产工',
    place,
    days: [2],
    yuan: 23,
  })
  const one = await grabOne(scene, lin, job)
  await sign(scene, lin, job)
  const body = { reason: { code: 'noNeed' } }
  const gone = await world.call('withdrawPosting', { params: { postingId: job.postingId }, body }, firm.as)
  expect(gone.state === 'withdrawn' && gone.cancelledEngagements === 1, '撤回应取消一张用工单')
  scene.ends(one, 'cancelled')
  await world.settle()
  const chen = await worker(world, { age: 30 })
  const params = { shiftId: job.first.id }
  const words = await expectRefusal('NotFound', world.call('grabShift', { params, body: {} }, chen.as))
  scene.note(`别人再来抢:“${words}”`)
})

export const expired = story('posting-expired', '需求过期:没人接,到时自动结束,托管的钱退回', async (scene) => {
  const { world } = scene
  const place = somePlaceIn('350923', 0)
  const firm = await employer(world, { name: '屏南旅游', place })
  const wantedUntil = wireTime(scene.at(1, '06:00'))
  const wishes = { title: '古村讲解帮手', occupation: '讲解员', place, yuan: 30, with: { wantedUntil } }
  const job = await publishFunded(scene, firm, wishes)
  await scene.until(later(job.first.startsAt, -30))
  const own = await world.call('getOwnPosting', { params: { postingId: job.postingId } }, firm.as)
  expect(own.state === 'expired', `应过期,却是 ${own.stateLabel}`)
  scene.note(`需求:${own.stateLabel}`)
  await scene.until(later(world.clock.now(), 24 * 60))
  await world.outside.settleFiles()
  await scene.until(later(world.clock.now(), 12))
  const escrow = await world.call('getEscrow', { params: { postingId: job.postingId } }, firm.as)
  expect(escrow.remainingFen === 0 && escrow.refundedFen === escrow.requiredFen, `托管应退回,却是 ${escrow.stateLabel}`)
  scene.note(`托管:${escrow.stateLabel} ${(escrow.refundedFen / 100).toFixed(2)} 元`)
})

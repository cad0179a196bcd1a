import { arrive, collect, confirm, expectState, grabOne, leave, sign, workAndBePaid } from '../acts.ts'
import { publish, publishFunded } from '../jobs.ts'
import { employer, worker } from '../people.ts'
import { placeNamed, somePlaceIn } from '../places.ts'
import { story } from '../story.ts'
import { expect, later } from '../world.ts'

export const otherRail = story('rail-failover', '微信零钱没实名收不了:自动改发到银行卡', async (scene) => {
  const { world } = scene
  const place = placeNamed('东湖市场')
  const shop = await employer(world, { name: '东湖水果批发', kind: 'soleTrader', place })
  const lin = await worker(world, { age: 35, paidBy: 'wechat' })
  await world.outside.setWallet(lin.openid ?? '', { verified: false })
  const account = {
    preferredRail: 'wechat',
    bankAccount: world.range.bankAccount(),
    bankName: '社保卡银行账户',
  } as const
  await world.call('putMyPaySettings', { body: account }, lin.as)
  const job = await publishFunded(scene, shop, { title: '水果装卸', occupation: '装卸搬运工', place, yuan: 28 })
  const one = await grabOne(scene, lin, job)
  await sign(scene, lin, job)
  await workAndBePaid(scene, job, [one])
  const { payouts } = await world.call('getEngagementWages', { params: { engagementId: one.id }, query: {} }, lin.as)
  expect(
    payouts.some(({ rail, state }) => rail === 'wechat' && state === 'failed'),
    '微信那笔应失败',
  )
  expect(
    payouts.some(({ rail, state }) => rail === 'bank' && state === 'succeeded'),
    '银行那笔应成功',
  )
})

export const waitsForTap = story('wallet-tap', '微信收款:工资等本人点“收款”,点了才算到账', async (scene) => {
  const { world } = scene
  const place = placeNamed('南岸公园')
  const firm = await employer(world, { name: '园林养护', place })
  const lin = await worker(world, { age: 55, paidBy: 'wechat' })
  const job = await publishFunded(scene, firm, { title: '草坪除草', occupation: '绿化工', place, yuan: 25 })
  const one = await grabOne(scene, lin, job)
  await sign(scene, lin, job)
  await arrive(scene, job, one)
  await leave(scene, job, one)
  await confirm(scene, firm, [one])
  await world.settle()
  const { items } = await world.call('listMyWaitingPayouts', { query: {} }, lin.as)
  expect(items.length === 1, `应有一笔等着点收款,却有 ${items.length} 笔`)
  await expectState(scene, one, 'confirmed')
  scene.note(`${items[0]?.stateLabel}:${lin.name} 两小时后才看手机`)
  await scene.until(later(world.clock.now(), 120))
  expect((await world.outside.tapAll(lin.openid ?? '')) === 1, '微信里应有一笔可以点')
  await collect(scene, [one])
})

export const arrears = story('arrears', '雇主没有按时出钱:逐级催办、停止发布,补上钱后发清', async (scene) => {
  const { world } = scene
  const place = somePlaceIn('350981', 2)
  const firm = await employer(world, { name: '福安电机配件', place })
  const lin = await worker(world, { age: 40 })
  const job = await publish(scene, firm, { title: '配件打包', occupation: '包装工', place, yuan: 26 })
  const one = await grabOne(scene, lin, job)
  await sign(scene, lin, job)
  await arrive(scene, job, one)
  await leave(scene, job, one)
  await confirm(scene, firm, [one])
  await scene.until(later(world.clock.now(), 49 * 60))
  await expectState(scene, one, 'confirmed')
  const owed = await world.call('getEmployerFunding', { params: { employerId: firm.id } }, firm.as)
  expect(owed.overdueFen > 0, '应显示有拖欠')
  scene.note(`拖欠 ${(owed.overdueFen / 100).toFixed(2)} 元,雇主补交`)
  const escrow = await world.call('getEscrow', { params: { postingId: job.postingId } }, firm.as)
  const account = escrow.accountNo ?? owed.accountNo
  expect(account !== null, '没有可以补交的账号')
  await world.outside.payIn({
    accountNo: account,
    amountFen: Math.max(escrow.requiredFen, owed.owedFen),
    payerName: firm.name,
    payerAccountNo: firm.accountNo,
    bankReference: `journey-late-${escrow.id}`,
  })
  await world.outside.deliver()
  await collect(scene, [one])
})

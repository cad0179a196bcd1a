import { dataConsent } from '@linggong/contract/identity/words.ts'
import { businessDay } from '../../../src/kernel/clock.ts'
import { collect, confirm, grabOne, sign, taken, workAndBePaid } from '../acts.ts'
import { publishFunded, type Job } from '../jobs.ts'
import { employer, signInByPhone, worker, workers, type Worker } from '../people.ts'
import { placeNamed, somePlaceIn } from '../places.ts'
import { staff } from '../staff.ts'
import { story, type Scene, type Taken } from '../story.ts'
import { expect, later } from '../world.ts'

/** A leader and people who have agreed to join. */
async function crewOf(scene: Scene, size: number): Promise<{ leader: Worker; members: Worker[]; crewId: string }> {
  const { world } = scene
  const leader = await worker(world, { age: 48 })
  const members = await workers(world, size)
  const crew = await world.call('createCrew', { body: { name: '老林班组' } }, leader.as)
  const params = { crewId: crew.id }
  for (const { phone, name } of members) {
    await world.call('inviteCrewMember', { params, body: { phone: phone ?? '', name } }, leader.as)
  }
  await Promise.all(members.map((one) => world.call('answerCrewInvitation', { params, body: { agree: true } }, one.as)))
  return { leader, members, crewId: crew.id }
}

export const crew = story('crew', '带班带十二人:每人各自签合同、各自到账,带班一分不扣', async (scene) => {
  const { world } = scene
  const place = placeNamed('东侨工业园区')
  const firm = await employer(world, { name: '东侨电子', place })
  const { leader, members, crewId } = await crewOf(scene, 12)
  const wishes = { title: '仓库盘点搬货', occupation: '装卸搬运工', place, headcount: 12, yuan: 28 } as const
  const job = await publishFunded(scene, firm, wishes)
  const body = { crewId, memberIds: members.map(({ id }) => id) }
  const answer = await world.call('bringCrew', { params: { shiftId: job.first.id }, body }, leader.as)
  const all = taken(scene, answer, members)
  expect(all.length === 12, `应有 12 张用工单,却有 ${all.length}`)
  await Promise.all(members.map((one) => sign(scene, one, job)))
  await scene.until(later(job.first.startsAt, -10))
  const params = { shiftId: job.first.id }
  const engagementIds = all.map(({ id }) => id)
  const came = await world.call('checkInCrew', { params, body: { engagementIds } }, leader.as)
  expect(
    came.items.every(({ ok }) => ok),
    `有人没点上名:${came.items.find(({ ok }) => !ok)?.message}`,
  )
  await scene.until(later(job.first.endsAt, 5))
  const left = await world.call('checkOutCrew', { params, body: { engagementIds } }, leader.as)
  expect(
    left.items.every(({ ok }) => ok),
    `有人没签退:${left.items.find(({ ok }) => !ok)?.message}`,
  )
  await confirm(scene, firm, all)
  await collect(scene, all)
  scene.note(`带班 ${leader.name} 点名签到、签退;工资直接发给每个人`)
})

/** A clerk does everything for somebody without a phone. */
export const byClerk = story(
  'clerk',
  '没有手机的老人到驿站:工作人员代办登记、接单、签合同,工资发到社保卡',
  async (scene) => {
    const { world } = scene
    await scene.until(scene.at(1, '08:00'))
    const clerk = await staff(world, 'clerk')
    const as = await clerk.as()
    const place = somePlaceIn(clerk.posts.find((post) => post.county !== null)?.county ?? '350902', 1)
    const name = world.range.personName('female')
    const idNumber = world.range.idNumber('female', 49, businessDay(world.clock.now()))
    const person = { name, idNumber, how: 'idCard', consentVersion: dataConsent.version } as const
    const registered = await world.call('registerAtCounter', { body: person }, as)
    const onBehalfOf = registered.person.id
    const granny: Worker = { id: onBehalfOf, name, sex: 'female', idNumber, phone: null, openid: null, as }
    const account = {
      preferredRail: 'bank',
      bankAccount: world.range.bankAccount(),
      bankName: '社保卡银行账户',
      onBehalfOf,
    } as const
    await world.call('putMyPaySettings', { body: account }, as)
    const firm = await employer(world, { name: '驿站旁菜场', kind: 'soleTrader', place })
    const job = await publishFunded(scene, firm, {
      title: '摘菜理货',
      occupation: '蔬菜加工工',
      place,
      from: '10:00',
      to: '11:30',
      yuan: 23,
    })
    const answer = await world.call(
      'grabShift',
      { params: { shiftId: job.first.id }, body: { onBehalfOf } },
      await clerk.as(),
    )
    const [made] = answer.engagements
    expect(made !== undefined, '代办接单没有用工单')
    const one: Taken = { id: made.id, shiftId: made.shiftId, worker: granny, as: firm.as, employerId: firm.id }
    scene.began(one)
    await signOnPaper(scene, job, onBehalfOf, await clerk.as())
    await helpedThroughTheDay(scene, job, one)
  },
)

async function signOnPaper(scene: Scene, job: Job, onBehalfOf: string, as: Taken['as']): Promise<void> {
  const { world } = scene
  await world.settle()
  const { items } = await world.call('listMyContracts', { query: { onBehalfOf, limit: 10 } }, as)
  const contract = items.find(({ postingId }) => postingId === job.postingId)
  expect(contract !== undefined, '没有等着签的合同')
  const params = { contractId: contract.id }
  const shown = await world.call('getContract', { params, query: { onBehalfOf } }, as)
  const body = { onBehalfOf, sha256: shown.sha256, counterSignature: {} }
  const signed = await world.call('signContract', { params, body }, as)
  expect(signed.state === 'concluded', `合同没有签成:${signed.stateLabel}`)
}

/** The employer notes coming and going. */
async function helpedThroughTheDay(scene: Scene, job: Job, one: Taken): Promise<void> {
  const { world } = scene
  const params = { engagementId: one.id }
  await scene.until(later(job.first.startsAt, -5))
  await world.call('checkIn', { params, body: {} }, job.employer.as)
  await scene.until(later(job.first.endsAt, 1))
  await world.call('checkOut', { params, body: {} }, job.employer.as)
  await confirm(scene, job.employer, [one])
  await collect(scene, [one])
  scene.note('签到、签退由雇主当面记录;确认后直接发到社保卡')
}

export const onePhone = story('one-phone', '老两口合用一部手机:各登各的、各签各的、各领各的钱', async (scene) => {
  const { world } = scene
  const place = somePlaceIn('350921', 1)
  const farm = await employer(world, { name: '霞浦海带养殖', kind: 'cooperative', place })
  const phone = world.range.phone()
  const husband = await worker(world, { age: 57, sex: 'male', phone })
  await scene.until(later(world.clock.now(), 2))
  const wife = await worker(world, { age: 48, sex: 'female', phone })
  const job = await publishFunded(scene, farm, {
    title: '晒海带',
    occupation: '水产品加工工',
    place,
    headcount: 2,
    yuan: 26,
  })
  await scene.until(later(world.clock.now(), 2))
  const session = await signInByPhone(world, phone, 'miniProgram')
  expect(session.persons.length === 2, `这部手机应有两个人,却有 ${session.persons.length} 个`)
  scene.note(`登录后选人:${session.persons.map(({ maskedName }) => maskedName).join('、')}`)
  const all: Taken[] = []
  for (const one of [husband, wife]) {
    all.push(await grabOne(scene, one, job))
    await sign(scene, one, job)
    await scene.until(later(world.clock.now(), 2))
  }
  await workAndBePaid(scene, job, all)
})

export const rated = story('rating', '互评:双方都评了才公开', async (scene) => {
  const { world } = scene
  const place = placeNamed('宁德师范学院')
  const house = await employer(world, { name: '', kind: 'household', place })
  const lin = await worker(world, { age: 43, sex: 'female', paidBy: 'wechat' })
  const job = await publishFunded(scene, house, {
    title: '家庭保洁',
    occupation: '家政服务员',
    place,
    to: '11:00',
    yuan: 40,
  })
  const one = await grabOne(scene, lin, job)
  await sign(scene, lin, job)
  await workAndBePaid(scene, job, [one])
  const params = { engagementId: one.id }
  const mine = { about: 'employer', stars: 5, tags: ['paidOnTime', 'respectful'] } as const
  await world.call('rateEngagement', { params, body: { ...mine, tags: [...mine.tags] } }, lin.as)
  const before = await world.call('getEngagementRatings', { params }, house.as)
  expect(before.items.length === 0, '只有一方评了,另一方不该看到')
  await world.call(
    'rateEngagement',
    { params, body: { about: 'worker', stars: 5, tags: ['punctual', 'careful'] } },
    house.as,
  )
  await world.settle()
  const after = await world.call('getEngagementRatings', { params }, lin.as)
  expect(after.items.length === 2 && after.items.every(({ shownAt }) => shownAt !== null), '双方评完应都能看到')
  for (const { about, stars, tags } of after.items) {
    scene.note(`评${about === 'worker' ? '工人' : '雇主'}:${stars}星 ${tags.map(({ label }) => label).join('、')}`)
  }
})

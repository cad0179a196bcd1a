import type { ReachChannel } from '@linggong/contract'
import { pointOf } from '@linggong/reference'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testApp, type TestApp } from '../../../test/app.ts'
import { codeFor, signInNewPerson, smsTo, type Signed } from '../../../test/people.ts'
import { anyWork } from '../../../test/wishes.ts'
import { fundWork, newEmployer, publishWork, type PublishedWork, type TestEmployer } from '../../../test/work.ts'

let app: TestApp
let employer: TestEmployer
let occupation = ''
let next = 700
beforeAll(async () => {
  app = await testApp()
  employer = await newEmployer(app, 1)
  const sample = await publishWork(app, employer, { shifts: [shiftOn('2026-12-30', 1)] })
  const params = { postingId: sample.postingId }
  occupation = (await app.must('getOwnPosting', { params }, as(employer))).terms.occupationCode!
})
afterAll(() => app.close())

/** In the town where they live: who is asked to come at once must be able to. */
const place = pointOf('350981107')!
const as = (one: { token: string }) => ({ token: one.token })
const shiftOn = (day: string, headcount: number, until = '17:00') => ({
  startsAt: `${day}T08:00:00+08:00`,
  endsAt: `${day}T${until}:00+08:00`,
  headcount,
})
const at = (day: string, clock: string) => app.advanceTo(`${day}T${clock}:00+08:00`)
const minutes = (n: number) => app.advanceTo(new Date(app.clock.now().getTime() + n * 60_000).toISOString())

async function people(count: number, channels: ReachChannel[] = ['sms']): Promise<Signed[]> {
  const found: Signed[] = []
  for (let n = 0; n < count; n++) {
    const one = await signInNewPerson(app, next++, { name: '陈大山' })
    const body = anyWork({ town: '350981107', occupations: [occupation], channels })
    await app.must('putWorkerProfile', { body }, as(one))
    found.push(one)
  }
  return found
}

const retire = async (crowd: readonly Signed[]) => {
  const body = anyWork({ town: '350981107', occupations: [occupation], channels: ['sms'], takesOffers: false })
  for (const one of crowd) await app.must('putWorkerProfile', { body }, as(one))
}

async function workOn(day: string, headcount: number, until?: string): Promise<PublishedWork> {
  const shifts = [shiftOn(day, headcount, until)]
  const work = await publishWork(app, employer, { fillMode: 'dispatch', shifts, breakMinutes: 30, ...place })
  await fundWork(app, work)
  return work
}

const offerTo = async (one: Signed, { shiftIds }: PublishedWork) =>
  (await app.must('listMyOffers', { query: {} }, as(one))).items.filter(({ shiftId }) => shiftId === shiftIds[0])[0]
const asked = async (crowd: readonly Signed[], work: PublishedWork) => {
  const offers = await Promise.all(crowd.map((one) => offerTo(one, work)))
  return crowd.filter((_, n) => offers[n]?.state === 'open')
}
const say = async (one: Signed, yes: boolean) => {
  const text = (await smsTo(app, one.phone)).find((sms) => sms.templateCode === 'OFFER_MADE')!.text
  const [, go, stay] = /去回(\d+),不去回(\d+)/.exec(text)!
  await app.outside.post('/sms/replies', { phone: one.phone, content: yes ? go : stay, times: 1 })
  await app.outside.post('/notices/deliver')
  await app.drain()
}
const places = async ({ shiftIds }: PublishedWork) =>
  (
    await app.within((ctx) =>
      ctx.tx.query(
        `select c.headcount, c.taken, (select count(*)::int from engagements e where e.shift_id = c.shift_id and e.live)
           as live from shift_capacities c where c.shift_id = $1`,
        [shiftIds[0]],
      ),
    )
  )[0]
const engaged = async (one: Signed, { postingId }: PublishedWork) =>
  (await app.must('listMyEngagements', { query: {} }, as(one))).items.find((item) => item.postingId === postingId)!

async function sign(one: Signed, { postingId }: PublishedWork): Promise<void> {
  const { items } = await app.must('listMyContracts', { query: {} }, as(one))
  const contractId = items.find((item) => item.postingId === postingId)!.id
  app.clock.advance(61_000)
  await app.must('requestCode', { body: { purpose: 'signContract', subjectId: contractId } }, as(one))
  await app.must('signContract', { params: { contractId }, body: { code: await codeFor(app, one.phone) } }, as(one))
  await app.drain()
}
const arrive = async (one: Signed, work: PublishedWork) => {
  const params = { engagementId: (await engaged(one, work)).id }
  return app.must('checkIn', { params, body: { location: { ...place, accuracyMeters: 20 } } }, as(one))
}

/** Everybody there is says yes and signs; who is too late for it stands by. */
async function filled(work: PublishedWork, crowd: readonly Signed[], headcount: number) {
  const first = await asked(crowd, work)
  expect(first.length).toBeGreaterThan(headcount)
  for (const one of first) await say(one, true)
  const come = first.slice(0, headcount)
  for (const one of come) await sign(one, work)
  expect(await places(work)).toEqual({ headcount, taken: headcount, live: headcount })
  return { come, standbys: first.slice(headcount), rest: crowd.filter((one) => !first.includes(one)) }
}

test('用工方记了没来:先问答应过的替补,再往外问,几分钟补上;补来的人签字上工,名额不多不少', async () => {
  const day = '2026-11-19'
  const crowd = await people(16)
  const work = await workOn(day, 6)
  const { come, standbys, rest } = await filled(work, crowd, 6)
  const [missing, ...there] = come as [Signed, ...Signed[]]
  await at(day, '08:00')
  for (const one of there) await arrive(one, work)
  await at(day, '08:30')
  expect(await asked(crowd, work)).toEqual([])
  const { id } = await engaged(missing, work)
  const body = { reason: { code: 'didNotCome' } }
  const missed = await app.must('reportNoShow', { params: { engagementId: id }, body }, as(employer))
  expect(missed).toMatchObject({ state: 'noShow', endedBy: 'employer' })
  const began = app.clock.now().getTime()
  await app.drain()

  // Those who said yes before, and they alone; in the app and by SMS, with what has happened since.
  const open = await asked(crowd, work)
  expect(open.map((one) => standbys.includes(one))).toEqual([true])
  const [standby] = open as [Signed]
  expect((await offerTo(standby, work))!.reasons.slice(0, 2)).toEqual([
    '已经开工,现在就去',
    '您先前答应过,现在有了空位',
  ])
  expect((await smsTo(app, standby.phone))[0]!.text).toContain('今天早上8点(已开工)有活:茶厂拣茶')

  // They cannot after all: the circle widens, to nobody who has been there or has said no.
  for (const one of open) await say(one, false)
  await minutes(1)
  const wider = await asked(crowd, work)
  expect(wider.length).toBeGreaterThan(0)
  for (const one of wider) expect([...standbys, ...rest]).toContain(one)
  for (const one of wider) expect(open).not.toContain(one)
  const substitute = wider[0]!
  await say(substitute, true)
  expect(app.clock.now().getTime() - began).toBeLessThanOrEqual(5 * 60_000)
  expect(await places(work)).toEqual({ headcount: 6, taken: 6, live: 6 })
  expect(await asked(crowd, work)).toEqual([])

  // Who did not come has it on record, is told, and is not asked for this again.
  expect(await engaged(missing, work)).toMatchObject({ state: 'noShow' })
  const [record] = await app.within((ctx) =>
    ctx.tx.query('select standing_points, ended_reason from engagements where id = $1', [id]),
  )
  const points = app.deps.policy.number('noShow.standingPoints', day, { county: '350981' })
  expect(record).toEqual({ standing_points: points, ended_reason: 'didNotCome' })
  expect((await smsTo(app, missing.phone))[0]!.templateCode).toBe('NO_SHOW')
  expect((await offerTo(missing, work))!.state).toBe('taken')

  await sign(substitute, work)
  expect(await arrive(substitute, work)).toMatchObject({ state: 'working' })
  await at(day, '10:30')
  expect((await engaged(substitute, work)).state).toBe('working')
  const today = await app.must('listToday', { params: { employerId: employer.employerId }, query: {} }, as(employer))
  expect(today.items.filter(({ presence }) => presence === 'here')).toHaveLength(6)
  await retire(crowd)
})

test('没人记:过了时限系统记为没来,同样马上补人;快下工了不再叫人来', async () => {
  const day = '2026-11-20'
  const crowd = await people(14)
  const work = await workOn(day, 6)
  const { come, standbys } = await filled(work, crowd, 6)
  const [missing, ...there] = come as [Signed, ...Signed[]]
  await at(day, '08:00')
  for (const one of there) await arrive(one, work)
  await at(day, '08:59')
  expect(await asked(crowd, work)).toEqual([])
  await at(day, '09:00')
  expect((await engaged(missing, work)).state).toBe('noShow')
  const open = await asked(crowd, work)
  expect(open.length).toBeGreaterThan(0)
  expect(open.filter((one) => !standbys.includes(one))).toEqual([])
  const offer = (await offerTo(open[0]!, work))!
  expect(Date.parse(offer.expiresAt) - app.clock.now().getTime()).toBeGreaterThanOrEqual(5 * 60_000)
  await app.must('takeOffer', { params: { offerId: offer.id }, body: {} }, as(open[0]!))
  await app.drain()
  expect(await places(work)).toEqual({ headcount: 6, taken: 6, live: 6 })

  // Of a short shift too little is left by then: nobody is sent on the way for it.
  const later = '2026-11-21'
  const short = await workOn(later, 1, '10:30')
  const [alone] = (await asked(crowd, short)) as [Signed]
  await say(alone, true)
  await sign(alone, short)
  await at(later, '09:00')
  expect((await engaged(alone, short)).state).toBe('noShow')
  expect(await places(short)).toEqual({ headcount: 1, taken: 0, live: 0 })
  expect(await asked(crowd, short)).toEqual([])
})

import { afterAll, beforeAll, expect, test } from 'vitest'
import { testApp, type TestApp } from '../../../test/app.ts'
import { signInNewPerson, type Signed } from '../../../test/people.ts'
import { newEmployer, publishWork, type TestEmployer } from '../../../test/work.ts'

let app: TestApp
let employer: TestEmployer
let leader: Signed
let member: Signed
beforeAll(async () => {
  app = await testApp()
  employer = await newEmployer(app, 1)
  leader = await signInNewPerson(app, 10, { name: '老林' })
  member = await signInNewPerson(app, 11, { name: '工人甲' })
})
afterAll(() => app.close())

const as = (one: { token: string }) => ({ token: one.token })

async function crewOf(of: Signed, people: readonly Signed[]): Promise<string> {
  const { id } = await app.must('createCrew', { body: { name: `${of.name}班组` } }, as(of))
  const params = { crewId: id }
  for (const one of people) {
    await app.must('inviteCrewMember', { params, body: { phone: one.phone, name: one.name } }, as(of))
    await app.must('answerCrewInvitation', { params, body: { agree: true } }, as(one))
  }
  return id
}

test('带班只看得到自己带来的人;不是带班的人没有这一页', async () => {
  const crewId = await crewOf(leader, [member])
  const shifts = [{ startsAt: '2026-11-25T08:00:00+08:00', endsAt: '2026-11-25T17:00:00+08:00', headcount: 3 }]
  const work = await publishWork(app, employer, { shifts })
  const body = { crewId, memberIds: [member.personId] }
  const { engagements } = await app.must('bringCrew', { params: { shiftId: work.shiftIds[0]! }, body }, as(leader))
  const brought = engagements[0]!

  const day = await app.must('listMyCrewDay', { query: { day: '2026-11-25' } }, as(leader))
  expect(day).toEqual({
    day: '2026-11-25',
    items: [
      expect.objectContaining({
        engagementId: brought.id,
        workerName: '工人甲',
        presence: 'unsigned',
        checkedInAt: null,
      }),
    ],
  })
  expect((await app.must('listMyCrewDay', { query: { day: '2026-11-26' } }, as(leader))).items).toEqual([])

  const other = await signInNewPerson(app, 12, { name: '老王' })
  expect((await app.call('listMyCrewDay', { query: {} }, as(other))).status).toBe(404)
  await crewOf(other, [])
  expect((await app.must('listMyCrewDay', { query: { day: '2026-11-25' } }, as(other))).items).toEqual([])
})

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testApp, type TestApp } from '../../../test/app.ts'
import { signInNewPerson, signInNewStaff } from '../../../test/people.ts'
import { newEmployer, publishWork, type TestEmployer } from '../../../test/work.ts'
import { matterKinds, readMatter } from './index.ts'

let app: TestApp
let employer: TestEmployer
beforeAll(async () => {
  app = await testApp()
  employer = await newEmployer(app, 1)
})
afterAll(() => app.close())

const officerOf = (login: string, county: string) =>
  signInNewStaff(app, login, [{ role: 'countyOfficer', county, siteId: null }])

describe('matters', () => {
  test('every kind can be asked for, and one that does not exist is nothing', async () => {
    for (const kind of matterKinds) {
      const found = await app.within((ctx) => readMatter(ctx, kind, '01900000-0000-7000-8000-000000000000'))
      expect(found, kind).toBeUndefined()
    }
  })
})

describe('overview', () => {
  test('本县的真数:空位、今天的用工单、待看的需求;没发过工资就没有这个数;别的县看不到', async () => {
    const shift = { startsAt: '2026-11-18T13:00:00+08:00', endsAt: '2026-11-18T17:00:00+08:00', headcount: 3 }
    const work = await publishWork(app, employer, { shifts: [shift] })
    const worker = await signInNewPerson(app, 400, { name: '陈大山' })
    await app.must('grabShift', { params: { shiftId: work.shiftIds[0]! }, body: {} }, { token: worker.token })
    await app.drain()
    const officer = await officerOf('fuan', '350981')
    const seen = await app.must('getOverview', { query: {} }, { token: officer.token })
    expect(seen).toMatchObject({
      openPlaces: 2,
      openShifts: 1,
      paidThisMonth: null,
      waitingForReview: { before: 0, afterwards: 1, late: 0 },
      disputes: { open: 0, late: 0 },
    })
    expect(seen.today.engagements.filter((one) => one.count > 0)).toEqual([
      { state: 'accepted', label: '已接单,待签合同', count: 1 },
    ])
    const elsewhere = await officerOf('fuding', '350982')
    expect(await app.must('getOverview', { query: {} }, { token: elsewhere.token })).toMatchObject({
      openPlaces: 0,
      waitingForReview: { afterwards: 0 },
    })
    const asked = await app.call('getOverview', { query: { county: '350981' } }, { token: elsewhere.token })
    expect(asked).toMatchObject({ status: 404, body: { code: 'NotFound' } })
    expect((await app.call('getOverview', { query: {} }, { token: worker.token })).status).toBe(404)
  })
})

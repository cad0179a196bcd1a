import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testApp, type TestApp } from '../../../test/app.ts'
import { newEmployer, type TestEmployer } from '../../../test/work.ts'

let app: TestApp
let employer: TestEmployer
let other: TestEmployer
beforeAll(async () => {
  app = await testApp()
  employer = await newEmployer(app, 1)
  other = await newEmployer(app, 2)
})
afterAll(() => app?.close())

const read = (text: string, as = employer) =>
  app.call('readPostingText', { body: { employerId: employer.employerId, text } }, as)

describe('说一句话就能发布', () => {
  test('读出来的直接能存,没读出来的逐项说', async () => {
    const answered = await app.must(
      'readPostingText',
      { body: { employerId: employer.employerId, text: '明早8点万达广场搬货3个人200一天管午饭' } },
      employer,
    )
    expect(answered).toMatchObject({
      occupationName: '装卸搬运工',
      draft: {
        title: '万达广场搬货',
        town: '350902500',
        amountFen: 20_000,
        payMethod: 'daily',
        meals: true,
        shifts: [],
      },
      shifts: [{ day: '2026-11-19', start: '08:00', end: null, headcount: 3 }],
    })
    expect(answered.missing.map((one) => one.path).toSorted()).toEqual([
      'contactName',
      'contactPhone',
      'escrow',
      'fillMode',
      'settlementCycle',
      'shifts.endsAt',
      'skills',
    ])
    const saved = await app.must(
      'createPosting',
      { body: { ...answered.draft, employerId: employer.employerId } },
      employer,
    )
    const own = await app.must('getOwnPosting', { params: { postingId: saved.id } }, employer)
    expect(own.terms).toMatchObject({ occupationName: '装卸搬运工', placeName: '宁德万达广场', amountFen: 20_000 })
  })

  test('写全了,班次就是现成的;电话和微信号不进正文', async () => {
    const text = '11月20日早上8点到下午5点,社口镇拣茶2名,20元/小时,日结,找林老板13812345678,加微信abc12345'
    expect((await read(text)).body).toMatchObject({
      draft: {
        shifts: [{ startsAt: '2026-11-20T08:00:00+08:00', endsAt: '2026-11-20T17:00:00+08:00', headcount: 2 }],
        contactName: '林老板',
        contactPhone: '13812345678',
        description: expect.not.stringMatching(/138|加微信/) as string,
      },
    })
  })

  test('什么也没写出来的也不出错;别人的用工主体不能替', async () => {
    expect((await read('急招')).body).toMatchObject({ occupationName: null, shifts: [] })
    expect((await read('😀1月32号99点男女-5元/天', employer)).status).toBe(200)
    expect((await read('搬货', other)).status).toBe(404)
  })
})

import { expect, it } from 'vitest'

import { spokenJob } from './spoken.ts'

const now = Date.parse('2026-11-25T18:00:00+08:00')
type Job = Parameters<typeof spokenJob>[0]
const job = {
  employer: { name: '福安市达发快递服务站' },
  terms: {
    title: '包裹分拣',
    placeName: '福安站旁物流园',
    payMethod: 'hourly',
    amountFen: 2_500,
    pieceUnit: null,
    settlementCycle: 'perShift',
    meals: true,
    lodging: false,
    bring: '手套',
    contactName: '韩碧云',
    escrow: true,
  },
  shifts: [{ id: 's', startsAt: '2026-11-26T13:00:00+08:00', endsAt: '2026-11-26T19:00:00+08:00', openPlaces: 3 }],
} as unknown as Job

it('tells a job as one would tell it aloud', () => {
  expect(spokenJob(job, now)).toBe(
    '包裹分拣。明天下午1点到晚上7点。在福安站旁物流园。工钱25元/小时,干完当天发。工资已经托管在平台。管饭,要带手套。用工方是福安市达发快递服务站,到了找韩碧云。还差3个人。',
  )
})

it('leaves out what there is not', () => {
  const plain = {
    ...job,
    terms: { ...job.terms, meals: false, bring: null, escrow: false },
    shifts: job.shifts.map((shift) => ({ ...shift, openPlaces: 0 })),
  }
  expect(spokenJob(plain, now)).toBe(
    '包裹分拣。明天下午1点到晚上7点。在福安站旁物流园。工钱25元/小时,干完当天发。用工方是福安市达发快递服务站,到了找韩碧云。已经招满了。',
  )
})

it('counts the people of a job taken whole once, not once a shift', () => {
  const days = ['26', '27', '28'].map((day) => ({ ...job.shifts[0]!, startsAt: `2026-11-${day}T13:00:00+08:00` }))
  expect(spokenJob({ ...job, span: 'wholeJob', shifts: days }, now)).toContain('一共3个班。在')
  expect(spokenJob({ ...job, span: 'wholeJob', shifts: days }, now)).toContain('还差3个人。')
  expect(spokenJob({ ...job, span: 'eachShift', shifts: days }, now)).toContain('还差9个人。')
})

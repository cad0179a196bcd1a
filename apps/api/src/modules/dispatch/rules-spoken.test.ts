import type { WorkTerms } from '@linggong/contract/work-terms.ts'
import { expect, test } from 'vitest'

import { spokenOffer } from './rules-spoken.ts'

const now = new Date('2026-11-18T17:00:00+08:00')
const shift = {
  startsAt: new Date('2026-11-19T08:00:00+08:00'),
  terms: { title: '茶厂拣茶', placeName: '社口镇茶厂', payMethod: 'daily', amountFen: 20_000 } as WorkTerms,
}

test('a call says what, when and where, and whom it asks where several share the telephone', () => {
  expect(spokenOffer(shift, now)).toEqual({
    start: '明天早上8点',
    place: '社口镇茶厂',
    title: '茶厂拣茶',
    pay: '一天200元',
  })
  expect(spokenOffer(shift, now, '郑月娥').start).toBe('找郑月娥,明天早上8点')
})

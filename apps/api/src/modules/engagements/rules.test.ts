import { fileURLToPath } from 'node:url'
import { reasons } from '@linggong/contract'
import { loadPolicy } from '@linggong/policy'
import { describe, expect, test } from 'vitest'

import { cancellationFacts } from './rules.ts'

const policy = loadPolicy(fileURLToPath(new URL('../../../../../policy-packs', import.meta.url)))
const day = '2026-11-26'
const windows = policy.value('cancellation.windows', day)
const startsAt = new Date('2026-11-26T08:00:00+08:00')
const cancelled = (minutesBefore: number, excused = false, party: 'worker' | 'employer' = 'worker') =>
  cancellationFacts({
    at: new Date(startsAt.getTime() - minutesBefore * 60_000),
    startsAt,
    party,
    excused,
    windows,
  })

describe('取消', () => {
  test('越晚取消,扣得越多;不计后果的原因不扣', () => {
    const points = [720, 719, 119].map((minutes) => cancelled(minutes).standingPoints)
    expect(points).toEqual([0, 2, 5])
    expect(cancelled(30, true)).toMatchObject({ lateNotice: false, standingPoints: 0 })
  })

  test('用工方临近取消要补偿,天气不好不用;工人取消从来不用付钱', () => {
    const owed = (party: 'worker' | 'employer', excused = false): number[] =>
      [720, 719, 119, 0].map((minutes) => cancelled(minutes, excused, party).compensationBasisPoints)
    expect(owed('employer')).toEqual([0, 2_000, 5_000, 5_000])
    expect(owed('employer', true)).toEqual([0, 0, 0, 0])
    expect(owed('worker')).toEqual([0, 0, 0, 0])
  })

  test('不计后果的原因都是取消时能选到的原因', () => {
    const codes = Object.keys(reasons['engagement.cancel'])
    for (const { id } of policy.value('cancellation.excusedReasons', day)) expect(codes).toContain(id)
  })
})

import { expect, it } from 'vitest'

import { noticeWay } from './notice-way.ts'

const about = { kind: 'some.worker', subjectKind: '', subjectId: 'thing', engagementId: null as string | null }

it('leads to the page of what a notice is about', () => {
  expect(noticeWay({ ...about, subjectKind: 'contract' })).toEqual({
    path: '/pages/work/contract',
    query: { contract: 'thing' },
    main: false,
  })
  expect(noticeWay({ ...about, subjectKind: 'timesheet', engagementId: 'work' })).toEqual({
    path: '/worker/hours',
    query: { engagement: 'work' },
    main: false,
  })
})

it('leads to the place where something can be done', () => {
  expect(noticeWay({ ...about, kind: 'payWayNeeded.worker', subjectKind: 'engagement' }).path).toBe(
    '/worker/pay-settings',
  )
  expect(noticeWay({ ...about, subjectKind: 'qualification' }).path).toBe('/worker/qualifications')
  expect(noticeWay({ ...about, kind: 'phoneChanged.worker', subjectKind: 'person' }).path).toBe('/worker/phone')
})

it('leads to a main page where there is none of its own', () => {
  expect(noticeWay({ ...about, subjectKind: 'wage' })).toEqual({ path: '/pages/pay/index', query: {}, main: true })
  expect(noticeWay({ ...about, subjectKind: 'unheardOf' }).path).toBe('/pages/me/index')
})

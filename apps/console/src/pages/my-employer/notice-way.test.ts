import { expect, test } from 'vitest'
import { wayOfNotice } from './notice-way.ts'

const about = { kind: 'work', subjectId: 's1', engagementId: null, within: null }

test('a notice leads to what it is about: the posting of an application, the one engagement of a rating', () => {
  const posting = { kind: 'posting', id: 'p1' }
  for (const subjectKind of ['application', 'shift', 'escrow'])
    expect(wayOfNotice({ ...about, subjectKind, within: posting }), subjectKind).toBe('/my/postings/p1')
  for (const subjectKind of ['rating', 'trouble'])
    expect(wayOfNotice({ ...about, subjectKind, engagementId: 'e1' }), subjectKind).toBe('/my/work/e1')
  const decided = { ...about, kind: 'employerRecordDecided.employer', subjectKind: 'trouble', engagementId: 'e1' }
  expect(wayOfNotice(decided)).toBe('/my/employer')
  expect(wayOfNotice({ ...about, subjectKind: 'posting', within: { kind: 'postingReview', id: 'r1' } })).toBe(
    '/my/postings/s1',
  )
})

test('hours and wages, dealt with many at a time, lead to their list; what has no page leads nowhere', () => {
  expect(wayOfNotice({ ...about, subjectKind: 'timesheet', engagementId: 'e1' })).toBe('/my/hours')
  expect(wayOfNotice({ ...about, subjectKind: 'wage', engagementId: 'e1' })).toBe('/my/wages')
  expect(wayOfNotice({ ...about, subjectKind: 'crewMember' })).toBeNull()
})

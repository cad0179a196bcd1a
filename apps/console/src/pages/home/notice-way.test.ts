import { expect, test } from 'vitest'
import { wayOfStaffNotice, type StaffNotice } from './notice-way.ts'

const about = (subjectKind: string, more: Partial<StaffNotice> = {}): StaffNotice => ({
  kind: `${subjectKind}.county`,
  subjectKind,
  subjectId: 's1',
  engagementId: null,
  within: null,
  ...more,
})
const within = (kind: string, id: string) => ({ within: { kind, id, county: '350981' } })

test('a notice leads to its matter', () => {
  expect(wayOfStaffNotice(about('subsidy'))).toBe('/subsidies/s1')
  expect(wayOfStaffNotice(about('dispute'))).toBe('/disputes/s1')
  expect(wayOfStaffNotice(about('wage', { engagementId: 'e1' }))).toBe('/engagements/e1')
  expect(wayOfStaffNotice(about('person'))).toBeNull()
})

test('what is part of a matter leads to that part of its page, not to a list', () => {
  expect(wayOfStaffNotice(about('serviceEvaluation', within('serviceContract', 'c1')))).toBe('/services/c1#period-s1')
  expect(wayOfStaffNotice(about('assessmentObjection', within('assessment', 'a1')))).toBe('/assessments/a1#objections')
  expect(wayOfStaffNotice(about('improvement', within('assessment', 'a1')))).toBe('/assessments/a1#improvements')
  expect(wayOfStaffNotice(about('recognitionObjection', within('recognition', 'r1')))).toBe(
    '/recognitions/r1#objections',
  )
  expect(wayOfStaffNotice(about('subsidyObjection', within('subsidy', 'u1')))).toBe('/subsidies/u1#objections')
  // Gone in the meantime, or out of reach: no way that ends at a page that is not there.
  expect(wayOfStaffNotice(about('serviceEvaluation'))).toBeNull()
})

test('a report opens for its county and quarter, the late ones in the list of that quarter', () => {
  expect(wayOfStaffNotice(about('reportCall', within('quarterlyReport', '2026Q3')))).toBe(
    '/reports/county?quarter=2026Q3&county=350981',
  )
  expect(wayOfStaffNotice(about('reportRound', within('quarterlyReport', '2026Q3')))).toBe('/reports?quarter=2026Q3')
})

test('a posting still to be reviewed opens in the queue, a decided one by itself', () => {
  expect(wayOfStaffNotice(about('posting', within('postingReview', 'r1')))).toBe('/reviews?review=r1')
  expect(wayOfStaffNotice(about('posting'))).toBe('/postings/s1')
})

test('another county’s recognition leads to that county’s roll, never to a file only that county may open', () => {
  const of = (kind: string) => wayOfStaffNotice(about('recognition', { kind, ...within('recognisedSites', '350981') }))
  expect(of('recognitionRevoked.otherCounties')).toBe('/recognitions/roll?county=350981')
  // Told before the county was kept with it.
  expect(wayOfStaffNotice(about('recognition', { kind: 'recognitionRevoked.otherCounties' }))).toBe(
    '/recognitions/roll',
  )
  expect(of('recognitionRefused.otherCounties')).toBeNull()
})

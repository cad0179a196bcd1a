import { expect, test } from 'vitest'
import { wayOfStaffNotice } from './notice-way.ts'

test('a notice leads to its matter, or to the list it stands in', () => {
  expect(wayOfStaffNotice({ subjectKind: 'subsidy', subjectId: 's1' })).toBe('/subsidies/s1')
  expect(wayOfStaffNotice({ subjectKind: 'assessmentObjection', subjectId: 'o1' })).toBe('/assessments?state=inNotice')
  expect(wayOfStaffNotice({ subjectKind: 'reportCall', subjectId: 'r1' })).toBe('/reports')
  expect(wayOfStaffNotice({ subjectKind: 'person', subjectId: 'p1' })).toBeNull()
})

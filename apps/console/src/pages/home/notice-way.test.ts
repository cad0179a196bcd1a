import { expect, test } from 'vitest'
import { wayOfStaffNotice } from './notice-way.ts'

test('a notice leads to its matter, or to the list it stands in', () => {
  expect(wayOfStaffNotice({ kind: 'subsidy.county', subjectKind: 'subsidy', subjectId: 's1' })).toBe('/subsidies/s1')
  expect(
    wayOfStaffNotice({ kind: 'assessmentObjection.county', subjectKind: 'assessmentObjection', subjectId: 'o1' }),
  ).toBe('/assessments?state=inNotice')
  expect(wayOfStaffNotice({ kind: 'reportCall.county', subjectKind: 'reportCall', subjectId: 'r1' })).toBe('/reports')
  expect(wayOfStaffNotice({ kind: 'person.county', subjectKind: 'person', subjectId: 'p1' })).toBeNull()
})

test('another county’s recognition leads to the roll, never to a file only that county may open', () => {
  const of = (kind: string) => wayOfStaffNotice({ kind, subjectKind: 'recognition', subjectId: 'r1' })
  expect(of('recognitionRevoked.otherCounties')).toBe('/recognitions/roll')
  expect(of('recognitionRefused.otherCounties')).toBeNull()
})

import { reservedUscc } from '@linggong/reference/identifiers.ts'
import { expect, test } from 'vitest'
import { emptyRegistration, registrationOf, usccProblem } from './registration.ts'

const code = reservedUscc(7)
const firm = {
  ...emptyRegistration(),
  kind: 'company' as const,
  name: ' 宁德搬家有限公司 ',
  uscc: ` ${code.toLowerCase()} `,
  legalPersonName: '林建国',
  county: '350902',
  address: '蕉城北路1号',
  contactName: '林建国',
}

test('everything missing is said at once', () => {
  const { problems } = registrationOf(emptyRegistration(), true)
  expect(problems.map(({ path }) => path)).toEqual([
    'kind',
    'name',
    'legalPersonName',
    'uscc',
    'county',
    'address',
    'contactName',
  ])
})

test('a household needs no code and no legal person', () => {
  const { body } = registrationOf({ ...firm, kind: 'household', uscc: '', legalPersonName: '' }, true)
  expect(body).not.toHaveProperty('uscc')
  expect(body).toMatchObject({ kind: 'household', name: '宁德搬家有限公司' })
})

test('the code is cleaned, counted and checked; a demonstration’s code counts nowhere else', () => {
  expect(registrationOf(firm, true).body).toMatchObject({ uscc: code })
  expect(usccProblem('9135', true)).toContain('您填了4位')
  expect(usccProblem(code, false)).not.toBeNull()
  const other = code.endsWith('1') ? `${code.slice(0, -1)}2` : `${code.slice(0, -1)}1`
  expect(usccProblem(other, true)).toContain('有一位写错了')
})

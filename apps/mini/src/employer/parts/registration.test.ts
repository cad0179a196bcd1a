import { reservedUscc } from '@linggong/reference/identifiers.ts'
import { describe, expect, it } from 'vitest'

import { emptyRegistration, registrationOf, usccProblem } from './registration.ts'

const code = reservedUscc(7)
const company = {
  ...emptyRegistration(),
  kind: 'company' as const,
  name: '福鼎市鼎盛新能源材料有限公司',
  uscc: ` ${code.slice(0, 9)} ${code.slice(9).toLowerCase()}`,
  legalPersonName: '周海波',
  county: '350982',
  address: '工业路1号',
  contactName: '周海波',
}

describe('registering an employer', () => {
  it('sends what was typed, tidied, and leaves out what was not', () => {
    expect(registrationOf(company, true)).toEqual({
      problems: {},
      body: {
        kind: 'company',
        name: '福鼎市鼎盛新能源材料有限公司',
        uscc: code,
        legalPersonName: '周海波',
        county: '350982',
        address: '工业路1号',
        contactName: '周海波',
      },
    })
  })

  it('needs no papers of a household and sends none', () => {
    const { body } = registrationOf({ ...company, kind: 'household', name: '黄丽萍家' }, true)
    expect(body).toBeDefined()
    expect(Object.keys(body ?? {})).not.toContain('uscc')
    expect(Object.keys(body ?? {})).not.toContain('legalPersonName')
  })

  it('names everything missing at once', () => {
    const { body, problems } = registrationOf({ ...emptyRegistration(), kind: 'company', contactPhone: '1380' }, true)
    expect(body).toBeUndefined()
    expect(Object.keys(problems).sort()).toEqual([
      'address',
      'contactName',
      'contactPhone',
      'county',
      'legalPersonName',
      'name',
      'uscc',
    ])
  })

  it('counts the signs of a code, checks them, and takes reserved codes in a demonstration only', () => {
    expect(usccProblem(code, true)).toBe('')
    expect(usccProblem(code, false)).not.toBe('')
    expect(usccProblem(code.slice(0, 17), true)).toBe('统一社会信用代码要18位,您填了17位')
    const slip = code.slice(0, 16) + (code[16] === '1' ? '2' : '1') + code.slice(17)
    expect(usccProblem(slip, true)).toContain('有一位写错了')
  })
})

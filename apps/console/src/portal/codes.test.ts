import { expect, test } from 'vitest'
import { codeOfPath, pathOfCode, readCode } from './codes.ts'

const slip = '0123456789abcdef0123456789abcdef'

test('a code is read as it stands on paper', () => {
  expect(readCode(' 7k3m-9qpx 2ab4 ')).toEqual({ kind: 'contract', code: '7K3M-9QPX-2AB4' })
  expect(readCode('7K3M9QPX2AB4')).toEqual({ kind: 'contract', code: '7K3M-9QPX-2AB4' })
  expect(readCode(slip.toUpperCase())).toEqual({ kind: 'payslip', code: slip })
  expect(readCode('https://linggong.example/v/7K3M-9QPX-2AB4?from=paper')).toEqual({
    kind: 'contract',
    code: '7K3M-9QPX-2AB4',
  })
  expect(readCode('7K3M')).toBeUndefined()
  expect(readCode('')).toBeUndefined()
})

test('an address leads to its code and back', () => {
  expect(codeOfPath('/v/7K3M-9QPX-2AB4')?.code).toEqual({ kind: 'contract', code: '7K3M-9QPX-2AB4' })
  expect(codeOfPath(`/verify/payslips/${slip}`)?.code).toEqual({ kind: 'payslip', code: slip })
  expect(codeOfPath('/v/none')).toEqual({ given: 'none', code: undefined })
  expect(codeOfPath('/')).toBeUndefined()
  expect(pathOfCode({ kind: 'payslip', code: slip })).toBe(`/verify/payslips/${slip}`)
})

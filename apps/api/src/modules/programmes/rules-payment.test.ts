import { describe, expect, test } from 'vitest'
import { accountProblems, notPayable } from './rules-payment.ts'

const bounds = { min: 9, max: 28 }

describe('收款账号', () => {
  test.each([
    ['1407 0121 0900 0123 456', []],
    ['9050-1001-2010-0000-1234', []],
    ['6222021001116245702', []],
    ['12345678', ['账号要9到28位数字,您填了8位']],
    ['00000000000', ['账号的数字全是一样的,请核对']],
    ['6222021001116245703', ['这个银行卡号的校验位不对,请再核对一遍']],
    ['1.40701E+18', ['账号被表格软件改成了科学计数法,后几位已经丢了,请对照开户许可证填全部数字']],
    ['农行1407', ['账号只能有数字,如 1407 0121 0900 0123 456']],
  ])('%s', (typed, problems) => {
    expect(accountProblems(typed, bounds)).toEqual(problems)
  })
})

test('不能拨付的,原因一次说全', () => {
  const one = { siteName: '福安市甲零工驿站', hasAppropriation: true, fileNumber: null, hasAccount: true }
  expect(notPayable({ ...one, state: 'cleared' })).toEqual([])
  expect(notPayable({ ...one, state: 'inNotice', hasAccount: false })).toHaveLength(2)
  expect(notPayable({ ...one, state: 'cleared', fileNumber: '福安拨〔2026〕1号' })).toEqual([
    '福安市甲零工驿站:已在拨付文件福安拨〔2026〕1号里',
  ])
})

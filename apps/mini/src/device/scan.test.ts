import { expect, it } from 'vitest'

import { gateTokenOf } from './scan.ts'

it.each([
  ['https://linggong.example/c/abcdefghij0123456789', 'abcdefghij0123456789'],
  ['https://linggong.example/c/abcdefghij-_23456789?from=wx', 'abcdefghij-_23456789'],
  ['https://linggong.example/c/short', undefined],
  ['https://linggong.example/v/abcdefghij0123456789', undefined],
  ['随便一段字', undefined],
])('of %s the token is %s', (scanned, token) => {
  expect(gateTokenOf(scanned)).toBe(token)
})

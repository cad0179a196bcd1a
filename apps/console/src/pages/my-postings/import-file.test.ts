import { expect, test } from 'vitest'
import { cellWords, toBase64 } from './import-file.ts'

test('a file of any size becomes base64 unchanged', () => {
  const bytes = Uint8Array.from({ length: 100_003 }, (_none, index) => (index * 7) % 256)
  expect(toBase64(bytes)).toBe(Buffer.from(bytes).toString('base64'))
  expect(toBase64(new Uint8Array())).toBe('')
})

test('what is wrong names its column where there is one', () => {
  expect(cellWords({ column: 'C', message: '请填人数' })).toBe('C列:请填人数')
  expect(cellWords({ column: null, message: '班次重叠' })).toBe('班次重叠')
})

import { expect, test } from 'vitest'
import { jointClock } from './joint-clock.ts'
import { readPdfsig } from './proofs.ts'

const at = (minute: number): Date => new Date(Date.UTC(2026, 10, 23, 0, minute))

test('the clock moves to the earliest time anybody waits for, and only when all wait', async () => {
  const moves: number[] = []
  const told: string[] = []
  const clock = jointClock(at(0), async (to) => {
    moves.push(to.getUTCMinutes())
    return to
  })
  await clock.runAll([
    async () => {
      await clock.until(at(10))
      told.push('a10')
      await clock.until(at(30))
      told.push('a30')
    },
    async () => {
      await clock.until(at(20))
      told.push('b20')
      await clock.until(at(5))
      told.push('b past')
    },
  ])
  expect(moves).toEqual([10, 20, 30])
  expect(told).toEqual(['a10', 'b20', 'b past', 'a30'])
})

test('a clock that cannot move fails those who wait', async () => {
  const clock = jointClock(at(0), async () => {
    throw new Error('stuck')
  })
  await expect(clock.runAll([() => clock.until(at(1))])).rejects.toThrow('stuck')
})

test.each([
  ['- Signature Validation: Signature is Valid.\n- Total document signed\n', null],
  ['- Signature Validation: Signature is Invalid.\n', 'Signature is Invalid.'],
  ['File does not contain any signatures\n', '没有签名'],
  ['- Signature Validation: Signature is Valid.\n- Not total document signed\n', '签名没有覆盖整个文件'],
])('pdfsig: %j', (output, problem) => {
  expect(readPdfsig(output)).toBe(problem)
})

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { readProblem, writeBinary } from './file.ts'

const folder = mkdtempSync(join(tmpdir(), 'match-file-'))
afterAll(() => rmSync(folder, { recursive: true }))

function written(text: string): string {
  const path = join(folder, 'instance.txt')
  writeFileSync(path, text)
  return path
}

it('reads an instance from outside and hands it to the peers', () => {
  const problem = readProblem(written('c a remark\np match 3 2 3\ns 0 2\n\ne 1 0 8\ne 0 2 6\ne 0 1 -9\n'))
  expect(problem).toEqual({
    workerCount: 3,
    headcount: new Int32Array([2, 0]),
    rowStart: new Int32Array([0, 2, 3]),
    edgeWorker: new Int32Array([2, 1, 0]),
    edgeValue: new Int32Array([6, -9, 8]),
  })
  writeBinary(join(folder, 'binary'), problem)
  const bytes = readFileSync(join(folder, 'binary'))
  const numbers = new Int32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4)
  expect([...numbers]).toEqual([3, 2, 3, 2, 0, 0, 2, 3, 2, 1, 0, 6, -9, 8])
})

it('names the line that is wrong', () => {
  expect(() => readProblem(written('s 0 1\n'))).toThrow(/line 1 cannot be read: s 0 1/)
  expect(() => readProblem(written('p match 1 1 1\ns 3 1\n'))).toThrow(/line 2: there is no shift 3/)
  expect(() => readProblem(written('p match 1 1 1\ne 0 0 1.5\n'))).toThrow(/line 2 cannot be read/)
  expect(() => readProblem(written('p match 1 1 2\ne 0 0 1\n'))).toThrow(/2 edges announced, 1 given/)
  expect(() => readProblem(written('p match 1 1 1\ne 0 7 1\n'))).toThrow(/worker 7 is not one of 1/)
  expect(() => readProblem(written(''))).toThrow(/no line/)
})

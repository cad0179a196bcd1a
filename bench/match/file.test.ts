import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bestValue } from '@linggong/matching/assignment/oracle.testing.ts'
import { afterAll, describe, expect, it } from 'vitest'
import { readProblem, solveFile, writeBinary } from './file.ts'
import { randomFrom } from './instances.ts'

const folder = mkdtempSync(join(tmpdir(), 'match-file-'))
afterAll(() => rmSync(folder, { recursive: true }))

function written(text: string, name = 'instance'): string {
  const path = join(folder, `${name}.txt`)
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

/** Quarrels over values beside `base`: every sum of a few of them is another number. */
function quarrels(base: number, places: readonly number[], workers: number): string {
  const random = randomFrom(base % 1_000_003)
  const edges: string[] = []
  for (let s = 0; s < places.length; s++) {
    for (let w = 0; w < workers; w++) {
      if (random() < 0.7) edges.push(`e ${s} ${w} ${base + Math.floor(1000 * random()) - 500}`)
    }
  }
  return [`p match ${workers} ${places.length} ${edges.length}`, ...places.map((n, s) => `s ${s} ${n}`), ...edges].join(
    '\n',
  )
}

const odd: Record<string, { text: string; value?: number; assigned?: number }> = {
  'nobody and nothing': { text: 'p match 0 0 0\n', value: 0, assigned: 0 },
  'nobody to do it': { text: 'p match 0 2 0\ns 0 3\ns 1 1\n', value: 0, assigned: 0 },
  'nothing to do': { text: 'p match 4 0 0', value: 0, assigned: 0 },
  'no edge': { text: 'p match 4 3 0\ns 0 1\ns 1 2\ns 2 9\n', value: 0, assigned: 0 },
  'a loss and a nothing': { text: 'p match 2 1 2\ns 0 2\ne 0 0 -5\ne 0 1 0\n', value: 0, assigned: 0 },
  'losses beside gains': { text: 'p match 3 2 4\ns 0 1\ns 1 1\ne 0 0 -7\ne 0 1 3\ne 1 1 4\ne 1 2 -1\n', value: 4 },
  'no place': { text: 'p match 2 2 3\ns 0 0\ns 1 1\ne 0 0 9\ne 0 1 9\ne 1 0 2\n', value: 2, assigned: 1 },
  'a shift without a line of its own': { text: 'p match 1 2 2\ns 1 1\ne 0 0 9\ne 1 0 2\n', value: 2 },
  'ids nobody speaks of': { text: 'p match 9 9 1\ns 4 1\ne 4 7 3\n', value: 3, assigned: 1 },
  'more places than workers': { text: 'p match 2 1 2\ns 0 100\ne 0 0 1\ne 0 1 2\n', value: 3, assigned: 2 },
  'the most places': { text: 'p match 2 1 2\ns 0 268435456\ne 0 0 1\ne 0 1 2\n', value: 3 },
  'edges of one pair': { text: 'p match 2 1 4\ns 0 1\ne 0 0 3\ne 0 1 6\ne 0 0 7\ne 0 0 -2\n', value: 7 },
  'the whole crew is one pair': { text: 'p match 1 1 3\ns 0 5\ne 0 0 3\ne 0 0 3\ne 0 0 3\n', value: 3, assigned: 1 },
  'lines of Windows': { text: 'p match 2 1 2\r\ns 0 1\r\n\r\ne 0 0 3\r\ne 0 1 4\r\n', value: 4 },
  'remarks, tabs and a byte order mark': {
    text: '\uFEFFc made by hand\n# and again\n\tp  match 1 1 1 \n\n  s\t0 1\nc between\ne 0  0\t+5',
    value: 5,
  },
  'edges before headcounts': { text: 'p match 1 1 1\ne 0 0 5\ns 0 1\n', value: 5 },
  'one worth of 28 bits': { text: 'p match 1 1 1\ns 0 1\ne 0 0 268435456\n', value: 2 ** 28 },
  'one worth more than 32 bits hold': { text: 'p match 2 1 2\ns 0 1\ne 0 0 2147483648\ne 0 1 1\n', value: 2 ** 31 },
  'a great loss': { text: 'p match 1 1 1\ns 0 1\ne 0 0 -1099511627776\n', value: 0, assigned: 0 },
  'worth about 2^28': { text: quarrels(2 ** 28 - 600, [1, 2, 0, 1], 6) },
  'worth about 2^28, either side': { text: quarrels(2 ** 28, [1, 1, 1, 1, 1], 4) },
  'worth about 2^31': { text: quarrels(2 ** 31, [1, 3, 1], 6) },
  'worth about 2^31, more places than workers': { text: quarrels(2 ** 31, [1, 1, 1, 1, 1, 1], 4) },
  'worth about 2^40': { text: quarrels(2 ** 40, [2, 1, 2], 6) },
  'worth about 2^40, one place a shift': { text: quarrels(2 ** 40, [1, 1, 1, 1, 1], 5) },
  'small beside great': {
    text: 'p match 3 3 6\ns 0 1\ns 1 1\ns 2 1\ne 0 0 1099511627776\ne 0 1 1099511627775\ne 1 0 2\ne 1 1 1\ne 2 1 3\ne 2 2 1\n',
  },
}

describe('an odd instance', () => {
  it.each(Object.entries(odd))(
    '%s: proved, and as good as every choice tried out',
    (name, { text, value, assigned }) => {
      const path = written(text, name)
      const answer = solveFile(path)
      const best = bestValue(readProblem(path))
      expect(answer).toMatchObject({ faults: [], dualGap: 0, value: best, assigned: assigned ?? answer.assigned })
      expect(value ?? best).toBe(best)
    },
  )

  const python = ['python3', '/usr/bin/python3'].find(
    (one) => spawnSync(one, ['-c', 'import scipy.optimize'], { stdio: 'ignore' }).status === 0,
  )
  it.skipIf(python === undefined)('is answered alike by scipy, which reads the text itself', () => {
    const large = Array.from({ length: 12 }, (_, i) =>
      quarrels([900, 2 ** 31, 2 ** 38][i % 3]! + i, [1, 1, 2, 0, 7, 1, 30], 24 + i),
    )
    const texts = [...Object.values(odd).map((one) => one.text), ...large]
    const paths = texts.map((text, i) => written(text, `both-${i}`))
    const ran = spawnSync(python!, [join(import.meta.dirname, 'peer-file.py'), ...paths], { encoding: 'utf8' })
    expect(ran.stderr).toBe('')
    expect(paths.map((path) => solveFile(path).value)).toEqual(ran.stdout.trim().split('\n').map(Number))
  })
})

/** What reading the text complains about, '' where it does not. */
function wrong(text: string): string {
  try {
    readProblem(written(text))
    return ''
  } catch (error) {
    return (error as Error).message
  }
}

it('names every line that is wrong, and what is wrong with it', () => {
  expect(wrong('')).toMatch(/there is no line "p match WORKERS SHIFTS EDGES"/)
  expect(wrong('<html>\n')).toMatch(/line 1 cannot be read: <html>/)
  expect(wrong('s 0 1\np match 1 1 0\n')).toMatch(/line 1 stands before the line "p match/)
  expect(wrong('p match 1 1 1\np match 1 1 1\ne 0 0 1\n')).toMatch(/line 2 is a second line of sizes/)
  expect(wrong('p match 1 -1 0\n')).toMatch(/line 1: sizes must be from 0 to 268435456/)
  expect(wrong('p match 1 999999999999 0\n')).toMatch(/line 1: sizes must be/)
  expect(wrong('p max 1 1 0\n')).toMatch(/line 1 cannot be read/)
  expect(wrong('p match 1 1 2\ne 0 0 1\n')).toMatch(/2 edges announced, 1 given/)
  expect(wrong('p match 1 2 0\ns 0 1\r\ns 1 1\r\ns 0 2\r\n')).toMatch(
    /line 4 gives shift 0 a headcount, as line 2 does/,
  )
  expect(wrong('p match 1 1 0\ns 0 -1\n')).toMatch(/line 2 has the headcount -1/)
  const many = [
    'p match 2 1 9',
    's 3 1',
    'e 0 7 1',
    'e 4 0 1',
    'e 0 0 1.5',
    'e 0 0',
    'e 0 0 0x10',
    'e 0 0 99999999999999999999',
    'x 1',
  ]
  const found = [
    'line 2 names shift 3, which is not one of 1',
    'line 3 names worker 7, who is not one of 2',
    'line 4 names shift 4, which is not one of 1',
    'line 5 cannot be read: e 0 0 1.5',
    'line 6 cannot be read: e 0 0',
    'line 7 cannot be read: e 0 0 0x10',
    `line 8 has the value ${1e20}; ${2 ** 44} is the most`,
    'line 9 cannot be read: x 1',
  ]
  expect(wrong(many.join('\n'))).toMatch(found.join('\n'))
  expect(wrong(`p match 1 1 30\n${'e 0 5 1\n'.repeat(30)}`)).toMatch(/and 10 more$/)
  expect(wrong(`p match 9 1 2\ns 0 9\ne 0 0 ${2 ** 44}\ne 0 1 ${2 ** 44}\n`)).toBe('')
  const sum = `p match 1000 1 1\ns 0 1000\ne 0 0 ${2 ** 44}\n`
  expect(wrong(sum)).toMatch(/values up to 17592186044416 for 1000 places and 1000 workers cannot be summed up exactly/)
})

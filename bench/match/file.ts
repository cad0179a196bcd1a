import { readFileSync, writeFileSync } from 'node:fs'
import { problemFromColumns, type AssignmentProblem } from '@linggong/matching'

/**
 * Reads an instance from outside: lines `p match WORKERS SHIFTS EDGES`, `s SHIFT HEADCOUNT`, `e SHIFT WORKER VALUE`; ids
 * from 0; empty lines and lines that begin with `c` are passed over. A shift without a line of its own has no place.
 *
 * @throws Error naming the line that cannot be read, or what does not fit together
 */
export function readProblem(path: string): AssignmentProblem {
  let sizes: number[] | undefined
  let headcount: number[] = []
  const columns: [number[], number[], number[]] = [[], [], []]
  for (const [i, line] of readFileSync(path, 'utf8').split('\n').entries()) {
    const [kind, ...rest] = line.trim().split(/\s+/)
    if (!kind || kind === 'c') continue
    const numbers = (kind === 'p' ? rest.slice(1) : rest).map(Number)
    const known = (kind === 'p' && !sizes && rest[0] === 'match') || (sizes && (kind === 's' || kind === 'e'))
    if (!known || numbers.length !== (kind === 's' ? 2 : 3) || !numbers.every(Number.isInteger)) {
      throw new Error(`line ${i + 1} cannot be read: ${line.slice(0, 80)}`)
    }
    if (kind === 'p') {
      if (numbers.some((n) => n < 0 || n > 2 ** 28)) throw new Error(`line ${i + 1}: sizes out of range`)
      sizes = numbers
      headcount = Array.from({ length: numbers[1]! }, () => 0)
    } else if (kind === 's') {
      if (!(numbers[0]! in headcount)) throw new Error(`line ${i + 1}: there is no shift ${numbers[0]}`)
      headcount[numbers[0]!] = numbers[1]!
    } else columns.forEach((column, c) => column.push(numbers[c]!))
  }
  if (!sizes) throw new Error('there is no line "p match WORKERS SHIFTS EDGES"')
  if (columns[0].length !== sizes[2]) throw new Error(`${sizes[2]} edges announced, ${columns[0].length} given`)
  return problemFromColumns(sizes[0]!, headcount, ...columns)
}

/** Writes an instance for the peers: sizes, headcounts, row starts, workers and values of edges, all 32-bit. */
export function writeBinary(path: string, problem: AssignmentProblem): void {
  const { workerCount, headcount, rowStart, edgeWorker, edgeValue } = problem
  const sizes = new Int32Array([workerCount, headcount.length, edgeWorker.length])
  const parts = [sizes, headcount, rowStart, edgeWorker, edgeValue]
  writeFileSync(path, Buffer.concat(parts.map((part) => Buffer.from(part.buffer, part.byteOffset, part.byteLength))))
}

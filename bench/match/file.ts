import { readFileSync, writeFileSync } from 'node:fs'
import {
  checkAssignment,
  maxWideValue,
  problemFromColumns,
  solveAssignment,
  type AssignmentProblem,
} from '@linggong/matching'

/** Nobody reads more than so many findings about one file. */
const mostFindings = 20
/** Greatest count of workers, shifts or places of one shift. */
const mostOfAKind = 2 ** 28

const columnsOf = { p: 3, s: 2, e: 3 } as const
type Kind = keyof typeof columnsOf

/** A file that is no instance; the message names every line that is wrong (the first {@link mostFindings}). */
export class UnreadableInstance extends Error {
  constructor(findings: readonly string[]) {
    const more = findings.length - mostFindings
    const shown = findings.slice(0, mostFindings)
    super((more > 0 ? [...shown, `and ${more} more`] : shown).join('\n'))
    this.name = 'UnreadableInstance'
  }
}

/**
 * Reads an instance from outside: lines `p match WORKERS SHIFTS EDGES`, `s SHIFT HEADCOUNT`, `e SHIFT WORKER VALUE`; ids
 * from 0; empty lines and lines that begin with `c` or `#` are passed over. A shift without a line of its own has no
 * place, a pair may have several edges (the best counts), a value may be 0 or less (it is never used).
 *
 * @throws UnreadableInstance naming all lines that are wrong, or what does not fit together
 */
export function readProblem(path: string): AssignmentProblem {
  const reader = new Reader()
  const text = readFileSync(path, 'utf8').replace(/^\uFEFF/, '')
  for (const [i, line] of text.split(/\r\n|\n|\r/).entries()) reader.line(i + 1, line)
  return reader.problem()
}

type Sizes = {
  workers: number
  shifts: number
  edges: number
  headcount: Int32Array
  /** The line in which each shift has got its headcount. */
  saidIn: Map<number, number>
}

class Reader {
  readonly #findings: string[] = []
  #sizes: Sizes | null = null
  readonly #shift: number[] = []
  readonly #worker: number[] = []
  readonly #value: number[] = []

  line(at: number, line: string): void {
    const words = line.trim().split(/\s+/)
    const kind = words[0]!
    if (kind === '' || kind === 'c' || kind.startsWith('#')) return
    const numbers = numbersOf(kind, words)
    if (!numbers) this.#find(at, `cannot be read: ${line.slice(0, 80)}`)
    else if (kind === 'p') this.#begin(at, numbers)
    else if (!this.#sizes) this.#find(at, 'stands before the line "p match WORKERS SHIFTS EDGES"')
    else if (kind === 's') this.#places(at, numbers, this.#sizes)
    else this.#edge(at, numbers, this.#sizes)
  }

  #find(at: number, what: string): void {
    this.#findings.push(`line ${at} ${what}`)
  }

  #begin(at: number, [workers, shifts, edges]: readonly number[]): void {
    if (this.#sizes) return this.#find(at, 'is a second line of sizes')
    if ([workers!, shifts!, edges!].some((n) => n < 0 || n > mostOfAKind)) {
      this.#findings.push(`line ${at}: sizes must be from 0 to ${mostOfAKind}`)
      // Nothing after it can be judged.
      throw new UnreadableInstance(this.#findings)
    }
    const headcount = new Int32Array(shifts!)
    this.#sizes = { workers: workers!, shifts: shifts!, edges: edges!, headcount, saidIn: new Map() }
  }

  #places(at: number, [s, places]: readonly number[], sizes: Sizes): void {
    if (!isId(s!, sizes.shifts)) return this.#find(at, `names shift ${s}, which is not one of ${sizes.shifts}`)
    const before = sizes.saidIn.get(s!)
    if (before !== undefined) return this.#find(at, `gives shift ${s} a headcount, as line ${before} does`)
    sizes.saidIn.set(s!, at)
    if (places! < 0 || places! > mostOfAKind) return this.#find(at, `has the headcount ${places}`)
    sizes.headcount[s!] = places!
  }

  #edge(at: number, [s, w, value]: readonly number[], sizes: Sizes): void {
    const before = this.#findings.length
    if (!isId(s!, sizes.shifts)) this.#find(at, `names shift ${s}, which is not one of ${sizes.shifts}`)
    if (!isId(w!, sizes.workers)) this.#find(at, `names worker ${w}, who is not one of ${sizes.workers}`)
    if (Math.abs(value!) > maxWideValue) this.#find(at, `has the value ${value}; ${maxWideValue} is the most`)
    // Counted all the same, so that one wrong line is not two complaints.
    const sound = this.#findings.length === before
    this.#shift.push(sound ? s! : 0)
    this.#worker.push(sound ? w! : 0)
    this.#value.push(sound ? value! : 0)
  }

  problem(): AssignmentProblem {
    const sizes = this.#sizes
    if (!sizes) this.#findings.push('there is no line "p match WORKERS SHIFTS EDGES"')
    else if (this.#shift.length !== sizes.edges && this.#findings.length === 0) {
      this.#findings.push(`${sizes.edges} edges announced, ${this.#shift.length} given`)
    }
    if (!sizes || this.#findings.length > 0) throw new UnreadableInstance(this.#findings)
    return problemFromColumns(sizes.workers, sizes.headcount, this.#shift, this.#worker, this.#value)
  }
}

const isId = (id: number, count: number) => id >= 0 && id < count

const isKind = (word: string): word is Kind => word in columnsOf

/** The whole numbers of a line, or `null` where it is not one of the three kinds. */
function numbersOf(kind: string, words: readonly string[]): number[] | null {
  if (!isKind(kind) || (kind === 'p' && words[1] !== 'match')) return null
  const texts = words.slice(kind === 'p' ? 2 : 1)
  if (texts.length !== columnsOf[kind] || !texts.every((text) => /^[+-]?\d+$/.test(text))) return null
  return texts.map(Number)
}

/** Solves an instance from outside and checks the answer by the problem alone. */
export function solveFile(path: string) {
  const problem = readProblem(path)
  const began = performance.now()
  const answer = solveAssignment(problem)
  const ms = Number((performance.now() - began).toFixed(2))
  const { value, bound, assigned, faults } = checkAssignment(problem, answer)
  return { value, dualGap: bound - value, assigned, ms, faults }
}

/** Writes an instance for the peers: sizes, headcounts, row starts, workers and values of edges, all 32-bit. */
export function writeBinary(path: string, problem: AssignmentProblem): void {
  const { workerCount, headcount, rowStart, edgeWorker, edgeValue } = problem
  const sizes = new Int32Array([workerCount, headcount.length, edgeWorker.length])
  const parts = [sizes, headcount, rowStart, edgeWorker, edgeValue]
  writeFileSync(path, Buffer.concat(parts.map((part) => Buffer.from(part.buffer, part.byteOffset, part.byteLength))))
}

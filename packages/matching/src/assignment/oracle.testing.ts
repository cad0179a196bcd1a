import fc from 'fast-check'
import { problemFromEdges, type AssignmentProblem } from './problem.ts'

/** Small problems with quarrels: few values and so many ties, empty rows, doubled edges, losses, headcounts of 0. */
export const anyProblem = problems(4)

/** The same with one place a shift, or none. */
export const anyUnitProblem = problems(1)

/** Too large for {@link bestValue}: rows longer than the front of one, hardly more workers than places, doubled edges. */
export const tightProblem: fc.Arbitrary<AssignmentProblem> = fc
  .record({
    headcount: fc.array(fc.constantFrom(1, 1, 1, 1, 0, 2), { minLength: 20, maxLength: 60 }),
    spread: fc.constantFrom(3, 40, 2_000, 100_000),
    seeds: fc.infiniteStream(fc.nat()),
  })
  .map(({ headcount, spread, seeds }) => {
    const next = () => seeds.next().value as number
    const workers = headcount.length + (next() % 9)
    const edges = headcount.flatMap((_, shift) =>
      Array.from({ length: 4 + (next() % 16) }, () => {
        const worker = next() % workers
        return { shift, worker, value: 1 + (next() % spread) + ((worker * spread) >> 5) }
      }),
    )
    return problemFromEdges(workers, headcount, edges)
  })

function problems(mostPlaces: number): fc.Arbitrary<AssignmentProblem> {
  return fc
    .record({
      workers: fc.integer({ min: 0, max: 9 }),
      headcount: fc.array(fc.integer({ min: 0, max: mostPlaces }), { maxLength: 7 }),
      most: fc.constantFrom(2, 5, 30, 1000),
    })
    .chain(({ workers, headcount, most }) => {
      if (workers === 0 || headcount.length === 0) return fc.constant(problemFromEdges(workers, headcount, []))
      const edge = fc.record({
        shift: fc.nat({ max: headcount.length - 1 }),
        worker: fc.nat({ max: workers - 1 }),
        value: fc.integer({ min: -1, max: most }),
      })
      return fc.array(edge, { maxLength: 40 }).map((edges) => problemFromEdges(workers, headcount, edges))
    })
}

/** Greatest total value by the slowest method that is surely right: every choice of every worker, remembered by what is left. */
export function bestValue(problem: AssignmentProblem): number {
  const { headcount, rowStart, edgeWorker, edgeValue, workerCount } = problem
  const choices: { shift: number; value: number }[][] = Array.from({ length: workerCount }, () => [])
  for (let s = 0; s < headcount.length; s++) {
    for (let e = rowStart[s]!; e < rowStart[s + 1]!; e++) {
      choices[edgeWorker[e]!]!.push({ shift: s, value: edgeValue[e]! })
    }
  }
  let states = new Map<string, { left: number[]; value: number }>([['', { left: [...headcount], value: 0 }]])
  for (const options of choices) {
    const next = new Map<string, { left: number[]; value: number }>()
    const offer = (left: number[], value: number) => {
      const key = left.join()
      const known = next.get(key)
      if (!known || known.value < value) next.set(key, { left, value })
    }
    for (const { left, value } of states.values()) {
      offer(left, value)
      for (const option of options) {
        if (left[option.shift]! > 0)
          offer(
            left.map((n, s) => (s === option.shift ? n - 1 : n)),
            value + option.value,
          )
      }
    }
    states = next
  }
  return Math.max(...[...states.values()].map((state) => state.value))
}

import { expect, test } from 'vitest'
import { checkAssignment } from './certificate.ts'
import { practice, prepareSolver } from './prepare.ts'
import { solveAssignment } from './solve.ts'

test('what the solver practises on has single places and crews, and it finds the best plan of each', () => {
  const problems = practice().map(({ problem }) => problem)
  for (const problem of problems) {
    const checked = checkAssignment(problem, solveAssignment(problem))
    expect(checked.faults).toEqual([])
    expect(checked.bound).toBe(checked.value)
    expect(checked.value).toBeGreaterThan(0)
  }
  expect(problems.map(({ headcount }) => Math.max(...headcount) > 1)).toEqual([false, true])
})

test('practice changes no later answer', () => {
  const { problem } = practice()[0]!
  const before = solveAssignment(problem)
  prepareSolver()
  expect(solveAssignment(problem)).toEqual(before)
})

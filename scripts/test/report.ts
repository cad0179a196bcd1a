import { existsSync, readFileSync, statSync } from 'node:fs'
import { relative } from 'node:path'
import { z } from 'zod'

import { type Counts, root } from '../check/run.ts'

const vitestReport = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string().default(''),
      assertionResults: z.array(
        z.object({
          status: z.string(),
          fullName: z.string().default(''),
          failureMessages: z.array(z.string()).nullish(),
        }),
      ),
    }),
  ),
})

/** What failed, for the end of a long run: the lines that say it where it happened are far above by then. */
export type Failures = { failures: string[] }

const shownLines = 12

/**
 * Tests passed and failed by vitest's own report. A file that could not be loaded, an error outside of any test
 * and a report that was not written count as one failure each, so that no red run can end with "0 failed".
 */
export function countsOf(file: string, exitCode: number, startedAtMs: number): Counts & Failures {
  if (!existsSync(file) || statSync(file).mtimeMs < startedAtMs) {
    return { passed: 0, failed: 1, failures: [`${file} was not written`] }
  }
  return countReport(JSON.parse(readFileSync(file, 'utf8')), exitCode)
}

export function countReport(report: unknown, exitCode: number): Counts & Failures {
  const { numPassedTests, numFailedTests, testResults } = vitestReport.parse(report)
  const unloaded = testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && !assertionResults.some((one) => one.status === 'failed'),
  )
  const failures = [
    ...unloaded.map(({ name, message }) => told(name, 'could not be loaded', message)),
    ...testResults.flatMap(({ name, assertionResults }) =>
      assertionResults
        .filter((one) => one.status === 'failed')
        .map((one) => told(name, one.fullName, (one.failureMessages ?? []).join('\n'))),
    ),
  ]
  const failed = numFailedTests + unloaded.length
  if (failed > 0 || exitCode === 0) return { passed: numPassedTests, failed, failures }
  return { passed: numPassedTests, failed: 1, failures: [`an error outside of any test (exit code ${exitCode})`] }
}

function told(file: string, test: string, message: string): string {
  const lines = message.split('\n').slice(0, shownLines)
  return [`${relative(root, file)} › ${test}`, ...lines.map((line) => `    ${line}`)].join('\n')
}

import { existsSync, readFileSync, statSync } from 'node:fs'
import { z } from 'zod'

import type { Counts } from '../check/run.ts'

const vitestReport = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  testResults: z.array(z.object({ status: z.string(), assertionResults: z.array(z.object({ status: z.string() })) })),
})

/**
 * Tests passed and failed by vitest's own report. A file that could not be loaded, an error outside of any test
 * and a report that was not written count as one failure each, so that no red run can end with "0 failed".
 */
export function countsOf(file: string, exitCode: number, startedAtMs: number): Counts {
  if (!existsSync(file) || statSync(file).mtimeMs < startedAtMs) return { passed: 0, failed: 1 }
  return countReport(JSON.parse(readFileSync(file, 'utf8')), exitCode)
}

export function countReport(report: unknown, exitCode: number): Counts {
  const { numPassedTests, numFailedTests, testResults } = vitestReport.parse(report)
  const unloaded = testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && !assertionResults.some((one) => one.status === 'failed'),
  )
  const failed = numFailedTests + unloaded.length
  return { passed: numPassedTests, failed: failed === 0 && exitCode !== 0 ? 1 : failed }
}

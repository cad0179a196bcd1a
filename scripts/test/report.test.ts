import { expect, test } from 'vitest'

import { countReport, countsOf } from './report.ts'

const report = (numPassedTests: number, numFailedTests: number, files: [string, string[]][]) => ({
  numPassedTests,
  numFailedTests,
  testResults: files.map(([status, tests]) => ({ status, assertionResults: tests.map((one) => ({ status: one })) })),
})

test('a green run', () => {
  expect(countReport(report(2, 0, [['passed', ['passed', 'passed']]]), 0)).toEqual({ passed: 2, failed: 0 })
})

test('a file that could not be loaded is a failure', () => {
  const files: [string, string[]][] = [
    ['failed', []],
    ['failed', ['failed', 'passed']],
  ]
  expect(countReport(report(1, 1, files), 1)).toEqual({ passed: 1, failed: 2 })
})

test('an error outside of any test is a failure', () => {
  expect(countReport(report(1, 0, [['passed', ['passed']]]), 1)).toEqual({ passed: 1, failed: 1 })
})

test('no report is a failure', () => {
  expect(countsOf('/nowhere/report.json', 0, 0)).toEqual({ passed: 0, failed: 1 })
})

import { join } from 'node:path'
import { expect, test } from 'vitest'

import { root } from '../check/run.ts'
import { countReport, countsOf } from './report.ts'

const report = (numPassedTests: number, numFailedTests: number, files: [string, string[]][]) => ({
  numPassedTests,
  numFailedTests,
  testResults: files.map(([status, tests], at) => ({
    name: join(root, `file-${at}.test.ts`),
    status,
    message: status === 'failed' ? 'no such module' : '',
    assertionResults: tests.map((one) => ({
      status: one,
      fullName: 'adds up',
      failureMessages: one === 'failed' ? ['expected 2 to be 3'] : [],
    })),
  })),
})

test('a green run', () => {
  expect(countReport(report(2, 0, [['passed', ['passed', 'passed']]]), 0)).toEqual({
    passed: 2,
    failed: 0,
    failures: [],
  })
})

test('a file that could not be loaded is a failure, and every failure is told', () => {
  const files: [string, string[]][] = [
    ['failed', []],
    ['failed', ['failed', 'passed']],
  ]
  expect(countReport(report(1, 1, files), 1)).toEqual({
    passed: 1,
    failed: 2,
    failures: [
      'file-0.test.ts › could not be loaded\n    no such module',
      'file-1.test.ts › adds up\n    expected 2 to be 3',
    ],
  })
})

test('an error outside of any test is a failure', () => {
  expect(countReport(report(1, 0, [['passed', ['passed']]]), 1)).toMatchObject({ passed: 1, failed: 1 })
})

test('no report is a failure', () => {
  expect(countsOf('/nowhere/report.json', 0, 0)).toMatchObject({ passed: 0, failed: 1 })
})

import { expect, test } from 'vitest'

import { lockProblems } from './lock.ts'
import { migrationProblems, unlandedMigrations } from './migrations.ts'
import { bannedIn } from './words.ts'

test('migrations in order that have landed unchanged are fine', () => {
  const hashes = { '0001-kernel.sql': 'a', '0003-postings.sql': 'b' }
  expect(migrationProblems(hashes, hashes)).toEqual([])
})

test('a landed migration is neither changed nor removed, and nothing is put before it', () => {
  const landed = { '0001-kernel.sql': 'a', '0002-audit.sql': 'b', '0004-postings.sql': 'c' }
  const present = { '0001-kernel.sql': 'changed', '0003-late.sql': 'd', '0004-postings.sql': 'c' }
  expect(migrationProblems(present, landed)).toEqual([
    '0001-kernel.sql has landed and was changed: write a new migration instead',
    '0002-audit.sql has landed and is gone',
    '0003-late.sql comes before 0004-postings.sql, which has landed: give it a later number',
  ])
})

test('two migrations of one number and a wrong name are named', () => {
  const present = { '0001-a.sql': 'a', '0001-b.sql': 'b', 'notes.txt': 'c' }
  expect(migrationProblems(present, { '0001-a.sql': 'a', 'notes.txt': 'c' })).toEqual([
    '0001-b.sql has the number of 0001-a.sql',
    'notes.txt is not named NNNN-name.sql',
    '0001-b.sql comes before notes.txt, which has landed: give it a later number',
  ])
})

test('a new migration may be worked on, and is named until it has landed', () => {
  const present = { '0001-a.sql': 'a', '0002-b.sql': 'b' }
  expect(migrationProblems(present, { '0001-a.sql': 'a' })).toEqual([])
  expect(unlandedMigrations(present, { '0001-a.sql': 'a' })).toEqual([
    '0002-b.sql is not in landed.json: npm run check -- --land',
  ])
})

test.each([
  ['apps/api/src/main.ts', `// ${'TO'}${'DO'} later`],
  ['apps/api/src/main.ts', `// oxlint-${'disable'} no-console`],
  ['packages/policy/src/a.test.ts', `test.${'only'}('x')`],
  ['packages/policy/src/wages.ts', 'const today = new Date()'],
  ['apps/api/src/modules/payroll/rules.ts', 'const id = Math.random()'],
])('%s may not hold %s', (file, line) => {
  expect(bannedIn(file, `fine\n${line}\n`)).toEqual([expect.stringContaining(`${file}:2: `)])
})

test.each([
  ['apps/api/src/kernel/clock.ts', 'const now = () => new Date()'],
  ['packages/policy/src/wages.ts', 'const day = new Date(iso)'],
  ['packages/policy/src/wages.test.ts', 'const today = new Date()'],
])('%s may hold %s', (file, line) => {
  expect(bannedIn(file, line)).toEqual([])
})

test('a lock file with addresses or without hashes is refused', () => {
  const packages = {
    '': {},
    'node_modules/@linggong/api': { resolved: 'apps/api', link: true },
    'node_modules/good': { integrity: 'sha512-x' },
    'node_modules/addressed': { integrity: 'sha512-x', resolved: 'http://packages.test/addressed.tgz' },
    'node_modules/bare': {},
    'node_modules/halved': { integrity: 'sha512-x', optionalDependencies: { good: '1', 'halved-darwin': '1' } },
  }
  expect(lockProblems({ packages })).toEqual([
    'node_modules/addressed is resolved to http://packages.test/addressed.tgz',
    'node_modules/bare has no integrity hash',
    'halved-darwin, an optional part of node_modules/halved, is left out: choose a version that is whole',
  ])
})

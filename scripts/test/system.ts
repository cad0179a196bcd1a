import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

import { debianPostgres15 } from '../../apps/api/src/kernel/embedded-postgres/index.ts'

/** A program of the system the tests use. `must`: a run without it does not count as whole. */
export type Missing = { what: string; wayOut: string; must: boolean }

const programs = [
  { what: 'PostgreSQL 15', debian: 'postgresql-15', found: () => debianPostgres15() !== null },
  { what: 'pdfsig (verifies signed contracts)', debian: 'poppler-utils', found: () => runs('pdfsig', '-v') },
]

function runs(program: string, argument: string): boolean {
  return spawnSync(program, [argument], { stdio: 'ignore' }).error === undefined
}

function aptInstall(packages: readonly string[]): void {
  console.log(`installing ${packages.join(' ')} for the tests (apt-get)`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const apt = (...args: string[]): boolean =>
    spawnSync('apt-get', ['-q', ...args], { env, stdio: ['ignore', 'ignore', 'inherit'] }).status === 0
  const install = (): boolean => apt('install', '-y', '--no-install-recommends', ...packages)
  if (!install() && apt('update')) install()
}

/** As root on Debian what is missing is installed; otherwise it is named, and in CI the run then fails. */
export function ensureSystemPrograms(): { postgres15: boolean; missing: Missing[] } {
  const absent = () => programs.filter(({ found }) => !found())
  const wanted = absent().map(({ debian }) => debian)
  if (wanted.length > 0 && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) aptInstall(wanted)
  const must = Boolean(process.env.CI) && process.env.CI !== 'false'
  const missing = absent().map(({ what, debian }) => ({ what, wayOut: `apt-get install ${debian}`, must }))
  return { postgres15: debianPostgres15() !== null, missing }
}

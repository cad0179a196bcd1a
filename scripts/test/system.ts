import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

import { findChromium } from '../../apps/e2e/browser/chromium.ts'
import { debianPostgres15 } from '../../apps/api/src/kernel/embedded-postgres/index.ts'

/** A program of the system the tests use. `must`: a run without it does not count as whole. */
export type Missing = { what: string; wayOut: string; must: boolean }

const programs = [
  { what: 'PostgreSQL 15', debian: 'postgresql-15', found: () => debianPostgres15() !== null },
  { what: 'pdfsig (verifies signed contracts)', debian: 'poppler-utils', found: () => runs('pdfsig', '-v') },
  { what: 'Chromium (shows the pages)', debian: 'chromium-headless-shell', found: () => findChromium() !== null },
  { what: 'a Chinese font (for the pages)', debian: 'fonts-noto-cjk', found: hasChineseFont },
  {
    what: 'LibreOffice (opens the exported Excel and Word files)',
    debian: 'libreoffice-calc-nogui libreoffice-writer-nogui',
    found: () => runs('soffice', '--version'),
  },
]

function runs(program: string, argument: string): boolean {
  return spawnSync(program, [argument], { stdio: 'ignore' }).error === undefined
}

/** Only Linux comes without one. */
function hasChineseFont(): boolean {
  if (process.platform !== 'linux') return true
  const listed = spawnSync('fc-list', [':lang=zh', 'family'], { encoding: 'utf8' })
  return (listed.stdout ?? '').trim() !== ''
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
export function ensureSystemPrograms(): { postgres15: boolean; chromium: boolean; missing: Missing[] } {
  const absent = () => programs.filter(({ found }) => !found())
  const wanted = absent().flatMap(({ debian }) => debian.split(' '))
  if (wanted.length > 0 && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) aptInstall(wanted)
  const must = Boolean(process.env.CI) && process.env.CI !== 'false'
  const missing = absent().map(({ what, debian }) => ({ what, wayOut: `apt-get install ${debian}`, must }))
  return { postgres15: debianPostgres15() !== null, chromium: findChromium() !== null, missing }
}

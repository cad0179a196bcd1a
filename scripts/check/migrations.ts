import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

import { root } from './run.ts'

const folder = join(root, 'apps/api/migrations')
/** Migration → SHA-256, for every one that has landed: others may have run it, so it never changes again. */
const landedFile = join(folder, 'landed.json')

type Hashes = Record<string, string>

function readLanded(): Hashes {
  return existsSync(landedFile)
    ? z.record(z.string(), z.string()).parse(JSON.parse(readFileSync(landedFile, 'utf8')))
    : {}
}

function readHashes(): Hashes {
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => name !== 'landed.json') : []
  return Object.fromEntries(
    names.toSorted().map((name) => [
      name,
      createHash('sha256')
        .update(readFileSync(join(folder, name)))
        .digest('hex'),
    ]),
  )
}

/** Pure part: file names with hashes against the landed ones. Exported for its test. */
export function migrationProblems(present: Hashes, landed: Hashes): string[] {
  const names = Object.keys(present)
  const problems: string[] = []
  names.forEach((name, index) => {
    if (!/^\d{4}-[a-z0-9-]+\.sql$/.test(name)) problems.push(`${name} is not named NNNN-name.sql`)
    const before = names[index - 1]
    if (before?.slice(0, 4) === name.slice(0, 4)) problems.push(`${name} has the number of ${before}`)
  })
  for (const [name, hash] of Object.entries(landed)) {
    if (!(name in present)) problems.push(`${name} has landed and is gone`)
    else if (present[name] !== hash) problems.push(`${name} has landed and was changed: write a new migration instead`)
  }
  const lastLanded = Object.keys(landed).toSorted().at(-1) ?? ''
  for (const name of names) {
    if (name in landed) continue
    if (name < lastLanded) problems.push(`${name} comes before ${lastLanded}, which has landed: give it a later number`)
  }
  return problems
}

/** New migrations that are not yet in the list of those that never change: fine while they are worked on. */
export function unlandedMigrations(present: Hashes, landed: Hashes): string[] {
  return Object.keys(present)
    .filter((name) => !(name in landed))
    .map((name) => `${name} is not in landed.json: npm run check -- --land`)
}

export async function migrationFindings(): Promise<string[]> {
  return migrationProblems(readHashes(), readLanded())
}

export async function unlandedFindings(): Promise<string[]> {
  return unlandedMigrations(readHashes(), readLanded())
}

/** Adds the new migrations to landed.json; entries already there are never changed. */
export function landMigrations(): string[] {
  const present = readHashes()
  const landed = readLanded()
  const added = Object.keys(present).filter((name) => !(name in landed))
  writeFileSync(landedFile, `${JSON.stringify({ ...present, ...landed }, null, 2)}\n`)
  return added
}

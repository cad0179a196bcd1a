import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

import { root } from './run.ts'

const lockFile = z.object({
  packages: z.record(
    z.string(),
    z.object({
      link: z.boolean().optional(),
      resolved: z.string().optional(),
      integrity: z.string().optional(),
      optionalDependencies: z.record(z.string(), z.string()).optional(),
    }),
  ),
})

/**
 * The lock file names versions and hashes, no addresses: it installs from whatever registry a machine has. And it is
 * whole: npm leaves out optional packages it could not find, after which `npm ci` refuses the file on every machine.
 */
export function lockProblems(lock: z.infer<typeof lockFile>): string[] {
  return [...entryProblems(lock), ...leftOut(lock)]
}

function leftOut({ packages }: z.infer<typeof lockFile>): string[] {
  const present = new Set(Object.keys(packages).map((path) => path.replace(/^.*node_modules\//, '')))
  return Object.entries(packages).flatMap(([path, { optionalDependencies }]) =>
    Object.keys(optionalDependencies ?? {})
      .filter((name) => !present.has(name))
      .map(
        (name) => `${name}, an optional part of ${path || 'the project'}, is left out: choose a version that is whole`,
      ),
  )
}

function entryProblems(lock: z.infer<typeof lockFile>): string[] {
  return Object.entries(lock.packages).flatMap(([path, { link, resolved, integrity }]) => {
    if (!path.includes('node_modules/') || link) return []
    if (resolved && /^https?:/.test(resolved)) return [`${path} is resolved to ${resolved}`]
    return integrity ? [] : [`${path} has no integrity hash`]
  })
}

export async function lockFindings(): Promise<string[]> {
  const files = globSync(['package-lock.json', 'apps/*/package-lock.json'], { cwd: root })
  return files.flatMap((file) =>
    lockProblems(lockFile.parse(JSON.parse(readFileSync(join(root, file), 'utf8')))).map((one) => `${file}: ${one}`),
  )
}

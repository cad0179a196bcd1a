import { globSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { z } from 'zod'

import { planted } from './planted.ts'
import { findingsOf, root, tool } from './run.ts'

const cruiser = 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs'
const settings = join(root, '.dependency-cruiser.cjs')
const cruised = ['apps', 'packages', 'bench', 'scripts']

const report = z.object({
  modules: z.array(z.object({ source: z.string() })),
  summary: z.object({
    totalCruised: z.number(),
    violations: z.array(z.object({ from: z.string(), to: z.string(), rule: z.object({ name: z.string() }) })),
  }),
})

async function cruise(folders: readonly string[], cwd: string): Promise<z.infer<typeof report>> {
  const { stdout, output } = await tool(cruiser, ['--config', settings, '--output-type', 'json', ...folders], cwd)
  if (!stdout.startsWith('{')) throw new Error(`dependency-cruiser could not run: ${output.trim().slice(0, 400)}`)
  return report.parse(JSON.parse(stdout))
}

/** Who imports whom, in the project itself. */
export async function boundaryFindings(): Promise<string[]> {
  const { modules, summary } = await cruise(cruised, root)
  const findings = summary.violations.map(({ from, to, rule }) => `${rule.name}: ${from} → ${to}`)
  // Without a TypeScript it can load, the tool reads no .ts file and is content.
  const seen = new Set(modules.map((module) => module.source))
  const files = cruised.flatMap((folder) => globSync(`${folder}/**/*.ts`, { cwd: root }))
  const unread = files.filter((file) => !file.includes('node_modules') && !seen.has(file.replaceAll('\\', '/')))
  if (files.length === 0 || unread.length > 0) {
    findings.push(`${unread.length} of ${files.length} TypeScript files were not read, e.g. ${unread[0]}`)
  }
  return findings
}

function scratch(name: string, files: readonly { file: string; text: string }[]): string {
  const folder = join(root, '.cache', 'planted', `${name}-${process.pid}`)
  for (const { file, text } of files) {
    const path = join(folder, file)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, text)
  }
  return folder
}

const lawfulFiles = Object.entries(planted.lawful).map(([file, text]) => ({ file, text }))

/** The part of the contract the mini-program loads. */
export function plainContractFindings(folder = root): Promise<string[]> {
  return findingsOf('scripts/check/without-zod.ts', [join(folder, planted.plainContract.file)])
}

/** Every rule reports its planted violation, and lawful files are left in peace. */
export async function boundaryRulesBite(): Promise<string[]> {
  const { boundaryViolations, lawful, plainContract } = planted
  const folder = scratch('boundaries', [...lawfulFiles, ...boundaryViolations, plainContract])
  try {
    const { summary } = await cruise(['apps', 'packages'], folder)
    const bites = ({ name }: { name: string }): boolean =>
      summary.violations.some(
        ({ from, rule }) =>
          rule.name === name && boundaryViolations.some((one) => one.rule === name && one.file === from),
      )
    const { forbidden } = createRequire(import.meta.url)(settings) as { forbidden: { name: string }[] }
    const blunt = forbidden.filter((rule) => !bites(rule)).map(({ name }) => `${name} reports no planted violation`)
    const unlawful = summary.violations
      .filter(({ from }) => from in lawful)
      .map(({ from, rule }) => `${rule.name} reports the lawful ${from}`)
    const plain = await plainContractFindings(folder)
    return [...blunt, ...unlawful, ...(plain.length === 0 ? ['zod in the plain contract is not reported'] : [])]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The linter reports each planted violation. */
export async function lintRulesBite(): Promise<string[]> {
  const folder = scratch('lint', planted.lintViolations)
  try {
    // Named one by one: the folder itself is ignored by git, and so by the linter's own search.
    const files = planted.lintViolations.map(({ file }) => file)
    const args = ['--no-ignore', '--config', join(root, '.oxlintrc.json'), '--format', 'unix', ...files]
    const { output } = await tool('node_modules/oxlint/bin/oxlint', args, folder)
    const lines = output.split('\n')
    return planted.lintViolations
      .filter(({ rule, file }) => !lines.some((line) => line.includes(file) && line.includes(rule)))
      .map(({ rule, file }) => `not reported: ${rule} in ${file}`)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

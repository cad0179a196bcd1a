import { existsSync } from 'node:fs'
import { join } from 'node:path'

import { boundaryFindings, boundaryRulesBite, lintRulesBite, plainContractFindings } from './boundaries.ts'
import { lockFindings } from './lock.ts'
import { miniFindings } from './mini.ts'
import { migrationFindings, unlandedFindings } from './migrations.ts'
import { findingsOf, root, type Step } from './run.ts'
import { wordFindings } from './words.ts'

const openapi = 'apps/api/src/openapi-cli.ts'

async function contractFindings(): Promise<string[]> {
  if (!existsSync(join(root, openapi))) return [`${openapi} is missing`]
  return findingsOf(openapi, ['--check'])
}

/** All that `npm run check` checks, the longest first. */
export const steps: Step[] = [
  {
    name: 'types',
    wayOut: 'correct the types named below',
    run: () => findingsOf('node_modules/typescript/bin/tsc', ['-p', 'tsconfig.json']),
  },
  { name: 'types of the mini-program', wayOut: 'correct the types named below', run: miniFindings },
  {
    name: 'types of the console',
    wayOut: 'correct the types named below',
    run: () => findingsOf('node_modules/vue-tsc/bin/vue-tsc.js', ['-p', 'apps/console/tsconfig.json']),
  },
  {
    name: 'contract drift',
    wayOut: 'run npm run openapi and commit the file it writes',
    run: contractFindings,
  },
  {
    name: 'boundaries',
    wayOut: 'import through the door the rule names (docs/adr/0003-boundaries.md)',
    run: boundaryFindings,
  },
  {
    name: 'plain contract without zod',
    wayOut: 'packages/contract/src/plain.ts may reach schemas as types only',
    run: () => plainContractFindings(),
  },
  {
    name: 'boundary rules bite',
    wayOut: 'correct .dependency-cruiser.cjs, or plant a violation in scripts/check/planted.ts',
    run: boundaryRulesBite,
  },
  {
    name: 'lint',
    wayOut: 'correct what is named below',
    run: () => findingsOf('node_modules/oxlint/bin/oxlint', ['--format', 'unix', '.']),
  },
  { name: 'lint rules bite', wayOut: 'correct .oxlintrc.json', run: lintRulesBite },
  {
    name: 'format',
    wayOut: 'run npm run format',
    run: () => findingsOf('node_modules/oxfmt/bin/oxfmt', ['--list-different', '.']),
  },
  {
    name: 'migration order',
    wayOut: 'landed migrations stay as they are, new ones get the next number',
    run: migrationFindings,
  },
  {
    name: 'migrations landed',
    wayOut: 'npm run check -- --land',
    run: unlandedFindings,
    onlyWithTests: true,
  },
  { name: 'words', wayOut: 'take out what is named below', run: wordFindings },
  {
    name: 'lock file',
    wayOut: 'install with npm config set omit-lockfile-registry-resolved true',
    run: lockFindings,
  },
]

// Deliberate violations, written to a scratch folder and checked with the real settings: a rule that does not
// report its own planted violation has stopped biting, whatever it says about the project.

/** Files of a small lawful project into which the violations are planted. */
const lawful: Record<string, string> = {
  'apps/api/src/kernel/scope.ts':
    'export type Scope = { city: string }\nexport const open = (): Scope => ({ city: "" })\n',
  'apps/api/src/kernel/errors.ts': 'export const refuse = (code: string): string => code\n',
  'apps/api/src/modules/engagements/index.ts': 'export const engagements = 1\n',
  'apps/api/src/modules/postings/index.ts': 'export { list } from "./store.ts"\n',
  'apps/api/src/modules/postings/store.ts': 'import { sql } from "kysely"\nexport const list = sql`select 1`\n',
  'apps/api/src/modules/postings/rules.ts':
    'import type { Scope } from "../../kernel/scope.ts"\nimport { refuse } from "../../kernel/errors.ts"\n' +
    'export const rule = (scope: Scope): string => refuse(scope.city)\n',
  'apps/api/src/modules/worktime/index.ts': 'export { engagements } from "../engagements/index.ts"\n',
  'apps/api/test/database.ts': 'export const database = 1\n',
  'packages/contract/src/shapes.ts': 'import { z } from "zod"\nexport const shape = z.string()\n',
}

type Planted = { rule: string; file: string; text: string }

/** The zod-free part of the contract, reaching zod by a detour. */
const plainContract = { file: 'packages/contract/src/plain.ts', text: 'export * from "./shapes.ts"\n' }

/** At least one violation per boundary rule of .dependency-cruiser.cjs. */
const boundaryViolations: Planted[] = [
  { rule: 'no-cycles', file: 'packages/policy/src/a.ts', text: 'import type { B } from "./b.ts"\nexport type A = B\n' },
  { rule: 'no-cycles', file: 'packages/policy/src/b.ts', text: 'import type { A } from "./a.ts"\nexport type B = A\n' },
  { rule: 'resolvable', file: 'packages/policy/src/lost.ts', text: 'export * from "./nowhere.ts"\n' },
  {
    rule: 'modules-by-the-front-door',
    file: 'apps/api/src/modules/worktime/store.ts',
    text: 'export { list } from "../postings/store.ts"\n',
  },
  {
    rule: 'others-by-the-front-door',
    file: 'apps/api/src/main.ts',
    text: 'export { list } from "./modules/postings/store.ts"\n',
  },
  {
    rule: 'kernel-knows-no-business',
    file: 'apps/api/src/kernel/outbox.ts',
    text: 'export * from "../modules/postings/index.ts"\n',
  },
  {
    rule: 'gateways-know-no-business',
    file: 'apps/api/src/gateways/sms.ts',
    text: 'export * from "../modules/postings/index.ts"\n',
  },
  {
    rule: 'packages-know-no-app',
    file: 'packages/client/src/index.ts',
    text: 'export * from "../../../apps/api/src/kernel/scope.ts"\n',
  },
  {
    rule: 'apps-know-no-other-app',
    file: 'apps/sandbox/src/main.ts',
    text: 'import type { Scope } from "../../api/src/kernel/scope.ts"\nexport type S = Scope\n',
  },
  {
    rule: 'only-stores-touch-the-database',
    file: 'apps/api/src/modules/postings/routes.ts',
    text: 'import type { Kysely } from "kysely"\nexport type Db = Kysely<unknown>\n',
  },
  {
    rule: 'contract-and-gateways-touch-no-database',
    file: 'packages/contract/src/database.ts',
    text: 'import pg from "pg"\nexport const pool = pg.Pool\n',
  },
  {
    rule: 'rules-are-pure',
    file: 'apps/api/src/modules/worktime/rules.ts',
    text: 'import { readFileSync } from "node:fs"\nexport const rule = readFileSync\n',
  },
  {
    rule: 'rules-take-kernel-types-only',
    file: 'apps/api/src/modules/payroll/rules.ts',
    text: 'import { open } from "../../kernel/scope.ts"\nexport const rule = open\n',
  },
  {
    rule: 'engagements-know-nobody',
    file: 'apps/api/src/modules/engagements/handlers.ts',
    text: 'export * from "../postings/index.ts"\n',
  },
  {
    rule: 'no-test-code-in-the-product',
    file: 'apps/api/src/modules/postings/jobs.ts',
    text: 'export * from "../../../test/database.ts"\n',
  },
]

/** One violation per rule we added to the linter's own choice; names as oxlint reports them. */
const lintViolations: Planted[] = [
  {
    rule: 'import(no-cycle)',
    file: 'apps/api/src/kernel/a.ts',
    text: 'import { b } from "./b.ts"\nexport const a = () => b\n',
  },
  {
    rule: 'import(no-cycle)',
    file: 'apps/api/src/kernel/b.ts',
    text: 'import { a } from "./a.ts"\nexport const b = () => a\n',
  },
  {
    rule: 'typescript(no-explicit-any)',
    file: 'packages/contract/src/c.ts',
    text: 'export const c = (x: any): unknown => x\n',
  },
  {
    rule: 'typescript(ban-ts-comment)',
    file: 'packages/contract/src/d.ts',
    text: ['// @ts', 'ignore\nexport const d = 1\n'].join('-'),
  },
  {
    rule: 'eslint(no-console)',
    file: 'apps/api/src/modules/postings/e.ts',
    text: 'export const e = () => console.log("e")\n',
  },
  { rule: 'eslint(max-lines)', file: 'packages/contract/src/f.ts', text: 'export {}\n'.repeat(301) },
]

export const planted = { lawful, plainContract, boundaryViolations, lintViolations }

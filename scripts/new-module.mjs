// npm run new:module -- complaints: the files every module has, to be filled in (docs/feature-example.md).
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const [name] = process.argv.slice(2)
if (!name || !/^[a-z]+(-[a-z]+)*$/.test(name)) {
  console.error('failed: name the module in lower case, e.g. npm run new:module -- complaints')
  process.exit(1)
}
const folder = join(import.meta.dirname, '..', 'apps/api/src/modules', name)
if (existsSync(folder)) {
  console.error(`failed: ${folder} is there already; choose another name`)
  process.exit(1)
}
const camel = name.replace(/-([a-z])/g, (_, letter) => letter.toUpperCase())
const pascal = camel[0].toUpperCase() + camel.slice(1)

const files = {
  'index.ts': `import type { Application } from '../../kernel/application.ts'

/** The door of this module: what others may call stands here, and nothing else is imported from outside. */
export function register${pascal}(_application: Application): void {
  // application.serve(…) for routes, application.on(…) for events, application.atDue(…) for deadlines.
}
`,
  'rules.ts': `// Pure decisions: data and the time in, a decision or an error out. Imports contract, policy and kernel types only.

export {}
`,
  'store.ts': `// All SQL of this module's tables. Nothing else of the module touches the database.

export {}
`,
}
mkdirSync(join(folder, 'actions'), { recursive: true })
for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, file), text)
console.log(`${folder}
next: the endpoints and error codes in packages/contract, a migration (npm run new:migration -- ${name}),
one file per act in actions/, and the registration in the list of modules; docs/feature-example.md walks through it`)

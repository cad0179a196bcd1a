// npm run new:migration -- add-site-opening-hours: an empty migration with the next number.
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const folder = join(import.meta.dirname, '..', 'apps/api/migrations')
const [name] = process.argv.slice(2)
if (!name || !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name)) {
  console.error('failed: name the migration in lower case, e.g. npm run new:migration -- add-site-opening-hours')
  process.exit(1)
}
mkdirSync(folder, { recursive: true })
const numbers = readdirSync(folder).flatMap((file) => (/^\d{4}-.*\.sql$/.test(file) ? [Number(file.slice(0, 4))] : []))
const next = String(Math.max(0, ...numbers) + 1).padStart(4, '0')
const file = join(folder, `${next}-${name}.sql`)
if (existsSync(file)) throw new Error(`${file} is there already`)
writeFileSync(
  file,
  `-- ${name.replaceAll('-', ' ')}
-- Forward only, and beside the running older version: add first, move data, remove in a later release.
-- No schema is named. Every table has a primary key and row-level security; the application is {{app}}.
`,
)
console.log(`${file}\nbefore you commit: npm run check -- --land`)

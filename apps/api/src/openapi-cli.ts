import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { openApiDocument } from './openapi.ts'

/** Writes docs/openapi.json from the contract; `--check` compares instead and exits 1 on drift. */
const file = fileURLToPath(new URL('../../../docs/openapi.json', import.meta.url))
const text = `${JSON.stringify(openApiDocument(), null, 2)}\n`

if (process.argv.includes('--check')) {
  let committed = ''
  try {
    committed = readFileSync(file, 'utf8')
  } catch {
    // Absent counts as drifted.
  }
  if (committed !== text) {
    console.error('docs/openapi.json does not match the contract; run `npm run openapi` and commit it')
    process.exit(1)
  }
  console.log('docs/openapi.json matches the contract')
} else {
  writeFileSync(file, text)
  console.log('docs/openapi.json written')
}

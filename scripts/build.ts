// npm run build [-- --served]: builds the front ends whose sources changed; `--served` those the http role serves.
import { buildFrontEnds } from './front-ends/build.ts'
import { frontEnds } from './front-ends/sources.ts'

const list = process.argv.includes('--served') ? frontEnds.filter(({ served }) => served) : frontEnds
try {
  await buildFrontEnds(list, (line) => console.log(line))
} catch (error) {
  console.error(`failed: ${error instanceof Error ? error.message : String(error)}`)
  process.exitCode = 1
}

// npm run check [-- --land]: everything that can be checked without running the tests.
import { landMigrations } from './check/migrations.ts'
import { runSteps } from './check/run.ts'
import { steps } from './check/steps.ts'

if (process.argv.includes('--land')) {
  const added = landMigrations()
  console.log(added.length > 0 ? `landed: ${added.join(', ')}` : 'nothing new to land')
} else {
  const { passed, failed } = await runSteps(steps.filter((step) => !step.onlyWithTests))
  console.log(`${passed} passed, ${failed} failed`)
  process.exitCode = failed > 0 ? 1 : 0
}

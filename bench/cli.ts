/** `npm run bench -- NAME`: measurements, with ratios taken in one run. The last line of each is JSON. */
const benches: Record<string, () => Promise<{ run(args: string[]): Promise<number> }>> = {
  spine: () => import('./spine.ts'),
  start: () => import('./start.ts'),
  cockpit: () => import('./cockpit.ts'),
  screens: () => import('./screens.ts'),
  texts: () => import('./texts.ts'),
  queries: () => import('./queries.ts'),
  match: () => import('./match.ts'),
  'match-events': () => import('./match-events.ts'),
  candidates: () => import('./candidates.ts'),
  dispatch: () => import('./dispatch.ts'),
  schedule: () => import('./schedule.ts'),
}

const [name, ...args] = process.argv.slice(2)
const load = name === undefined ? undefined : benches[name]
if (!load) {
  console.error(`usage: npm run bench -- ${Object.keys(benches).join(' | ')}`)
  process.exit(2)
}
try {
  const bench = await load()
  process.exit(await bench.run(args))
} catch (error) {
  console.error(
    `bench ${name} failed: ${error instanceof Error ? (process.env.DEBUG ? error.stack : error.message) : String(error)}`,
  )
  process.exit(1)
}

import { RequestRefused } from '@linggong/client'
import { endsOf, tellScene, type Ended } from './tell.ts'
import { openScene, type Scene, type Story } from './story.ts'
import { Expectation, refusalWords, type World } from './world.ts'

export type Told = { story: Story; failure: string | null; lines: string[]; ended: readonly Ended[]; scene: Scene }

/** What went wrong, in one line; a defect of our own with its stack. */
export function wordsOf(error: unknown): string {
  if (error instanceof Expectation) return error.message
  if (error instanceof RequestRefused)
    return `平台拒绝 ${error.status} ${error.body.code}:${refusalWords(error)} (${placeOf(error)})`
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}

function placeOf(error: Error): string {
  const line = error.stack?.split('\n').find((one) => one.includes('test/journey') && !one.includes('world.ts'))
  return (
    line
      ?.trim()
      .replace(/^at /, '')
      .replace(/file:.*test\/journey\//, '') ?? ''
  )
}

async function play(world: World, story: Story): Promise<Told> {
  const scene = openScene(world)
  let failure: string | null = null
  try {
    await story.play(scene)
    await world.settle()
  } catch (error) {
    failure = wordsOf(error)
  }
  let ended: readonly Ended[] = []
  let lines: string[] = scene.notes.map((note) => `  · ${note}`)
  try {
    ended = await endsOf(world, scene)
    lines = await tellScene(world, scene, ended)
  } catch (error) {
    failure ??= wordsOf(error)
  }
  return { story, failure: failure ?? unexpectedEnd(scene, ended), lines, ended, scene }
}

/** Every engagement must have ended as its story says. */
function unexpectedEnd(scene: Scene, ended: readonly Ended[]): string | null {
  const wrong = scene.taken.flatMap(({ taken, ends }) => {
    const found = ended.find(({ id }) => id === taken.id)
    return found && found.state !== ends ? [`${taken.worker.name} 应以 ${ends} 结束,却是 ${found.state}`] : []
  })
  return wrong.length > 0 ? wrong.join(';') : null
}

/** Plays all stories on one clock and prints them in their order as soon as they and those before have ended. */
export async function playAll(world: World, stories: readonly Story[], say: (line: string) => void): Promise<Told[]> {
  const told = new Map<Story, Told>()
  let printed = 0
  await world.clock.runAll(
    stories.map((story) => async () => {
      told.set(story, await play(world, story))
      for (let next = stories[printed]; next && told.has(next); next = stories[++printed]) print(told.get(next)!, say)
    }),
  )
  return stories.flatMap((story) => told.get(story) ?? [])
}

function print({ story, failure, lines }: Told, say: (line: string) => void): void {
  say('')
  say(`${failure === null ? '✓' : '✗'} ${story.title}  [${story.name}]`)
  for (const line of lines) say(line)
  if (failure !== null) for (const line of failure.split('\n').slice(0, 6)) say(`  !! ${line}`)
}

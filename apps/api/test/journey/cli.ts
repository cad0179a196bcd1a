import { parseArgs } from 'node:util'
import { convertFile } from './convert-file.ts'
import { runDraftsFile } from './drafts-file.ts'
import { playAll } from './run-stories.ts'
import { stories } from './scenarios/index.ts'
import { CannotRun, findOrStart } from './server.ts'
import { totalUp } from './totals.ts'
import { openWorld, type World } from './world.ts'

const say = (line: string): void => console.log(line)

const usage = `npm run journey                                    所有情形
npm run journey -- --list                           列出情形
npm run journey -- --only NAME                      只走一个情形(可写多次)
npm run journey -- --drafts FILE                    把需求草稿(JSON 行)从发布走到发工资
npm run journey -- --convert MESSAGES --out FILE    把招工消息变成草稿文件`

function readArguments() {
  const { values } = parseArgs({
    options: {
      only: { type: 'string', multiple: true },
      list: { type: 'boolean' },
      drafts: { type: 'string' },
      convert: { type: 'string' },
      out: { type: 'string' },
      help: { type: 'boolean' },
    },
  })
  return values
}

/** Drives `work` against a platform and takes down again what was started for it. */
async function onPlatform(work: (world: World) => Promise<number>): Promise<number> {
  const platform = await findOrStart(say)
  const stop = (): void => void platform.stop().then(() => process.exit(130))
  process.once('SIGINT', stop).once('SIGTERM', stop)
  try {
    return await work(await openWorld(platform, say))
  } finally {
    await platform.stop()
  }
}

async function playStories(only: readonly string[]): Promise<number> {
  const unknown = only.filter((name) => !stories.some((one) => one.name === name))
  if (unknown.length > 0) throw new CannotRun(`没有这个情形:${unknown.join('、')};npm run journey -- --list 列出全部`)
  const chosen = only.length > 0 ? stories.filter(({ name }) => only.includes(name)) : stories
  return onPlatform(async (world) => {
    const told = await playAll(world, chosen, say)
    const { totals, failures } = await totalUp(world, told, say)
    for (const failure of failures) say(`✗ ${failure}`)
    say(JSON.stringify(totals))
    return failures.length === 0 ? 0 : 1
  })
}

async function main(): Promise<number> {
  const wanted = readArguments()
  if (wanted.help) {
    say(usage)
    return 0
  }
  if (wanted.list) {
    for (const { name, title } of stories) say(`${name.padEnd(28)}${title}`)
    return 0
  }
  if (wanted.convert) return convertFile(wanted.convert, wanted.out ?? 'drafts.jsonl', say)
  if (wanted.drafts) return runDraftsFile(wanted.drafts, onPlatform, say)
  return playStories(wanted.only ?? [])
}

try {
  process.exitCode = await main()
} catch (error) {
  const known = error instanceof CannotRun || (error instanceof TypeError && 'code' in error)
  console.error(
    `failed: ${error instanceof Error ? (known ? error.message : (error.stack ?? error.message)) : String(error)}`,
  )
  if (error instanceof TypeError) console.error(usage)
  process.exitCode = 1
}

import { existsSync, readFileSync } from 'node:fs'
import { draftStory, type Refusal } from './draft-story.ts'
import { readLines } from './drafts.ts'
import { playAll } from './run-stories.ts'
import { CannotRun } from './server.ts'
import { countBy, totalUp } from './totals.ts'
import type { World } from './world.ts'

/** Puts every draft of the file through the whole spine. Refused drafts are told and counted, and no error. */
export async function runDraftsFile(
  file: string,
  onPlatform: (work: (world: World) => Promise<number>) => Promise<number>,
  say: (line: string) => void,
): Promise<number> {
  if (!existsSync(file)) throw new CannotRun(`没有这个文件:${file};用 --convert 可以从招工消息做一份`)
  const { read, refused: unread } = readLines(readFileSync(file, 'utf8'))
  say(`${file}:${read.length + unread.length} 条草稿,${unread.length} 条写得不对`)
  for (const { line, reasons } of unread) say(`  第${line}行:${reasons.join(';')}`)
  const refused: Refusal[] = unread.map(({ line, reasons }) => ({ line, title: '', reasons }))
  return onPlatform(async (world) => {
    const told = await playAll(
      world,
      read.map((one) => draftStory(one, (refusal) => void refused.push(refusal))),
      say,
    )
    const { totals, failures } = await totalUp(world, told, say)
    say(
      `草稿 ${read.length + unread.length} 条:发布 ${read.length + unread.length - refused.length} 条,没有发布 ${refused.length} 条`,
    )
    for (const [reason, count] of countBy(refused.flatMap(({ reasons }) => reasons))) say(`  ${count} 次 ${reason}`)
    for (const failure of failures) say(`✗ ${failure}`)
    say(JSON.stringify({ ...totals, drafts: read.length + unread.length, refusedDrafts: refused.length }))
    return failures.length === 0 ? 0 : 1
  })
}

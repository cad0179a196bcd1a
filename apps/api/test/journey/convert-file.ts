import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { loadPolicy } from '@linggong/policy'
import { policyPacks } from '../../src/compose.ts'
import { businessDay, systemClock } from '../../src/kernel/clock.ts'
import { convert, message, type Converted } from './convert.ts'
import { CannotRun } from './server.ts'
import { countBy } from './totals.ts'

/** Messages as JSON lines in, drafts as JSON lines out; why the others are refused is told. */
export function convertFile(file: string, out: string, say: (line: string) => void): number {
  if (!existsSync(file)) throw new CannotRun(`没有这个文件:${file}`)
  const policy = loadPolicy(policyPacks)
  const day = businessDay(systemClock.now())
  const lines = readFileSync(file, 'utf8').split('\n')
  const all: Converted[] = lines.flatMap((text, index) => {
    if (text.trim() === '') return []
    const given = message.safeParse(jsonOf(text))
    if (given.success) return convert(policy, given.data, index, day)
    const reasons = given.error.issues.map((issue) => `格式不对:${issue.path.join('.') || '整行'} ${issue.message}`)
    return [{ id: `第${index + 1}行`, reasons }]
  })
  const drafts = all.flatMap((one) => ('draft' in one ? [one.draft] : []))
  const refused = all.flatMap((one) => ('reasons' in one ? [one] : []))
  writeFileSync(out, drafts.map((draft) => `${JSON.stringify(draft)}\n`).join(''))
  for (const { id, reasons } of refused) say(`  ${id}:${reasons.join(';')}`)
  say(`${file}:${all.length} 个岗位,写成草稿 ${drafts.length} 条 → ${out},没有采用 ${refused.length} 条`)
  for (const [reason, count] of countBy(refused.flatMap(({ reasons }) => reasons.map(kindOf))))
    say(`  ${count} 次 ${reason}`)
  say(JSON.stringify({ jobs: all.length, drafts: drafts.length, refused: refused.length }))
  return 0
}

/** Without the words of the single message, so that the same reason counts together. */
const kindOf = (reason: string): string => reason.replace(/^“[^”]*” /, '').replace(/“[^”]*”/, '…')

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

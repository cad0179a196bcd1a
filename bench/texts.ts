import { existsSync, readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { findOccupation } from '@linggong/reference'
import { z } from 'zod'
import { readHours } from '../apps/api/src/modules/postings/rules-text-hours.ts'
import { readMessage, type ReadText } from '../apps/api/src/modules/postings/rules-text.ts'

/** How well messages are read into drafts, against what a careful reader found in them. Format: docs/drafts.md. */

const amount = z.union([z.number(), z.array(z.number()).min(1), z.null()])
const job = z.object({
  occupation: z.string().nullish(),
  headcount: z.number().nullish(),
  pay: z
    .object({ amountYuan: amount.optional(), unit: z.string().nullish(), settlement: z.string().nullish() })
    .nullish(),
  time: z.object({ hours: z.string().nullish() }).nullish(),
  place: z.string().nullish(),
  meals: z.boolean().nullish(),
  lodging: z.boolean().nullish(),
  ageMin: z.number().nullish(),
  ageMax: z.number().nullish(),
})
const message = z.object({
  id: z.union([z.number(), z.string()]),
  text: z.string(),
  expect: z.union([job, z.array(job)]),
})
type Job = z.output<typeof job>

const methods: Record<string, string> = {
  hour: 'hourly',
  day: 'daily',
  shift: 'daily',
  jin: 'piece',
  piece: 'piece',
  order: 'piece',
  job: 'lumpSum',
}
const cycles: Record<string, string> = {
  daily: 'perShift',
  weekly: 'weekly',
  on_completion: 'onCompletion',
  monthly: 'monthly',
}

/** A field: what was to be found (null: the message does not say it) and what was read. */
type Field = { name: string; expected: unknown; read: unknown }

const leastFen = (yuan: z.output<typeof amount> | undefined): number | null =>
  yuan === null || yuan === undefined ? null : Math.round((Array.isArray(yuan) ? Math.min(...yuan) : yuan) * 100)

/** Monthly pay is no gig work: nothing is to be read from it. */
function fieldsOf(wanted: Job, { fields, shifts }: ReadText): Field[] {
  const monthly = wanted.pay?.unit === 'month'
  const hours = wanted.time?.hours ? readHours(wanted.time.hours) : null
  const clocked = hours && !hours.filled.some((one) => one.startsWith('没写几点开工')) ? hours : null
  const code = wanted.occupation ? (findOccupation(wanted.occupation, 1)[0]?.occupation.code ?? null) : null
  const place =
    wanted.place && fields.placeName && samePlace(wanted.place, fields.placeName) ? fields.placeName : wanted.place
  return [
    { name: 'occupation', expected: code, read: fields.occupationCode },
    { name: 'headcount', expected: wanted.headcount, read: shifts[0]?.headcount },
    { name: 'amount', expected: monthly ? null : leastFen(wanted.pay?.amountYuan), read: fields.amountFen },
    {
      name: 'payMethod',
      expected: wanted.pay?.unit ? (methods[wanted.pay.unit] ?? null) : null,
      read: fields.payMethod,
    },
    {
      name: 'settlement',
      expected: wanted.pay?.settlement ? cycles[wanted.pay.settlement] : null,
      read: fields.settlementCycle,
    },
    { name: 'start', expected: clocked?.start, read: shifts[0]?.start },
    { name: 'end', expected: clocked?.end, read: shifts[0]?.end },
    { name: 'place', expected: place, read: fields.placeName },
    { name: 'meals', expected: wanted.meals, read: fields.meals },
    { name: 'lodging', expected: wanted.lodging, read: fields.lodging },
    { name: 'minAge', expected: wanted.ageMin, read: fields.minAge },
    { name: 'maxAge', expected: wanted.ageMax, read: fields.maxAge },
  ]
}

const samePlace = (a: string, b: string): boolean => a.includes(b) || b.includes(a)

/** `right` of `stated` fields that the message holds, and fields that were read although it holds none. */
export async function run(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: { file: { type: 'string' }, wrong: { type: 'boolean' } } })
  if (!values.file || !existsSync(values.file)) {
    console.log('no messages to measure on: npm run bench -- texts --file MESSAGES.jsonl [--wrong]')
    return 0
  }
  const lines = readFileSync(values.file, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
  const byName = new Map<string, { stated: number; right: number; invented: number }>()
  for (const line of lines) {
    const { id, text, expect } = message.parse(JSON.parse(line))
    const wanted = Array.isArray(expect) ? expect[0] : expect
    for (const { name, expected, read } of fieldsOf(wanted ?? {}, readMessage(text, '2026-11-18'))) {
      const sum = byName.get(name) ?? { stated: 0, right: 0, invented: 0 }
      byName.set(name, sum)
      const right = (expected ?? null) === (read ?? null)
      if (expected === null || expected === undefined) sum.invented += right ? 0 : 1
      else {
        sum.stated += 1
        sum.right += right ? 1 : 0
      }
      if (values.wrong && !right) console.log(`${id} ${name}: expected ${String(expected)}, read ${String(read)}`)
    }
  }
  for (const [name, { stated, right, invented }] of byName)
    console.log(`${name.padEnd(12)} ${right}/${stated} right, ${invented} invented`)
  const total = (pick: 'stated' | 'right' | 'invented') => [...byName.values()].reduce((sum, one) => sum + one[pick], 0)
  const stated = total('stated')
  const ratio = stated === 0 ? 0 : Math.round((total('right') / stated) * 1_000) / 1_000
  console.log(
    JSON.stringify({
      messages: lines.length,
      fieldsStated: stated,
      fieldsRight: total('right'),
      ratio,
      invented: total('invented'),
    }),
  )
  return 0
}

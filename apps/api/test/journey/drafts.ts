import { payMethods, settlementCycles } from '@linggong/contract'
import { divisions, findOccupation, landmarks, occupationByCode, type Landmark } from '@linggong/reference'
import { z } from 'zod'
import { placeOf, type Place } from './places.ts'

const day = z.iso.date()
const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, '时间写成 HH:MM,如 08:00')

/** One line of a drafts file. Documented in docs/drafts.md, which names every field. */
export const draftLine = z
  .strictObject({
    id: z.union([z.string(), z.number()]).optional(),
    title: z.string().trim().min(1).max(40).optional(),
    occupation: z.string().trim().min(1).max(60),
    description: z.string().max(2_000).optional(),
    skills: z.string().trim().min(1).max(300).optional(),
    place: z.string().trim().min(1).max(60),
    town: z
      .string()
      .regex(/^\d{9}(\d{3})?$/, '乡镇代码是9位,村是12位')
      .optional(),
    address: z.string().trim().min(1).max(120).optional(),
    dates: z
      .array(z.union([day, z.string().regex(/^\+\d{1,2}$/)]))
      .min(1)
      .max(31)
      .optional(),
    start: clockTime,
    end: clockTime,
    headcount: z.int().min(1).max(500).optional(),
    payMethod: z.enum(payMethods),
    amountYuan: z.number().positive().max(1_000_000),
    pieceUnit: z.string().trim().min(1).max(10).optional(),
    overtimeYuan: z.number().positive().max(100_000).optional(),
    breakMinutes: z.int().min(0).max(720).optional(),
    settlementCycle: z.enum(settlementCycles).optional(),
    fillMode: z.enum(['grab', 'apply', 'dispatch']).optional(),
    span: z.enum(['eachShift', 'wholeJob']).optional(),
    meals: z.boolean().optional(),
    lodging: z.boolean().optional(),
    minAge: z.int().min(0).max(120).optional(),
    maxAge: z.int().min(0).max(120).optional(),
    ageReason: z.string().trim().min(1).max(200).optional(),
    employerKind: z
      .enum(['company', 'soleTrader', 'cooperative', 'villageCollective', 'publicBody', 'household'])
      .optional(),
    employerName: z.string().trim().min(2).max(60).optional(),
    note: z.string().max(1_000).optional(),
  })
  .refine((line) => line.payMethod !== 'piece' || line.pieceUnit !== undefined, {
    message: '按件计酬的,请写一件是什么',
    path: ['pieceUnit'],
  })
export type DraftLine = z.output<typeof draftLine>

/** What is known of a line once words have become codes. */
export type ReadLine = {
  line: number
  draft: DraftLine
  occupation: { code: string; name: string; minorsForbidden: boolean }
  place: Place
}
export type RefusedLine = { line: number; reasons: string[] }

/** A place by landmark, alias, town or village name; undefined where the city has none of this name. */
export function findPlace(name: string, town?: string): Place | undefined {
  if (town)
    return divisionPlace(
      divisions().find(({ code }) => code === town),
      name,
    )
  const wanted = name.trim()
  const named = (one: Landmark) => [one.name, ...one.aliases].filter((word) => word.length > 1)
  const exact = landmarks().find((one) => named(one).includes(wanted))
  if (exact) return placeOf(exact)
  const whole = divisions().find((one) => one.level !== 'county' && [one.name, one.displayName].includes(wanted))
  if (whole) return divisionPlace(whole, wanted)
  // The longest known name that the text holds is what it means.
  const [contained] = landmarks()
    .flatMap((one) =>
      named(one)
        .filter((word) => wanted.includes(word))
        .map((word) => ({ one, length: word.length })),
    )
    .sort((a, b) => b.length - a.length)
  if (contained) return { ...placeOf(contained.one), placeName: wanted }
  const towns = divisions().filter((one) => one.level === 'town' && wanted.includes(one.displayName))
  return divisionPlace(towns[0], wanted)
}

function divisionPlace(found: ReturnType<typeof divisions>[number] | undefined, name: string): Place | undefined {
  const point = found && (found.point ?? divisions().find(({ code }) => code === found.parentCode)?.point)
  if (!found || found.level === 'county' || !point) return undefined
  return {
    placeName: name.slice(0, 60),
    address: `${found.displayName}${name}`.slice(0, 120),
    town: found.code,
    county: found.reportingUnitCode,
    lat: point.lat,
    lng: point.lng,
  }
}

function problemWords(error: z.ZodError): string[] {
  return error.issues.map(({ path, message }) => `${path.join('.') || '整行'}:${message}`)
}

/** One line, or everything that is wrong with it at once. */
export function readLine(text: string, line: number): ReadLine | RefusedLine {
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch {
    return { line, reasons: ['不是一行 JSON'] }
  }
  const checked = draftLine.safeParse(parsed)
  if (!checked.success) return { line, reasons: problemWords(checked.error) }
  const draft = checked.data
  const occupation = occupationByCode(draft.occupation) ?? findOccupation(draft.occupation, 1)[0]?.occupation
  const place = findPlace(draft.place, draft.town)
  const reasons = [
    ...(occupation ? [] : [`occupation:没认出“${draft.occupation}”是什么工种`]),
    ...(place ? [] : [`place:宁德没有找到“${draft.place}”这个地方`]),
  ]
  if (!occupation || !place) return { line, reasons }
  const { code, officialName: name, minorsForbidden } = occupation
  return { line, draft, occupation: { code, name, minorsForbidden }, place }
}

/** All lines of a file; empty lines are left out. */
export function readLines(text: string): { read: ReadLine[]; refused: RefusedLine[] } {
  const all = text
    .split('\n')
    .map((each, index) => ({ each: each.trim(), line: index + 1 }))
    .filter(({ each }) => each !== '')
    .map(({ each, line }) => readLine(each, line))
  return {
    read: all.flatMap((one) => ('draft' in one ? [one] : [])),
    refused: all.flatMap((one) => ('reasons' in one ? [one] : [])),
  }
}

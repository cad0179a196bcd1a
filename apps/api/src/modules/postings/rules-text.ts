import type { PostingDraft } from '@linggong/contract/postings/shapes.ts'
import type { Problem } from '@linggong/contract'
import { findOccupation, findPlace, messageWords } from '@linggong/reference'
import { anyOf, plainSigns, without, type Found } from './rules-text-numbers.ts'
import { readPay } from './rules-text-pay.ts'
import { heightsIn, readAges, readContact, readHeadcount } from './rules-text-people.ts'
import { readDays, readShiftHours } from './rules-text-time.ts'

/** One sentence or a pasted chat message as a posting: what is written is taken, nothing is guessed. */

export type TextShift = { day: string | null; start: string | null; end: string | null; headcount: number | null }
export type ReadText = {
  fields: Partial<PostingDraft>
  /** As far as they are written; every day of the message has one. */
  shifts: TextShift[]
  /** What the words were taken to mean where they leave a choice, for the person to look at. */
  notes: Problem[]
}

type Span = { from: number; to: number }

const label = (kind: string, rest: string) =>
  new RegExp(`${anyOf(messageWords(kind))}(?:有|在|是)?\\s*[::】]\\s*${rest}`)
const placeLine = label('placeLabel', '([^\\n,。;]{2,40})')
const skillsLine = label('skillsLabel', '([^\\n。;]{2,120})')
const bringLine = new RegExp(`${anyOf(messageWords('bringLabel'))}\\s*[::]?\\s*([^\\n,。;\\s]{1,20})`)
const nearby =
  /(?:^|[\s,。;])(?:在|到|去)([\u4e00-\u9fff\d]{2,12}?)(?=搬|卸|装|干|做|打|帮|上班|摘|采|洗|扫|发|送|种|除|拣|分|门口)/

/** A line of its own that reads like an address. */
const addressLine =
  /^[\u4e00-\u9fffA-Za-z0-9()·]{2,30}(?:[市区县镇乡村路街](?=[\u4e00-\u9fff\d])|街道|号)[\u4e00-\u9fffA-Za-z0-9()·]{0,24}$/m
/** A name that ends as places do: 王府大酒店, 城南工地. */
const placeName = new RegExp(
  `(?:^|[\\s,。;:、!在到去])((?:(?![在到去招请找])[\\u4e00-\\u9fff]){1,12}?${anyOf(messageWords('placeEnd'))})`,
  'm',
)

/** What stands where an address would, for places nobody has listed. */
const likelyPlace = (text: string): string | null => addressLine.exec(text)?.[0] ?? placeName.exec(text)?.[1] ?? null

type Place = { fields: Partial<PostingDraft>; spans: Span[]; words: string | null }

/** Where people meet, or are looked at first, is not where they work. */
const elsewhere = /(?:集合|集中|面试)[^\n,。;]{0,30}/g

/** A known place is found by its name; one behind 地点: is kept in the writer's words. */
function readPlace(message: string): Place {
  const text = message.replaceAll(elsewhere, (words) => '\u0001'.repeat(words.length))
  const written = (placeLine.exec(text)?.[1] ?? nearby.exec(text)?.[1])?.trim() ?? null
  const known = (written ? findPlace(written) : undefined) ?? findPlace(text)
  if (!known) {
    const line = written ?? likelyPlace(text)
    return { fields: line ? { placeName: line } : {}, spans: [], words: line }
  }
  const line = written?.includes(known.matchedText) ? written : null
  const from = text.indexOf(known.matchedText)
  return {
    fields: {
      placeName: line ?? known.name,
      address: line && line !== known.matchedText ? `${known.address} ${line}`.slice(0, 120) : known.address,
      town: known.townCode,
      lat: known.point.lat,
      lng: known.point.lng,
    },
    spans: [{ from, to: from + known.matchedText.length }],
    words: known.matchedText,
  }
}

const wordOf = (text: string, kind: string) => messageWords(kind).find(({ word }) => text.includes(word))

/** A refusal is looked for first: 不管饭 holds 管饭. */
function yesOrNo(text: string, kind: string): boolean | undefined {
  if (wordOf(text, `${kind}No`)) return false
  return wordOf(text, kind) ? true : undefined
}

function offersOf(text: string): Partial<PostingDraft> {
  const meals = yesOrNo(text, 'meals')
  const lodging = yesOrNo(text, 'lodging')
  const cycle = wordOf(text, 'settlement')?.value as PostingDraft['settlementCycle']
  const insurance = wordOf(text, 'insurance')?.word
  const bring = bringLine.exec(text)?.[1]
  const skills = skillsLine.exec(text)?.[1]?.trim()
  return {
    ...(meals !== undefined && { meals }),
    ...(lodging !== undefined && { lodging }),
    ...(cycle && { settlementCycle: cycle }),
    ...(insurance && { insurance }),
    ...(bring && { bring }),
    ...(skills && { skills }),
  }
}

function workOf(text: string, placeWords: string | null): Partial<PostingDraft> {
  const match = findOccupation(text, 1)[0]
  if (!match) return {}
  const { occupation, matchedText } = match
  return {
    occupationCode: occupation.code,
    occupation: occupation.officialName,
    title: `${placeWords ?? ''}${matchedText}`.slice(0, 40),
  }
}

type Pay = { fields: Partial<PostingDraft>; notes: Problem[] }

function payFields({ pay, others }: ReturnType<typeof readPay>): Pay {
  if (!pay) return { fields: {}, notes: [] }
  const { fen, method, range, pieceUnit } = pay.value
  const note = (path: string, message: string): Problem => ({ path, code: 'note', message })
  if (method === 'month') {
    return { fields: {}, notes: [note('payMethod', '写的是一个月多少钱。零工请写一小时、一天或一件多少钱')] }
  }
  const notes = [
    ...(range ? [note('amountFen', '工钱写的是范围,先按最低的填,请核对')] : []),
    ...(others ? [note('', '看着不止一个活或一种工钱,先填了第一个;别的请另发一条')] : []),
    ...(method === null ? [note('payMethod', '没看出这是一小时、一天还是一件的钱,请选一下')] : []),
  ]
  return { fields: { amountFen: fen, ...(method && { payMethod: method }), ...(pieceUnit && { pieceUnit }) }, notes }
}

function shiftsOf(
  days: Found<string[]> | undefined,
  hours: ReturnType<typeof readShiftHours>,
  headcount: number | null,
) {
  const { start, end } = hours
  if (!days && !start && !end && headcount === null) return []
  return (days?.value ?? [null]).map((day): TextShift => ({ day, start, end, headcount }))
}

const agesOf = (ages: ReturnType<typeof readAges>): Partial<PostingDraft> => ({
  ...(ages?.value.min && { minAge: ages.value.min }),
  ...(ages?.value.max && { maxAge: ages.value.max }),
})

/**
 * @param written the message
 * @param today business day from which 明天 is reckoned
 * @param contacts spans of phones and chat names, by the screening's rules: they are no part of the description
 */
export function readMessage(written: string, today: string, contacts: readonly Span[] = []): ReadText {
  const text = plainSigns(written)
  const contact = readContact(text)
  const place = readPlace(text)
  const ages = readAges(text)
  const plain = without(text, [...contact.spans, ...heightsIn(text), ...(ages ? [ages] : [])])
  const pay = readPay(plain)
  const unpaid = without(plain, pay.spans)
  const days = readDays(unpaid, today)
  // 今晚 says the day and the half of it.
  const dated = days && /\d/.test(text.slice(days.from, days.to)) ? [days] : []
  const hours = readShiftHours(without(unpaid, dated).replaceAll('\u0001', ' '))
  const headcount = readHeadcount(without(unpaid, days ? [days] : []))?.value ?? null
  const paid = payFields(pay)
  const description = without(written, [...contact.spans, ...contacts])
    .replaceAll(/\u0001+/g, '')
    .trim()
  return {
    fields: {
      ...workOf(without(text, place.spans), place.words),
      ...place.fields,
      ...offersOf(text),
      ...paid.fields,
      ...agesOf(ages),
      ...(hours.breakMinutes !== null && { breakMinutes: hours.breakMinutes }),
      ...(contact.contact.name && { contactName: contact.contact.name }),
      ...(contact.contact.phone && { contactPhone: contact.contact.phone }),
      ...(description && { description: description.slice(0, 2_000) }),
    },
    shifts: shiftsOf(days, hours, headcount),
    notes: [...paid.notes, ...hours.notes.map((message) => ({ path: 'shifts', code: 'note', message }))],
  }
}

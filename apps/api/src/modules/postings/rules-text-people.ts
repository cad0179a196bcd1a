import { messageWords } from '@linggong/reference'
import { anyOf, numberOf, numberPattern, type Found } from './rules-text-numbers.ts'

const count = `(${numberPattern})`
const notPeople = '(?!房|一个?房|一个?间|以上|以下|餐|/房)'
const headcounts: readonly RegExp[] = [
  new RegExp(`人数\\s*[::]?\\s*${count}`),
  new RegExp(`${count}\\s*个?名额`),
  new RegExp(`(?:招|要|来|需要?|缺|找|请)[^,。;\\n\\d]{0,6}?${count}\\s*(?:个人|个|人|名|位)${notPeople}`),
  new RegExp(`${count}\\s*(?:个人|个[男女]|名|位|人)${notPeople}`),
  new RegExp(`[男女][工生]?\\s*${count}\\s*(?:个|名|人)`),
  new RegExp(`${count}\\s*个(?=\\s|\\d|[,。;!]|$|\\u0001)`, 'm'),
]
const bothSexes = new RegExp(`男[工生]?\\s*${count}[个名人]?\\s*[,、]?\\s*女[工生]?\\s*${count}`)
const mostPeople = 10_000

/** How many are wanted. The text must have lost its amounts and times: 3个小时 is nobody. */
export function readHeadcount(text: string): Found<number> | undefined {
  const both = bothSexes.exec(text)
  if (both) {
    const sum = (numberOf(both[1] ?? '') ?? 0) + (numberOf(both[2] ?? '') ?? 0)
    return { value: sum, from: both.index, to: both.index + both[0].length }
  }
  for (const pattern of headcounts) {
    const match = pattern.exec(text)
    const value = match && numberOf(match[1] ?? '')
    if (match && value && Number.isInteger(value) && value <= mostPeople)
      return { value, from: match.index, to: match.index + match[0].length }
  }
  return undefined
}

export type Ages = { min: number | null; max: number | null }

const ageRange = /(?<!\d)(\d{2})\s*(?:周岁|岁)?\s*[-~至到]{1,2}\s*(\d{2})\s*(?:周岁|岁|公司)/
const bareRange = /(?:年龄|男女不限|不限)[^\d\n]{0,4}(\d{2})\s*[-~至到]{1,2}\s*(\d{2})(?!\d|\s*[元块/:点号日])/
const atMost = /(?<!\d)(\d{2})\s*(?:周岁|岁)\s*(?:以下|以内|内|之内)/
const atLeast = /(?:满\s*)?(?<!\d)(\d{2})\s*(?:周岁|岁)\s*(?:以上|及以上)/

export function readAges(text: string): Found<Ages> | undefined {
  const both = ageRange.exec(text) ?? bareRange.exec(text)
  if (both) return { value: { min: Number(both[1]), max: Number(both[2]) }, ...at(both) }
  const most = atMost.exec(text)
  const least = atLeast.exec(text)
  const found = least ?? most
  if (!found) return undefined
  return { value: { min: least ? Number(least[1]) : null, max: most ? Number(most[1]) : null }, ...at(found) }
}

const at = (match: RegExpExecArray) => ({ from: match.index, to: match.index + match[0].length })

/** Heights are numbers too, and nobody's headcount or pay. */
export function heightsIn(text: string): Array<{ from: number; to: number }> {
  const pattern =
    /身?高[^\d\n]{0,6}1[.、,]?\d{1,2}\s*(?:米|cm|CM|以上|\+)?|1[.、,]\d{1,2}\s*(?:米|以上)|1[5-9]\d\s*(?:cm|CM|以上|\+)/g
  return [...text.matchAll(pattern)].map((match) => ({ from: match.index, to: match.index + match[0].length }))
}

export type Contact = { name: string | null; phone: string | null }

const phonePattern = /(?<!\d)1\d{10}(?!\d)/
const title = '(?:师傅|老板娘?|先生|女士|小姐|经理|工头|班长|主任|老师|姐|哥|叔|嫂|总)'
const surnamed = new RegExp(`([\\u4e00-\\u9fff]{1,2}${title})`)
const labelled = new RegExp(
  `${anyOf(messageWords('contactLabel'))}\\s*[::]?\\s*([\\u4e00-\\u9fff]{1,2}${title}|(?<=[::]\\s*)[\\u4e00-\\u9fff]{2,4})`,
)

/** Who to ask for, and the number. */
export function readContact(text: string): { contact: Contact; spans: Array<{ from: number; to: number }> } {
  const phone = phonePattern.exec(text)
  const name = labelled.exec(text) ?? (phone ? surnamed.exec(text.slice(Math.max(0, phone.index - 8))) : null)
  return {
    contact: { name: name?.[1] ?? null, phone: phone?.[0] ?? null },
    spans: phone ? [at(phone)] : [],
  }
}

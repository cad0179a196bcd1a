import { siteArea } from '@linggong/contract/sites/words.ts'
import { readNumber } from '../../words/number.ts'
import type { Kept } from './kept.ts'

const signed = /^M[\dML ]{8,}$/
/** Parts of the form that are no items, by the key their slips stand under. */
export type Part = 'area' | 'inspectorName' | 'sitePersonName' | 'inspectorSignature' | 'siteSignature'

/** The key an item's slip stands under: an item of the standard may be called `area` as well. */
export const itemKey = (id: string): `item:${string}` => `item:${id}`

/** What keeps one item from being ended; `undefined`: nothing. */
function slipOf(one: Kept['checklist'][number], item: Kept['items'][number] | undefined): string | undefined {
  const { title, level, adjustable } = one
  if (!item || item.result === '') return `${title}还没有看`
  if (item.result === 'fail' && item.note.trim() === '') return `${title}不符合,请写一句哪里不符合`
  if (item.result !== 'notApplicable' || level !== 'must') return undefined
  if (!adjustable) return `${title}是必须的,不能选不涉及`
  return item.note.trim() === '' ? `${title}按实际调整的,请写明原因` : undefined
}

/** What is still missing before an inspection can be ended, by item or part; the platform asks the same again. */
export function slipsAt(kept: Kept): Map<Part | `item:${string}`, string> {
  const said = new Map<Part | `item:${string}`, string>()
  for (const one of kept.checklist) {
    const slip = slipOf(
      one,
      kept.items.find((each) => each.item === one.id),
    )
    if (slip) said.set(itemKey(one.id), slip)
  }
  const say = (part: Part, words: string): void => void said.set(part, words)
  const area = readNumber(kept.area)
  if (area === undefined || (area !== null && area <= 0)) say('area', '量得的面积写数字,如 38.5,没有量就空着')
  else if (area !== null && area > siteArea.most) say('area', siteArea.tooLarge)
  if (kept.inspectorName.trim() === '') say('inspectorName', '请写查看人的姓名')
  if (kept.sitePersonName.trim() === '') say('sitePersonName', '请写站点在场人的姓名')
  if (!signed.test(kept.inspectorSignature)) say('inspectorSignature', '查看人还没有签名')
  if (!signed.test(kept.siteSignature)) say('siteSignature', '站点在场人还没有签名')
  return said
}

/** More than these are not told one by one: each says so where it stands. */
const toldAtMost = 5

/**
 * The same in sentences, all at once. Items nobody has looked at are told in one sentence where they are many: seventy lines
 * would push the form off the tablet.
 */
export function unfinished(kept: Kept): string[] {
  const unseen = kept.checklist.filter(({ id }) => (kept.items.find(({ item }) => item === id)?.result ?? '') === '')
  const slips = slipsAt(kept)
  if (unseen.length <= toldAtMost) return [...slips.values()]
  const ids = new Set<string>(unseen.map(({ id }) => itemKey(id)))
  const clauses = [...new Set(unseen.map(({ clause }) => clause))]
  return [
    `还有${unseen.length}项没有看,在${clauses.join('、')}`,
    ...[...slips].flatMap(([id, words]) => (ids.has(id) ? [] : [words])),
  ]
}

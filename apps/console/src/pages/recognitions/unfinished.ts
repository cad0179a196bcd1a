import { readNumber } from '../sites/site.ts'
import type { Kept } from './kept.ts'

const signed = /^M[\dML ]{8,}$/

/** What is still missing before an inspection can be ended, all at once; the platform asks the same again. */
export function unfinished(kept: Kept): string[] {
  const said: string[] = kept.checklist.flatMap((one) => {
    const item = kept.items.find((each) => each.item === one.id)
    if (!item || item.result === '') return [`${one.title}还没有看`]
    if (item.result === 'fail' && item.note.trim() === '') return [`${one.title}不符合,请写一句哪里不符合`]
    if (item.result === 'notApplicable' && one.level === 'must' && !one.adjustable)
      return [`${one.title}是必须的,不能选不涉及`]
    if (item.result === 'notApplicable' && one.level === 'must' && item.note.trim() === '')
      return [`${one.title}按实际调整的,请写明原因`]
    return []
  })
  const area = readNumber(kept.area)
  if (area === undefined || (area !== null && area <= 0)) said.push('量得的面积写数字,如 38.5,没有量就空着')
  if (kept.inspectorName.trim() === '') said.push('请写查看人的姓名')
  if (kept.sitePersonName.trim() === '') said.push('请写站点在场人的姓名')
  if (!signed.test(kept.inspectorSignature)) said.push('查看人还没有签名')
  if (!signed.test(kept.siteSignature)) said.push('站点在场人还没有签名')
  return said
}

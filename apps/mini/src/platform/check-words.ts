import type { Answer } from './api.ts'
import { whenWords } from '../words/when.ts'

type Work = Pick<
  Answer<'readCheckCode'>,
  | 'state'
  | 'mustSign'
  | 'contractId'
  | 'canCheckIn'
  | 'canCheckOut'
  | 'checkInFrom'
  | 'endsAt'
  | 'checkedInAt'
  | 'checkedOutAt'
>

/** What can be done at the gate now, or why nothing can. */
export function checkWords(work: Work, now: number): string {
  if (work.canCheckOut)
    return `已签到${work.checkedInAt ? `(${whenWords(work.checkedInAt, now)})` : ''}。干完了点签退,工时算到那时。`
  if (work.checkedOutAt) return `已签退(${whenWords(work.checkedOutAt, now)})。接下来用工方确认工时。`
  if (now > Date.parse(work.endsAt)) return '这个班已经结束,签不了到了。您要是去干了,请联系用工方补记,或者找驿站帮忙。'
  if (work.mustSign)
    return work.contractId === null ? '合同正在准备,一会儿就好,请稍等再来。' : '合同还没签。先签合同,再签到。'
  if (work.canCheckIn) return '到了干活的地方,点下面签到。'
  return `还没到签到的时候,${whenWords(work.checkInFrom, now)}起可以签到。`
}

import type { Answer, Item } from './api.ts'
import { spanWords, whenWords } from '../words/when.ts'

type Engagement = Pick<
  Answer<'getEngagement'>,
  'state' | 'startsAt' | 'endsAt' | 'terms' | 'endedBy' | 'endedReasonLabel' | 'lateNotice'
>
type Work = Pick<Item<'getMyWork'>, 'contractId' | 'canCheckIn' | 'checkInFrom'>
type Hours = Pick<Answer<'getTimesheet'>, 'state' | 'correctedBy' | 'confirmBy'>

/** Where a worker stands with one engagement and what comes next, in a sentence or two of the hall. */
export function nextWords(
  engagement: Engagement,
  work: Work | undefined,
  hours: Hours | undefined,
  now: number,
): string {
  const { terms } = engagement
  switch (engagement.state) {
    case 'accepted':
      return work && work.contractId === null
        ? '合同正在准备,一会儿就好。准备好了会发短信给您。'
        : '下一步:看一遍合同,签字。签了才能上工。'
    case 'concluded':
      if (work?.canCheckIn) return `可以签到了。到了${terms.placeName},找${terms.contactName}。`
      if (now >= Date.parse(engagement.endsAt))
        return '这个班已经结束,没有签到记录。您要是去干了,请联系用工方补记,或者找驿站帮忙。'
      return `${spanWords(engagement.startsAt, engagement.endsAt, now)},到${terms.placeName},找${terms.contactName}。${work ? `${whenWords(work.checkInFrom, now)}起可以签到。` : ''}`
    case 'working':
      return '正在干活。干完了记得签退,工时从签到算到签退。'
    case 'worked':
      return hoursWords(hours, now)
    case 'disputed':
      return '工时或工钱有异议,正在处理。没有争议的那部分,照样先发。'
    case 'confirmed':
      return '工时已经定了,等着发工资。到账了会发短信。'
    case 'paid':
      return '这个活的工资已经到账。'
    case 'cancelled':
      return endedWords(engagement)
    case 'noShow':
      return '这个活记成了没有到岗。'
    case 'voided':
      return '这一单作废了,不算数。'
  }
}

function hoursWords(hours: Hours | undefined, now: number): string {
  if (hours?.state === 'corrected' && hours.correctedBy === 'employer')
    return '用工方改了工时。请看一看:对就点同意,不对就提异议。'
  const until = hours?.confirmBy ? `最晚${whenWords(hours.confirmBy, now)},到时没人说话,就按记录算。` : ''
  return `活干完了,等用工方确认工时。${until}`
}

function endedWords({ endedBy, endedReasonLabel }: Engagement): string {
  const who: Record<string, string> = { worker: '您取消了', employer: '用工方取消了', clerk: '工作人员替您取消了' }
  const sentence = `${who[endedBy ?? ''] ?? '平台取消了'}这个活`
  return endedReasonLabel ? `${sentence}:${endedReasonLabel}。` : `${sentence}。`
}

import type { EngagementState } from '@linggong/contract/lifecycles.ts'
import type { IconName } from '../../components/icons.ts'

type Look = { tone?: 'action' | 'pay' | 'done' | 'wrong'; icon?: IconName }

const looks: Partial<Record<EngagementState, Look>> = {
  accepted: { tone: 'pay', icon: 'clock' },
  concluded: { tone: 'action', icon: 'check' },
  working: { tone: 'action', icon: 'person' },
  worked: { tone: 'pay', icon: 'clock' },
  disputed: { tone: 'wrong', icon: 'scale' },
  confirmed: { tone: 'pay', icon: 'coins' },
  paid: { tone: 'done', icon: 'coins' },
  noShow: { tone: 'wrong', icon: 'cross' },
}

/** How the state of an engagement looks beside its word. */
export const toneOfEngagement = (state: EngagementState): Look => looks[state] ?? {}

/** Where one person's work stands, for the employer, and what comes next. */
export const engagementMeans: Record<EngagementState, string> = {
  accepted: '接了单,还要签合同。到时间不签,名额自动放出来。',
  concluded: '合同签好了,等着上工。',
  working: '正在干活。走的时候请他签退,或者您在“今日”里记他走了。',
  worked: '干完了,等您确认工时。到时间没确认,自动算确认。',
  disputed: '有异议,正在处理。没有争议的那部分照常发。',
  confirmed: '工时确认了,工资正在发。',
  paid: '工资已经到账。',
  cancelled: '这一单取消了,名额放出来了。',
  noShow: '没有来,名额放出来了。',
  voided: '这一单作废了。',
}

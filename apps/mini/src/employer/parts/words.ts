import type { ContractState, EngagementState, PostingState } from '@linggong/contract/lifecycles.ts'

type Tone = 'plain' | 'done' | 'wrong' | 'pay' | 'action'

const postingTones: Partial<Record<PostingState, Tone>> = {
  published: 'action',
  returned: 'wrong',
  takenDown: 'wrong',
}
export const toneOfPosting = (state: PostingState): Tone => postingTones[state] ?? 'plain'

const engagementTones: Partial<Record<EngagementState, Tone>> = {
  concluded: 'action',
  working: 'action',
  worked: 'pay',
  confirmed: 'pay',
  disputed: 'wrong',
  noShow: 'wrong',
  paid: 'done',
}
export const toneOfEngagement = (state: EngagementState): Tone => engagementTones[state] ?? 'plain'

/** What a state of a posting means for the employer, and what comes next. */
export const postingMeans: Record<PostingState, string> = {
  draft: '还没发布,填好以后再发。',
  submitted: '已经提交,正在核对。',
  inReview: '有人正在看,看完会通知您。',
  returned: '退回来了,按下面的原因改好,可以再发。',
  published: '大家都能看到,正在招人。',
  closed: '不再招人。已经接单的人照常来。',
  expired: '时间过了,不再招人。',
  withdrawn: '您已经撤回,没有人能再看到。',
  takenDown: '被下架了,原因在下面。有不同意见,请联系所在县(市、区)人社部门。',
}

export const fillModeHelp: Record<string, string> = {
  grab: '谁先点谁来,最快招满',
  apply: '有人报名,您自己挑',
  dispatch: '平台按远近、会不会干去问人',
}

/** Where a contract stands, from the employer's side. */
export const contractStates: Record<ContractState, string> = {
  awaitingWorker: '等工人签字',
  concluded: '已签',
  lapsed: '没签成,失效了',
  ended: '已履行完',
  terminated: '没有上工,已终止',
}

/** Where one person's work stands, for the employer, and what comes next. */
export const engagementMeans: Record<EngagementState, string> = {
  accepted: '接了单,还要签合同。到时间不签,名额会自动放出来。',
  concluded: '合同签好了,等着来上工。',
  working: '正在干活。走的时候记得让本人签退,或者您来记走。',
  worked: '干完了,等您确认工时。到时间没确认,会自动算确认。',
  disputed: '有异议,正在处理。没有争议的那部分先发。',
  confirmed: '工时确认了,工资正在发。',
  paid: '工资已经到账。',
  cancelled: '这一单取消了,名额已经放出来。',
  noShow: '没有来,名额已经放出来。',
  voided: '这一单作废了。',
}

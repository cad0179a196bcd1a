import type { ApplicationState, OfferState } from '@linggong/contract/lifecycles.ts'

/** How an offer ended, and what a worker can do now. */
export const offerEnds: Record<OfferState, string> = {
  open: '',
  taken: '您答应了,合同在“我的活”里。',
  declined: '您谢绝了。',
  withdrawn: '用工方收回了邀约,看看别的活。',
  expired: '过了答复的时间,先问别人了。不影响您接别的活。',
  filled: '别人先答应了,人招满了。看看别的活。',
  closed: '这个活不招了,看看别的活。',
}

/** How an application ended, and what a worker can do now. */
export const applicationEnds: Record<ApplicationState, string> = {
  open: '',
  taken: '选中您了,合同在“我的活”里。',
  declined: '这次选了别人,看看别的活。',
  withdrawn: '报名取消了,想去可以再报。',
  expired: '用工方没有答复,看看别的活。',
  filled: '选了别人,人招满了。有人退出还能再报,先看看别的活。',
  closed: '这个活不招了,看看别的活。',
}

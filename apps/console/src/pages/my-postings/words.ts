import type { PostingState } from '@linggong/contract/lifecycles.ts'
import type { IconName } from '../../components/icons.ts'

/** The ways in: the word, and what it means for who posts. */
export const fillModeHelp = {
  grab: { word: '抢单', means: '谁先点谁来,招得最快' },
  apply: { word: '报名', means: '有人报名,您自己挑' },
  dispatch: { word: '派单', means: '平台按远近、会不会干,去问合适的人' },
} as const

/** What a state of a posting means for the employer, and what comes next. */
export const postingMeans: Record<PostingState, string> = {
  draft: '还没发布。核对好、签了字就能发。',
  submitted: '已经提交,平台正在核对。',
  inReview: '工作人员正在看,看完会通知您。',
  returned: '退回来了。按下面的原因改好,可以再发。',
  published: '正在招人,大家都能看到。',
  closed: '不再招人。已经接单的人照常来。',
  expired: '时间过了,不再招人。',
  withdrawn: '您已经撤回,别人看不到了。',
  takenDown: '被下架了,原因在下面。有不同意见,请联系所在县(市、区)人社部门。',
}

const tones: Partial<Record<PostingState, { tone: 'action' | 'wrong' | 'pay'; icon: IconName }>> = {
  published: { tone: 'action', icon: 'people' },
  returned: { tone: 'wrong', icon: 'back' },
  takenDown: { tone: 'wrong', icon: 'warn' },
  inReview: { tone: 'pay', icon: 'clock' },
}

/** How the state of a posting looks beside its word. */
export function toneOfPosting(state: PostingState): { tone?: 'action' | 'wrong' | 'pay'; icon?: IconName } {
  return tones[state] ?? {}
}

import type { IconName } from '../components/icons.ts'
import type { Face } from './session.ts'

export type Tab = { name: string; path: string; icon: IconName }

/** The main pages of the two faces. */
export const tabs: Record<Face, readonly Tab[]> = {
  worker: [
    { name: '找活', path: '/pages/jobs/list', icon: 'search' },
    { name: '我的活', path: '/pages/work/list', icon: 'work' },
    { name: '打卡', path: '/pages/check/index', icon: 'scan' },
    { name: '工资', path: '/pages/pay/index', icon: 'wallet' },
    { name: '我的', path: '/pages/me/index', icon: 'person' },
  ],
  employer: [
    { name: '招人', path: '/employer/hire', icon: 'add' },
    { name: '用工', path: '/employer/postings', icon: 'people' },
    { name: '今日', path: '/employer/today', icon: 'today' },
    { name: '结算', path: '/employer/settle', icon: 'wallet' },
    { name: '我的', path: '/employer/me', icon: 'person' },
  ],
}

import type { Area } from '../../area.ts'

export const postings: Area = {
  menu: [{ title: '全部需求', path: '/postings', icon: 'sheet', right: 'posting.review' }],
  routes: [
    {
      path: '/postings',
      component: () => import('./StaffPostingsPage.vue'),
      meta: { title: '全部需求', right: 'posting.review' },
    },
    {
      path: '/postings/:postingId',
      component: () => import('./StaffPostingPage.vue'),
      meta: { title: '用工需求', right: 'posting.review' },
    },
  ],
  lists: { listStaffPostings: '/postings' },
}

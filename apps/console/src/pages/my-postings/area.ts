import type { Area } from '../../area.ts'

const meta = { right: 'employer.act', employer: true } as const

export const myPostings: Area = {
  menu: [{ title: '招人', path: '/my/postings', icon: 'people', right: 'employer.act' }],
  routes: [
    { path: '/my/postings', component: () => import('./PostingsPage.vue'), meta: { ...meta, title: '招人' } },
    {
      path: '/my/postings/new',
      component: () => import('./PostingFormPage.vue'),
      meta: { ...meta, title: '发布用工需求' },
    },
    {
      path: '/my/postings/:postingId',
      component: () => import('./PostingPage.vue'),
      meta: { ...meta, title: '用工需求' },
    },
    {
      path: '/my/postings/:postingId/edit',
      component: () => import('./PostingFormPage.vue'),
      meta: { ...meta, title: '修改用工需求' },
    },
  ],
  lists: { listEmployerPostings: '/my/postings' },
}

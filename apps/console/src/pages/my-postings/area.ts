import type { Area } from '../../area.ts'

export const myPostings: Area = {
  menu: [
    { title: '招人', path: '/my/postings', icon: 'people', right: 'employer.act' },
    { title: '班次日历', path: '/my/calendar', icon: 'calendar', right: 'employer.act' },
  ],
  routes: [
    {
      path: '/my/calendar',
      component: () => import('./CalendarPage.vue'),
      meta: { right: 'employer.act', employer: true, title: '班次日历' },
    },
    {
      path: '/my/postings',
      component: () => import('./PostingsPage.vue'),
      meta: { right: 'employer.act', employer: true, title: '招人' },
    },
    {
      path: '/my/postings/new',
      component: () => import('./PostingFormPage.vue'),
      meta: { right: 'employer.act', duty: 'hire', employer: true, title: '发布用工需求' },
    },
    {
      path: '/my/postings/import',
      component: () => import('./ImportPage.vue'),
      meta: { right: 'employer.act', duty: 'hire', employer: true, title: '用Excel批量写需求' },
    },
    {
      path: '/my/postings/:postingId',
      component: () => import('./PostingPage.vue'),
      meta: { right: 'employer.act', employer: true, title: '用工需求' },
    },
    {
      path: '/my/postings/:postingId/poster',
      component: () => import('./PosterPage.vue'),
      meta: { right: 'employer.act', employer: true, title: '招人的纸' },
    },
    {
      path: '/my/postings/:postingId/edit',
      component: () => import('./PostingFormPage.vue'),
      meta: { right: 'employer.act', duty: 'hire', employer: true, title: '修改用工需求' },
    },
  ],
  lists: { listEmployerPostings: '/my/postings' },
}

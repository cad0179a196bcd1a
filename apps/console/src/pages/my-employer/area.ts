import type { Area } from '../../area.ts'

export const myEmployer: Area = {
  menu: [
    { title: '合同', path: '/my/contracts', icon: 'sheet', right: 'employer.act' },
    { title: '异议', path: '/my/disputes', icon: 'scale', right: 'employer.act' },
    { title: '通知', path: '/my/notices', icon: 'bell', right: 'employer.act' },
    { title: '我的单位', path: '/my/employer', icon: 'building', right: 'employer.act' },
  ],
  routes: [
    {
      path: '/my/contracts',
      component: () => import('./ContractsPage.vue'),
      meta: { right: 'employer.act', employer: true, title: '合同' },
    },
    {
      path: '/my/disputes',
      component: () => import('./OwnDisputesPage.vue'),
      meta: { right: 'employer.act', employer: true, title: '异议' },
    },
    {
      path: '/my/disputes/:disputeId',
      component: () => import('./OwnDisputePage.vue'),
      meta: { right: 'employer.act', employer: true, title: '异议' },
    },
    {
      path: '/my/notices',
      component: () => import('./NoticesPage.vue'),
      meta: { right: 'employer.act', employer: true, title: '通知' },
    },
    {
      path: '/my/employer',
      component: () => import('./OwnEmployerPage.vue'),
      meta: { right: 'employer.act', employer: true, title: '我的单位' },
    },
    {
      path: '/my/register',
      component: () => import('./RegisterPage.vue'),
      meta: { right: 'person.self', title: '登记用工主体' },
    },
  ],
  lists: { listEmployerDisputes: '/my/disputes', getEmployer: '/my/employer' },
}

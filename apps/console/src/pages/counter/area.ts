import type { Area } from '../../area.ts'

export const counter: Area = {
  menu: [{ title: '窗口代办', path: '/counter', icon: 'person', right: 'clerk.assist' }],
  routes: [
    {
      path: '/counter',
      component: () => import('./CounterPage.vue'),
      meta: { title: '窗口代办', right: 'clerk.assist' },
    },
    {
      path: '/counter/employers/:employerId',
      component: () => import('./HelpedEmployerPage.vue'),
      meta: { title: '代办', right: 'clerk.assist' },
    },
    {
      path: '/counter/:personId',
      component: () => import('./HelpedPage.vue'),
      meta: { title: '代办', right: 'clerk.assist' },
    },
    {
      path: '/counter/:personId/slip/:engagementId',
      component: () => import('./SlipPage.vue'),
      meta: { title: '上工单', right: 'clerk.assist' },
    },
  ],
  lists: { listAssists: '/counter' },
}

import type { Area } from '../../area.ts'

export const myWork: Area = {
  menu: [
    { title: '今日用工', path: '/my/today', icon: 'clock', right: 'employer.act' },
    { title: '用工单', path: '/my/work', icon: 'list', right: 'employer.act' },
    { title: '确认工时', path: '/my/hours', icon: 'check', right: 'employer.act' },
  ],
  routes: [
    {
      path: '/my/work',
      component: () => import('./WorkListPage.vue'),
      meta: { right: 'employer.act', employer: true, title: '用工单' },
    },
    {
      path: '/my/today',
      component: () => import('./TodayPage.vue'),
      meta: { right: 'employer.act', employer: true, title: '今日用工' },
    },
    {
      path: '/my/code/:postingId/:shiftId',
      component: () => import('./CodePage.vue'),
      meta: { right: 'employer.act', duty: 'work', employer: true, title: '签到码' },
    },
    {
      path: '/my/hours',
      component: () => import('./HoursPage.vue'),
      meta: { right: 'employer.act', employer: true, title: '确认工时' },
    },
    {
      path: '/my/work/:engagementId',
      component: () => import('./WorkPage.vue'),
      meta: { right: 'employer.act', employer: true, title: '用工单' },
    },
  ],
  lists: { listToday: '/my/today', listTimesheets: '/my/hours', listEmployerEngagements: '/my/work' },
}

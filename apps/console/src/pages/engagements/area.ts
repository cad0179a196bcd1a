import type { Area } from '../../area.ts'

export const engagements: Area = {
  menu: [{ title: '用工单', path: '/engagements', icon: 'list', right: 'staff.any' }],
  routes: [
    {
      path: '/engagements',
      component: () => import('./EngagementsPage.vue'),
      meta: { title: '用工单', right: 'staff.any' },
    },
    {
      path: '/engagements/:engagementId',
      component: () => import('./EngagementPage.vue'),
      meta: { title: '用工单', right: 'engagement.read' },
    },
  ],
  lists: { listStaffEngagements: '/engagements' },
}

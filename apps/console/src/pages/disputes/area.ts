import type { Area } from '../../area.ts'

export const disputes: Area = {
  menu: [{ title: '异议调解', path: '/disputes', icon: 'scale', right: 'dispute.mediate' }],
  routes: [
    {
      path: '/disputes',
      component: () => import('./DisputesPage.vue'),
      meta: { title: '异议调解', right: 'dispute.mediate' },
    },
    {
      path: '/disputes/:disputeId',
      component: () => import('./DisputePage.vue'),
      meta: { title: '异议', right: 'dispute.mediate' },
    },
  ],
  lists: { listDisputeQueue: '/disputes' },
}

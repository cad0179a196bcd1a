import type { Area } from '../../area.ts'

export const calls: Area = {
  menu: [{ title: '打电话找人', path: '/calls', icon: 'phone', right: 'clerk.assist' }],
  routes: [
    {
      path: '/calls',
      component: () => import('./CallsPage.vue'),
      meta: { title: '打电话找人', right: 'clerk.assist' },
    },
  ],
}

import type { Area } from '../../area.ts'

export const siting: Area = {
  menu: [{ title: '建在哪里', path: '/siting', icon: 'place', right: 'overview.read' }],
  routes: [
    {
      path: '/siting',
      component: () => import('./SitingPage.vue'),
      meta: { title: '建在哪里', right: 'overview.read' },
    },
  ],
}

import type { Area } from '../../area.ts'

export const market: Area = {
  menu: [{ title: '派单', path: '/market', icon: 'people', right: 'overview.read' }],
  routes: [
    {
      path: '/market',
      component: () => import('./MarketPage.vue'),
      meta: { title: '派单', right: 'overview.read' },
    },
  ],
}

import type { Area } from '../../area.ts'

export const overview: Area = {
  menu: [{ title: '一览', path: '/overview', icon: 'chart', right: 'overview.read' }],
  routes: [
    {
      path: '/overview',
      component: () => import('./OverviewPage.vue'),
      meta: { title: '一览', right: 'overview.read' },
    },
    {
      path: '/overview/rows',
      component: () => import('./FigureRowsPage.vue'),
      meta: { title: '数字后面的每一条', right: 'overview.read' },
    },
  ],
  lists: { listOverviewRows: '/overview/rows' },
}

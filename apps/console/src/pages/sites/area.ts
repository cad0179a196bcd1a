import type { Area } from '../../area.ts'

export const sites: Area = {
  menu: [{ title: '站点登记', path: '/sites', icon: 'place', right: 'site.read' }],
  routes: [
    { path: '/sites', component: () => import('./SitesPage.vue'), meta: { title: '站点登记', right: 'site.read' } },
    {
      path: '/sites/new',
      component: () => import('./FactsPage.vue'),
      meta: { title: '登记新站点', right: 'site.register' },
    },
    { path: '/sites/:siteId', component: () => import('./SitePage.vue'), meta: { title: '站点', right: 'site.read' } },
    {
      path: '/sites/:siteId/facts',
      component: () => import('./FactsPage.vue'),
      meta: { title: '修改基本情况', right: 'site.register' },
    },
    {
      path: '/sites/:siteId/print',
      component: () => import('./PrintPage.vue'),
      meta: { title: '打印', right: 'site.read' },
    },
  ],
  lists: { listRegister: '/sites' },
}

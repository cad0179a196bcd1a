import type { Area } from '../../area.ts'

export const siteDay: Area = {
  menu: [{ title: '站点的一天', path: '/site-day', icon: 'calendar', right: 'site.read' }],
  routes: [
    {
      path: '/site-day',
      component: () => import('./SiteDayPage.vue'),
      meta: { title: '站点的一天', right: 'site.read' },
    },
  ],
}

import type { Area } from '../../area.ts'

export const cockpit: Area = {
  menu: [{ title: '驾驶舱', path: '/cockpit', icon: 'warn', right: 'cockpit.read' }],
  routes: [
    {
      path: '/cockpit',
      component: () => import('./CockpitPage.vue'),
      meta: { title: '驾驶舱', right: 'cockpit.read' },
    },
    {
      path: '/cockpit/rows',
      component: () => import('./CockpitRowsPage.vue'),
      meta: { title: '驾驶舱里的每一件', right: 'cockpit.read' },
    },
  ],
  lists: { listCockpitRows: '/cockpit/rows' },
}

import type { Area } from '../../area.ts'

export const services: Area = {
  menu: [{ title: '购买服务', path: '/services', icon: 'sheet', right: 'subsidy.read' }],
  routes: [
    {
      path: '/services',
      component: () => import('./ServicesPage.vue'),
      meta: { title: '购买服务', right: 'subsidy.read' },
    },
    {
      path: '/services/:serviceId',
      component: () => import('./ServicePage.vue'),
      meta: { title: '购买服务合同', right: 'subsidy.read' },
    },
  ],
  lists: { listServiceContracts: '/services' },
}

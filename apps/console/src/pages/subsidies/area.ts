import type { Area } from '../../area.ts'

export const subsidies: Area = {
  menu: [{ title: '站点补助', path: '/subsidies', icon: 'coins', right: 'subsidy.read' }],
  routes: [
    {
      path: '/subsidies',
      component: () => import('./SubsidiesPage.vue'),
      meta: { title: '站点补助', right: 'subsidy.read' },
    },
    {
      path: '/subsidies/money',
      component: () => import('./MoneyPage.vue'),
      meta: { title: '指标和购买服务', right: 'subsidy.read' },
    },
    {
      path: '/subsidies/payments',
      component: () => import('./PaymentsPage.vue'),
      meta: { title: '拨付文件', right: 'subsidy.finance' },
    },
    {
      path: '/subsidies/apply/:siteId',
      component: () => import('./ApplyPage.vue'),
      meta: { title: '申报补助', right: 'subsidy.read' },
    },
    {
      path: '/subsidies/:subsidyId',
      component: () => import('./SubsidyPage.vue'),
      meta: { title: '补助申请', right: 'subsidy.read' },
    },
    {
      path: '/subsidies/:subsidyId/print',
      component: () => import('./PaperPage.vue'),
      meta: { title: '打印', right: 'subsidy.read' },
    },
  ],
  lists: { listSubsidies: '/subsidies' },
}

import type { Area } from '../../area.ts'

export const funds: Area = {
  menu: [{ title: '资金绩效', path: '/funds', icon: 'chart', right: 'fund.read' }],
  routes: [
    {
      path: '/funds',
      component: () => import('./FundsPage.vue'),
      meta: { title: '资金绩效', right: 'fund.read' },
    },
    {
      path: '/funds/year',
      component: () => import('./FundYearPage.vue'),
      meta: { title: '绩效目标和自评', right: 'fund.read' },
    },
    {
      path: '/funds/print',
      component: () => import('./FundPaperPage.vue'),
      meta: { title: '打印', right: 'fund.read' },
    },
  ],
}

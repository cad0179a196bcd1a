import type { Area } from '../../area.ts'

export const reports: Area = {
  lists: { listQuarterlyReports: '/reports' },
  menu: [
    { title: '季报', path: '/reports', icon: 'list', right: 'report.read' },
    { title: '建设任务', path: '/build-targets', icon: 'list', right: 'report.read' },
  ],
  routes: [
    {
      path: '/reports',
      component: () => import('./ReportsPage.vue'),
      meta: { title: '季报', right: 'report.read' },
    },
    {
      path: '/reports/county',
      component: () => import('./ReportPage.vue'),
      meta: { title: '建设情况汇总表', right: 'report.read' },
    },
    {
      path: '/reports/city',
      component: () => import('./CityReportPage.vue'),
      meta: { title: '全市汇总', right: 'report.merge' },
    },
    {
      path: '/build-targets',
      component: () => import('./TargetsPage.vue'),
      meta: { title: '建设任务', right: 'report.read' },
    },
  ],
}

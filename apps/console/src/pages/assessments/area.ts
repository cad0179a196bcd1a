import type { Area } from '../../area.ts'

export const assessments: Area = {
  menu: [{ title: '考核和星级', path: '/assessments', icon: 'star', right: 'assessment.read' }],
  routes: [
    {
      path: '/assessments',
      component: () => import('./AssessmentsPage.vue'),
      meta: { title: '考核和星级', right: 'assessment.read' },
    },
    {
      path: '/assessments/method',
      component: () => import('./MethodPage.vue'),
      meta: { title: '考核表和本县分值', right: 'assessment.read' },
    },
    {
      path: '/assessments/:assessmentId',
      component: () => import('./AssessmentPage.vue'),
      meta: { title: '年度考核', right: 'assessment.read' },
    },
    {
      path: '/assessments/:assessmentId/score',
      component: () => import('./ScorePage.vue'),
      meta: { title: '打分', right: 'assessment.read', offline: true },
    },
    {
      path: '/assessments/:assessmentId/print',
      component: () => import('./PaperPage.vue'),
      meta: { title: '打印', right: 'assessment.read' },
    },
  ],
  lists: { listAssessments: '/assessments' },
}

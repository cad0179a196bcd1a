import type { Area } from '../../area.ts'

export const recognitions: Area = {
  menu: [{ title: '站点认定', path: '/recognitions', icon: 'star', right: 'recognition.read' }],
  routes: [
    {
      path: '/recognitions',
      component: () => import('./RecognitionsPage.vue'),
      meta: { title: '站点认定', right: 'recognition.read' },
    },
    {
      path: '/recognitions/roll',
      component: () => import('./RollPage.vue'),
      meta: { title: '认定名录', right: 'recognition.read' },
    },
    {
      path: '/recognitions/apply/:siteId',
      component: () => import('./ApplyPage.vue'),
      meta: { title: '申报认定', right: 'recognition.apply' },
    },
    {
      path: '/recognitions/:recognitionId',
      component: () => import('./RecognitionPage.vue'),
      meta: { title: '认定申请', right: 'recognition.read' },
    },
    {
      path: '/recognitions/:recognitionId/inspect',
      component: () => import('./InspectPage.vue'),
      meta: { title: '实地查看', right: 'recognition.decide', offline: true },
    },
    {
      path: '/recognitions/:recognitionId/print',
      component: () => import('./PaperPage.vue'),
      meta: { title: '打印', right: 'recognition.read' },
    },
  ],
  lists: { listRecognitions: '/recognitions' },
}

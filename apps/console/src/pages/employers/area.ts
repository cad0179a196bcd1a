import type { Area } from '../../area.ts'

export const employers: Area = {
  menu: [{ title: '用工主体', path: '/employers', icon: 'building', right: 'employer.supervise' }],
  routes: [
    {
      path: '/employers',
      component: () => import('./EmployersPage.vue'),
      meta: { title: '用工主体', right: 'employer.supervise' },
    },
    {
      path: '/employers/:employerId',
      component: () => import('./EmployerPage.vue'),
      meta: { title: '用工主体', right: 'employer.supervise' },
    },
  ],
  lists: { listEmployers: '/employers' },
}

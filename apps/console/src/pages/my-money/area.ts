import type { Area } from '../../area.ts'

export const myMoney: Area = {
  menu: [{ title: '工钱', path: '/my/wages', icon: 'coins', right: 'employer.act', duty: 'settle' }],
  routes: [
    {
      path: '/my/wages',
      component: () => import('./WagesPage.vue'),
      meta: { right: 'employer.act', duty: 'settle', employer: true, title: '工钱' },
    },
    {
      path: '/my/statement',
      component: () => import('./StatementPage.vue'),
      meta: { right: 'employer.act', duty: 'settle', employer: true, title: '账单' },
    },
  ],
  lists: { listEmployerWages: '/my/wages' },
}

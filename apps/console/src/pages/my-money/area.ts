import type { Area } from '../../area.ts'

const meta = { right: 'employer.act', employer: true } as const

export const myMoney: Area = {
  menu: [{ title: '工钱', path: '/my/wages', icon: 'coins', right: 'employer.act' }],
  routes: [
    { path: '/my/wages', component: () => import('./WagesPage.vue'), meta: { ...meta, title: '工钱' } },
    { path: '/my/statement', component: () => import('./StatementPage.vue'), meta: { ...meta, title: '账单' } },
  ],
  lists: { listEmployerWages: '/my/wages' },
}

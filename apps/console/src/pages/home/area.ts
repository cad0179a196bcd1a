import type { Area } from '../../area.ts'

export const home: Area = {
  menu: [{ title: '待办', path: '/', icon: 'home', right: 'signedIn' }],
  routes: [
    { path: '/', component: () => import('./HomePage.vue'), meta: { title: '待办' } },
    { path: '/notices', component: () => import('./NoticesPage.vue'), meta: { title: '通知' } },
  ],
}

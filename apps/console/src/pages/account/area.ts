import type { Area } from '../../area.ts'

export const account: Area = {
  menu: [{ title: '我的账号', path: '/account', icon: 'person', right: 'signedIn' }],
  routes: [{ path: '/account', component: () => import('./AccountPage.vue'), meta: { title: '我的账号' } }],
}

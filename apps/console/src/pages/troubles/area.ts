import type { Area } from '../../area.ts'

export const troubles: Area = {
  menu: [{ title: '求助', path: '/troubles', icon: 'help', right: 'trouble.answer' }],
  routes: [
    {
      path: '/troubles',
      component: () => import('./TroublesPage.vue'),
      meta: { title: '求助', right: 'trouble.answer' },
    },
  ],
  lists: { listTroubles: '/troubles' },
}

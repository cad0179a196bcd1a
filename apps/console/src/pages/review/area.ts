import type { Area } from '../../area.ts'

export const review: Area = {
  menu: [{ title: '需求审核', path: '/reviews', icon: 'check', right: 'posting.review' }],
  routes: [
    {
      path: '/reviews',
      component: () => import('./ReviewPage.vue'),
      meta: { title: '需求审核', right: 'posting.review' },
    },
  ],
  lists: { listPostingReviews: '/reviews' },
}

import type { Area } from '../../area.ts'

export const qualifications: Area = {
  menu: [{ title: '证书核验', path: '/qualifications', icon: 'shield', right: 'qualification.review' }],
  routes: [
    {
      path: '/qualifications',
      component: () => import('./QualificationsPage.vue'),
      meta: { title: '证书核验', right: 'qualification.review' },
    },
  ],
  lists: { listQualificationReviews: '/qualifications' },
}

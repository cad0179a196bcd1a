import type { Area } from '../../area.ts'

export const referrals: Area = {
  menu: [
    { title: '推荐花名册', path: '/referrals', icon: 'people', right: 'referral.read' },
    { title: '花名册核查', path: '/referrals/flags', icon: 'warn', right: 'referral.inspect' },
  ],
  routes: [
    {
      path: '/referrals',
      component: () => import('./ReferralsPage.vue'),
      meta: { title: '岗位推荐成功花名册', right: 'referral.read' },
    },
    {
      path: '/referrals/print',
      component: () => import('./RosterPaper.vue'),
      meta: { title: '打印花名册', right: 'referral.read' },
    },
    {
      path: '/referrals/flags',
      component: () => import('./FlagsPage.vue'),
      meta: { title: '花名册核查', right: 'referral.inspect' },
    },
    {
      path: '/referrals/flags/:flagId',
      component: () => import('./FlagPage.vue'),
      meta: { title: '核查', right: 'referral.inspect' },
    },
    {
      path: '/referrals/relatives/:siteId',
      component: () => import('./RelativesPage.vue'),
      meta: { title: '申报亲属', right: 'referral.read' },
    },
    {
      path: '/referrals/:referralId',
      component: () => import('./ReferralPage.vue'),
      meta: { title: '推荐记录', right: 'referral.read' },
    },
  ],
  lists: { listReferrals: '/referrals', listReferralFlags: '/referrals/flags' },
}

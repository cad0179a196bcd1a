import type { Wording } from './types.ts'

/** Certificates: what the county has found, and what runs out. */
export const skillWordings: readonly Wording[] = [
  {
    kind: 'qualificationVerified.worker',
    event: 'qualificationVerified',
    subject: 'qualification',
    topic: 'work',
    to: 'worker',
    stands: ['verified'],
    title: '证书核验通过',
    body: '您的{title}核验通过了,要这张证的活可以接了。',
    sms: { template: 'QUALIFICATION_VERIFIED' },
  },
  {
    kind: 'qualificationRefused.worker',
    event: 'qualificationRefused',
    subject: 'qualification',
    topic: 'work',
    to: 'worker',
    stands: ['refused'],
    reasons: 'qualification.refuse',
    title: '证书没通过核验',
    body: '您的{title}没通过核验:{reason}。打开“我的证书”改好再交,或到零工驿站请人帮忙。',
    sms: { template: 'QUALIFICATION_REFUSED' },
  },
  {
    kind: 'qualificationExpiring.worker',
    event: 'qualificationExpiring',
    subject: 'qualification',
    topic: 'work',
    to: 'worker',
    stands: ['verified'],
    title: '证书快到期了',
    body: '您的{title}{deadlineDay}到期,到期后要这张证的活就接不了了。请及时换证,换好再拍一次。',
    sms: { template: 'QUALIFICATION_EXPIRING' },
  },
  {
    kind: 'qualificationExpired.worker',
    event: 'qualificationExpired',
    subject: 'qualification',
    topic: 'work',
    to: 'worker',
    stands: ['expired'],
    title: '证书过期了',
    body: '您的{title}过期了,要这张证的活先接不了。换了新证,在“我的证书”里再拍一次。',
  },
]

import type { Wording } from './types.ts'

const recognition = { subject: 'recognition', topic: 'sites', to: 'site' } as const
const subsidy = { subject: 'subsidy', topic: 'sites', to: 'site' } as const
const assessment = { subject: 'assessment', topic: 'sites', to: 'site' } as const

/** What was decided about a site, told to those who answer for it: what it was, why, and what they may do next. */
export const siteDecisionWordings: readonly Wording[] = [
  {
    ...recognition,
    kind: 'recognitionReturned.site',
    event: 'recognitionReturned',
    stands: ['returned'],
    title: '认定材料要补正',
    body: '{title}的认定材料不齐,请在{deadlineDate}前补好重报。缺什么已经一次列全,看“站点认定”。',
  },
  {
    ...recognition,
    kind: 'recognitionRefused.site',
    event: 'recognitionRefused',
    stands: ['refused'],
    reasons: 'recognition.refuse',
    title: '认定没有通过',
    body: '{title}的认定没有通过:{reason}。不服的可以向市人社局申诉,最后一天看“站点认定”。',
  },
  {
    ...recognition,
    kind: 'siteRecognised.site',
    event: 'siteRecognised',
    stands: ['recognised'],
    title: '站点认定了',
    body: '{title}已认定,认定号和牌匾看“站点认定”。',
  },
  {
    ...recognition,
    kind: 'recognitionRevoked.site',
    event: 'recognitionRevoked',
    stands: ['revoked'],
    reasons: 'recognition.revoke',
    title: '认定撤销了',
    body: '{title}的认定已撤销:{reason}。从今往后不能再申报补助。不服的可以向市人社局申诉,最后一天看“站点认定”。',
  },
  {
    ...recognition,
    kind: 'recognitionAppealDecided.site',
    event: 'recognitionAppealDecided',
    stands: ['refused', 'revoked', 'accepted', 'recognised'],
    title: '认定申诉有结果了',
    body: '{title}的申诉市人社局已处理,结果和理由看“站点认定”。',
  },
  {
    ...subsidy,
    kind: 'subsidyRefused.site',
    event: 'subsidyRefused',
    stands: ['refused'],
    reasons: 'subsidy.refuse',
    title: '补助没有通过',
    body: '{title}申报的补助没有通过:{reason}。有疑问请联系县(市、区)人社局,改好了可以重新申报。',
  },
  {
    ...subsidy,
    kind: 'subsidyPaid.site',
    event: 'subsidyPaid',
    stands: ['paid', 'closed'],
    title: '补助拨付了',
    body: '{title}的补助{amount}已拨付到登记的收款账户,请查收。',
  },
  {
    ...subsidy,
    kind: 'subsidyReclaimed.site',
    event: 'subsidyReclaimed',
    stands: ['reclaimed'],
    reasons: 'subsidy.reclaim',
    title: '补助要退回',
    body: '{title}已领的补助{amount}要退回:{reason}。怎么退请联系县(市、区)人社局。',
  },
  {
    ...assessment,
    kind: 'starsDecided.site',
    event: 'starsDecided',
    stands: ['decided'],
    title: '年度考核有结果了',
    body: '{title}的年度考核公示期满,结果看“考核和星级”。',
  },
  {
    ...assessment,
    kind: 'starsRevoked.site',
    event: 'starsRevoked',
    stands: ['revoked'],
    reasons: 'assessment.revoke',
    title: '星级撤销了',
    body: '{title}的星级已撤销:{reason}。有疑问请联系县(市、区)人社局。',
  },
]

type About = { kind: string; subjectKind: string; subjectId: string; engagementId: string | null }
type Way = { path: string; query: Record<string, string>; main: boolean }

/** Pages that show one thing, with the name under which they read its id. */
const pages: Record<string, { path: string; as: string }> = {
  engagement: { path: '/pages/work/detail', as: 'engagement' },
  contract: { path: '/pages/work/contract', as: 'contract' },
  dispute: { path: '/worker/dispute', as: 'dispute' },
  shift: { path: '/pages/jobs/detail', as: 'shift' },
  posting: { path: '/pages/jobs/detail', as: 'posting' },
}

/** Pages for what belongs to an engagement. */
const pagesOfEngagement: Record<string, string> = {
  timesheet: '/worker/hours',
  wage: '/worker/wage',
  payout: '/worker/wage',
  rating: '/worker/rate',
  trouble: '/worker/help',
}

const others: Record<string, string> = {
  assist: '/worker/views',
  crewMember: '/worker/crews',
  offer: '/worker/asked',
  application: '/worker/asked',
  phoneChanged: '/worker/phone',
  qualification: '/worker/qualifications',
}
const mains: Record<string, string> = {
  wage: '/pages/pay/index',
  payout: '/pages/pay/index',
}

/** What there is to do says more than what the notice is about. */
const toPaySettings = ['payWayMissing.worker', 'payWayNeeded.worker', 'payoutFailed.worker']

/** Where a notice leads: to what it is about, or to 我的 where nothing else fits. */
export function noticeWay(about: About): Way {
  const plain = (path: string): Way => ({ path, query: {}, main: false })
  if (toPaySettings.includes(about.kind)) return plain('/worker/pay-settings')
  const page = pages[about.subjectKind]
  if (page) return { path: page.path, query: { [page.as]: about.subjectId }, main: false }
  const ofEngagement = pagesOfEngagement[about.subjectKind]
  if (ofEngagement && about.engagementId !== null) {
    return { path: ofEngagement, query: { engagement: about.engagementId }, main: false }
  }
  const other = others[about.subjectKind] ?? others[about.kind.split('.')[0] ?? '']
  if (other) return plain(other)
  return { path: mains[about.subjectKind] ?? '/pages/me/index', query: {}, main: true }
}

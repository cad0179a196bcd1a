type Way = { path: string; query?: Record<string, string> }

/** The page of the matter itself. */
const pages: Record<string, { path: string; as: string }> = {
  posting: { path: '/employer/posting', as: 'posting' },
  engagement: { path: '/employer/person', as: 'engagement' },
  contract: { path: '/employer/contract', as: 'contract' },
  dispute: { path: '/employer/dispute', as: 'dispute' },
}
/** The list it stands in, where its page is opened by something else than its id. */
const lists: Record<string, Way> = {
  application: { path: '/employer/postings', query: { state: 'published' } },
  offer: { path: '/employer/postings', query: { state: 'published' } },
  shift: { path: '/employer/postings', query: { state: 'published' } },
  escrow: { path: '/employer/postings' },
  timesheet: { path: '/employer/settle' },
  wage: { path: '/employer/wages' },
  payout: { path: '/employer/wages' },
  funding: { path: '/employer/funding' },
  employer: { path: '/employer/me' },
}

type Notice = { kind: string; subjectKind: string; subjectId: string }

/** Where a notice leads by what it is about; undefined where it says everything itself. */
export function noticeWay({ kind, subjectKind, subjectId }: Notice): Way | undefined {
  // What was decided of lost points is a call for help of the employer's own.
  if (kind.startsWith('employerRecord')) return { path: '/employer/standing' }
  const page = pages[subjectKind]
  return page ? { path: page.path, query: { [page.as]: subjectId } } : lists[subjectKind]
}

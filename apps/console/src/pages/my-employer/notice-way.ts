/** The page of the workspace that shows what a notice is about; null where there is none. */
export function wayOfNotice({ subjectKind, subjectId }: { subjectKind: string; subjectId: string }): string | null {
  const pages: Readonly<Record<string, string>> = {
    engagement: `/my/work/${subjectId}`,
    posting: `/my/postings/${subjectId}`,
    dispute: `/my/disputes/${subjectId}`,
    employer: '/my/employer',
    application: '/my/postings',
    offer: '/my/postings',
    escrow: '/my/postings',
    contract: '/my/contracts',
    timesheet: '/my/hours',
    wage: '/my/wages',
    payout: '/my/wages',
  }
  return pages[subjectKind] ?? null
}

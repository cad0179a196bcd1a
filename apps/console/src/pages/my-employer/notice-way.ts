export type EmployerNotice = {
  kind: string
  subjectKind: string
  subjectId: string
  engagementId: string | null
  within: { kind: string; id: string } | null
}

const ofPosting = ({ within }: EmployerNotice): string =>
  within?.kind === 'posting' ? `/my/postings/${within.id}` : '/my/postings'
const ofWork = (otherwise: string) => (notice: EmployerNotice) =>
  notice.engagementId === null ? otherwise : `/my/work/${notice.engagementId}`

/** Hours and wages are dealt with many at a time: their list is where one goes on. */
const ways: Readonly<Record<string, (notice: EmployerNotice) => string>> = {
  engagement: ({ subjectId }) => `/my/work/${subjectId}`,
  posting: ({ subjectId }) => `/my/postings/${subjectId}`,
  dispute: ({ subjectId }) => `/my/disputes/${subjectId}`,
  employer: () => '/my/employer',
  application: ofPosting,
  shift: ofPosting,
  escrow: ofPosting,
  contract: () => '/my/contracts',
  timesheet: () => '/my/hours',
  wage: () => '/my/wages',
  rating: ofWork('/my/work'),
  // What was decided of lost points has no work to go on with.
  trouble: (notice) => (notice.kind.startsWith('employerRecord') ? '/my/employer' : ofWork('/my/work')(notice)),
}

/** The page of the workspace that shows what a notice is about; null where there is none. */
export const wayOfNotice = (notice: EmployerNotice): string | null => ways[notice.subjectKind]?.(notice) ?? null

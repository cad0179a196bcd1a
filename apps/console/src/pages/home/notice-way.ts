type Matter = { kind: string; id: string; county: string | null }
export type StaffNotice = {
  kind: string
  subjectKind: string
  subjectId: string
  engagementId: string | null
  within: Matter | null
}

const engagement = ({ engagementId }: StaffNotice): string | null => engagementId && `/engagements/${engagementId}`
const within = (path: (matter: Matter) => string) => (notice: StaffNotice) => notice.within && path(notice.within)

/** The page of each matter that staff are told about, at the very part of it where it has many. */
const ways: Readonly<Record<string, (notice: StaffNotice) => string | null>> = {
  recognition: ({ subjectId }) => `/recognitions/${subjectId}`,
  recognitionObjection: within(({ id }) => `/recognitions/${id}#objections`),
  assessment: ({ subjectId }) => `/assessments/${subjectId}`,
  assessmentObjection: within(({ id }) => `/assessments/${id}#objections`),
  improvement: within(({ id }) => `/assessments/${id}#improvements`),
  reportCall: within(({ id, county }) => `/reports/county?quarter=${id}&county=${county}`),
  // Told to the city with all that are missing: the list of that quarter.
  reportRound: within(({ id }) => `/reports?quarter=${id}`),
  subsidyObjection: within(({ id }) => `/subsidies/${id}#objections`),
  subsidy: ({ subjectId }) => `/subsidies/${subjectId}`,
  serviceContract: ({ subjectId }) => `/services/${subjectId}`,
  serviceEvaluation: (notice) => notice.within && `/services/${notice.within.id}#period-${notice.subjectId}`,
  // What is still to be reviewed opens in the queue, where it is decided.
  posting: (notice) =>
    notice.within?.kind === 'postingReview' ? `/reviews?review=${notice.within.id}` : `/postings/${notice.subjectId}`,
  dispute: ({ subjectId }) => `/disputes/${subjectId}`,
  // Calls for help are answered in their list, the most urgent first.
  trouble: ({ subjectId }) => `/troubles#trouble-${subjectId}`,
  wage: engagement,
}

/** Told of another county's matter, one reads the roll of that county; what is not in it has no page. */
const inRoll: ReadonlySet<string> = new Set([
  'recognitionRecorded.otherCounties',
  'recognitionRevoked.otherCounties',
  'recognitionRestored.otherCounties',
])
const rollWay = ({ kind, within: roll }: StaffNotice): string | null =>
  inRoll.has(kind) ? `/recognitions/roll${roll?.county ? `?county=${roll.county}` : ''}` : null

/** Where a notice to staff leads; null where it leads nowhere. */
export const wayOfStaffNotice = (notice: StaffNotice): string | null =>
  notice.kind.endsWith('.otherCounties') ? rollWay(notice) : (ways[notice.subjectKind]?.(notice) ?? null)

type Notice = { subjectKind: string; subjectId: string }

/** Pages of matters that staff are told about; a matter without a page of its own leads to its list. */
const ways: Readonly<Record<string, (id: string) => string>> = {
  recognition: (id) => `/recognitions/${id}`,
  recognitionObjection: () => '/recognitions?state=inNotice',
  assessment: (id) => `/assessments/${id}`,
  assessmentObjection: () => '/assessments?state=inNotice',
  improvement: () => '/assessments',
  reportCall: () => '/reports',
  reportRound: () => '/reports',
  subsidy: (id) => `/subsidies/${id}`,
  serviceContract: (id) => `/services/${id}`,
}

/** Where a notice to staff leads; null where it leads nowhere. */
export const wayOfStaffNotice = ({ subjectKind, subjectId }: Notice): string | null =>
  ways[subjectKind]?.(subjectId) ?? null

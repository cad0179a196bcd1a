type Notice = { kind: string; subjectKind: string; subjectId: string }

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
  serviceEvaluation: () => '/services',
}

/** Told of another county's matter, one reads the roll of all counties; what is not in it has no page. */
const waysElsewhere: Readonly<Record<string, string>> = {
  'recognitionRecorded.otherCounties': '/recognitions/roll',
  'recognitionRevoked.otherCounties': '/recognitions/roll',
  'recognitionRestored.otherCounties': '/recognitions/roll',
}

/** Where a notice to staff leads; null where it leads nowhere. */
export const wayOfStaffNotice = ({ kind, subjectKind, subjectId }: Notice): string | null =>
  kind.endsWith('.otherCounties') ? (waysElsewhere[kind] ?? null) : (ways[subjectKind]?.(subjectId) ?? null)

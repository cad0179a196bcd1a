type Way = { path: string; query: Record<string, string> }

const ways: Record<string, { path: string; as: string }> = {
  posting: { path: '/employer/posting', as: 'posting' },
  engagement: { path: '/employer/person', as: 'engagement' },
  contract: { path: '/employer/contract', as: 'contract' },
  dispute: { path: '/employer/dispute', as: 'dispute' },
}

/** Where a notice leads by what it is about; undefined where it says everything itself. */
export function noticeWay(about: { subjectKind: string; subjectId: string }): Way | undefined {
  const way = ways[about.subjectKind]
  return way && { path: way.path, query: { [way.as]: about.subjectId } }
}

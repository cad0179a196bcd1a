/**
 * Pages that open without network once they were prepared on a device (`shell.ts`): their address, and the file they are
 * made of. The build tells the worker which files they need (`scripts/offline-shell.ts`).
 */
export const offlinePages = [
  { path: '/recognitions/:recognitionId/inspect', file: 'pages/recognitions/InspectPage.vue' },
  { path: '/assessments/:assessmentId/score', file: 'pages/assessments/ScorePage.vue' },
] as const

/** Where pages of the console stand. */
export const consoleBase = '/console'

/** Whole addresses of these pages, as the worker compares them. */
export const addressPatterns: readonly string[] = offlinePages.map(
  ({ path }) => `^${consoleBase}${path.replace(/:\w+/g, '[0-9a-f-]{36}')}/?$`,
)

import type { EndpointPath } from '../endpoint.ts'

export const assessmentsPaths = {
  getAssessmentTable: { method: 'GET', path: '/assessment-table' },
  recordAssessmentMethod: { method: 'POST', path: '/assessment-methods' },
  openAssessments: { method: 'POST', path: '/assessments/open' },
  drawAssessments: { method: 'POST', path: '/assessments/draw' },
  listAssessments: { method: 'GET', path: '/assessments' },
  getAssessment: { method: 'GET', path: '/assessments/:assessmentId' },
  selfAssess: { method: 'POST', path: '/assessments/:assessmentId/self' },
  scoreAssessment: { method: 'POST', path: '/assessments/:assessmentId/score' },
  checkAssessment: { method: 'POST', path: '/assessments/:assessmentId/city-check' },
  publishAssessment: { method: 'POST', path: '/assessments/:assessmentId/publish' },
  recordAssessmentObjection: { method: 'POST', path: '/assessments/:assessmentId/objections' },
  decideAssessmentObjection: { method: 'POST', path: '/assessments/:assessmentId/objections/:objectionId/decide' },
  scoreAgain: { method: 'POST', path: '/assessments/:assessmentId/score-again' },
  revokeStars: { method: 'POST', path: '/assessments/:assessmentId/revoke' },
  orderImprovement: { method: 'POST', path: '/assessments/:assessmentId/improvements' },
  reportImprovement: { method: 'POST', path: '/improvements/:improvementId/report' },
  acceptImprovement: { method: 'POST', path: '/improvements/:improvementId/accept' },
  sendBackImprovement: { method: 'POST', path: '/improvements/:improvementId/send-back' },
  failImprovement: { method: 'POST', path: '/improvements/:improvementId/fail' },
  listSiteStars: { method: 'GET', path: '/site-stars' },
} as const satisfies Record<string, EndpointPath>

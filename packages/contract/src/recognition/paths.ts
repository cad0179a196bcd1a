import type { EndpointPath } from '../endpoint.ts'

export const recognitionPaths = {
  getSiteStandard: { method: 'GET', path: '/sites/:siteId/standard' },
  getRecognitionForm: { method: 'GET', path: '/sites/:siteId/recognition-form' },
  lodgeRecognition: { method: 'POST', path: '/sites/:siteId/recognitions' },
  listRecognitions: { method: 'GET', path: '/recognitions' },
  getRecognition: { method: 'GET', path: '/recognitions/:recognitionId' },
  returnRecognition: { method: 'POST', path: '/recognitions/:recognitionId/return' },
  resubmitRecognition: { method: 'POST', path: '/recognitions/:recognitionId/resubmit' },
  acceptRecognition: { method: 'POST', path: '/recognitions/:recognitionId/accept' },
  recordInspection: { method: 'POST', path: '/recognitions/:recognitionId/inspections' },
  publishRecognition: { method: 'POST', path: '/recognitions/:recognitionId/publish' },
  recordObjection: { method: 'POST', path: '/recognitions/:recognitionId/objections' },
  decideObjection: { method: 'POST', path: '/recognitions/:recognitionId/objections/:objectionId/decide' },
  recogniseSite: { method: 'POST', path: '/recognitions/:recognitionId/recognise' },
  recordRecognitionAtCity: { method: 'POST', path: '/recognitions/:recognitionId/city-record' },
  refuseRecognition: { method: 'POST', path: '/recognitions/:recognitionId/refuse' },
  withdrawRecognition: { method: 'POST', path: '/recognitions/:recognitionId/withdraw' },
  revokeRecognition: { method: 'POST', path: '/recognitions/:recognitionId/revoke' },
  appealRecognition: { method: 'POST', path: '/recognitions/:recognitionId/appeal' },
  decideAppeal: { method: 'POST', path: '/recognitions/:recognitionId/appeal/decide' },
  listPublicNotices: { method: 'GET', path: '/public-notices' },
} as const satisfies Record<string, EndpointPath>

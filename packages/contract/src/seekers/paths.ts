import type { EndpointPath } from '../endpoint.ts'

export const seekersPaths = {
  getWorkerProfile: { method: 'GET', path: '/my/worker-profile' },
  putWorkerProfile: { method: 'PUT', path: '/my/worker-profile' },
  putWorkerDays: { method: 'PUT', path: '/my/worker-profile/days' },
  addQualification: { method: 'POST', path: '/my/qualifications' },
  endQualification: { method: 'POST', path: '/my/qualifications/:qualificationId/end' },
  createCrew: { method: 'POST', path: '/crews' },
  listMyCrews: { method: 'GET', path: '/my/crews' },
  getCrew: { method: 'GET', path: '/crews/:crewId' },
  inviteCrewMember: { method: 'POST', path: '/crews/:crewId/members' },
  answerCrewInvitation: { method: 'POST', path: '/crews/:crewId/answer' },
  leaveCrew: { method: 'POST', path: '/crews/:crewId/leave' },
  removeCrewMember: { method: 'POST', path: '/crews/:crewId/members/:personId/end' },
  getMyNeeds: { method: 'GET', path: '/my/needs' },
  putMyNeeds: { method: 'PUT', path: '/my/needs' },
  getEngagementNeeds: { method: 'GET', path: '/engagements/:engagementId/needs' },
  getMyStatus: { method: 'GET', path: '/my/hard-to-employ' },
  recordHardToEmploy: { method: 'POST', path: '/persons/:personId/hard-to-employ' },
  endHardToEmploy: { method: 'POST', path: '/persons/:personId/hard-to-employ/:recordId/end' },
} as const satisfies Record<string, EndpointPath>

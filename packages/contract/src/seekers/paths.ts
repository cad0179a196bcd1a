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
} as const satisfies Record<string, EndpointPath>

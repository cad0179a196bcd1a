import type { EndpointPath } from '../endpoint.ts'

export const messagingPaths = {
  listNotices: { method: 'GET', path: '/notices' },
  markNoticesRead: { method: 'POST', path: '/notices/read' },
  getNoticePreferences: { method: 'GET', path: '/notice-preferences' },
  putNoticePreference: { method: 'PUT', path: '/notice-preferences/:topic' },
  takeSmsReceipts: { method: 'POST', path: '/callbacks/sms/:token' },
} as const satisfies Record<string, EndpointPath>

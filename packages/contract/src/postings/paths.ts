import type { EndpointPath } from '../endpoint.ts'

export const postingsPaths = {
  createPosting: { method: 'POST', path: '/postings' },
  importPostings: { method: 'POST', path: '/postings/import' },
  updatePosting: { method: 'PUT', path: '/postings/:postingId' },
  checkPosting: { method: 'GET', path: '/postings/:postingId/check' },
  submitPosting: { method: 'POST', path: '/postings/:postingId/submit' },
  withdrawPosting: { method: 'POST', path: '/postings/:postingId/withdraw' },
  closePosting: { method: 'POST', path: '/postings/:postingId/close' },
  repeatPosting: { method: 'POST', path: '/postings/:postingId/repeat' },
  getOwnPosting: { method: 'GET', path: '/postings/:postingId/own' },
  listEmployerPostings: { method: 'GET', path: '/employers/:employerId/postings' },
  searchShifts: { method: 'GET', path: '/board' },
  getPosting: { method: 'GET', path: '/postings/:postingId' },
  listPostingReviews: { method: 'GET', path: '/reviews/postings' },
  getPostingReview: { method: 'GET', path: '/reviews/postings/:reviewId' },
  takePostingReview: { method: 'POST', path: '/reviews/postings/:reviewId/take' },
  decidePostingReview: { method: 'POST', path: '/reviews/postings/:reviewId/decide' },
  takeDownPosting: { method: 'POST', path: '/postings/:postingId/take-down' },
  findOccupations: { method: 'GET', path: '/occupations' },
  listDivisions: { method: 'GET', path: '/divisions' },
} as const satisfies Record<string, EndpointPath>

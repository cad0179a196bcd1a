import { postingsEndpoints } from '@linggong/contract'
import { serve } from '../../kernel/http/serve.ts'
import { closePosting, withdrawPosting } from './actions/end-posting.ts'
import { importFile, postingTemplate } from './actions/import-file.ts'
import { listEmployerPostings, listEmployerShifts, readOwnPosting, readPublicPosting } from './actions/read-postings.ts'
import { findOccupations, listDivisions, listQualificationKinds } from './actions/read-reference.ts'
import { readText } from './actions/read-text.ts'
import { listPostingReviews, readPostingReview } from './actions/read-reviews.ts'
import { listStaffPostings, readStaffPosting } from './actions/staff-postings.ts'
import { decideReview, takeDownByOfficer, takeReview } from './actions/review-posting.ts'
import { createDraft, importRows, repeatPosting, updateDraft } from './actions/save-draft.ts'
import { countBoard, searchShifts } from './actions/search-board.ts'
import { checkPosting, submitPosting } from './actions/submit-posting.ts'

export const postingsRoutes = serve(postingsEndpoints, {
  createPosting: (ctx, { body: { employerId, ...draft } }) => createDraft(ctx, employerId, draft),
  importPostings: (ctx, { body }) => importRows(ctx, body.employerId, body.rows),
  getPostingTemplate: () => postingTemplate(),
  importPostingsFile: (ctx, { body }) => importFile(ctx, body),
  readPostingText: (ctx, { body }) => readText(ctx, body),
  updatePosting: (ctx, { params, body }) => updateDraft(ctx, params.postingId, body),
  checkPosting: (ctx, { params }) => checkPosting(ctx, params.postingId),
  submitPosting: (ctx, { params, body }) => submitPosting(ctx, params.postingId, body.code),
  withdrawPosting: (ctx, { params, body }) => withdrawPosting(ctx, params.postingId, body.reason),
  closePosting: (ctx, { params }) => closePosting(ctx, params.postingId),
  repeatPosting: (ctx, { params, body }) => repeatPosting(ctx, params.postingId, body.firstDay),
  getOwnPosting: (ctx, { params }) => readOwnPosting(ctx, params.postingId),
  listEmployerPostings: (ctx, { params, query }) => listEmployerPostings(ctx, params.employerId, query),
  listEmployerShifts: (ctx, { params, query }) => listEmployerShifts(ctx, params.employerId, query),
  searchShifts: (ctx, { query }) => searchShifts(ctx, query),
  countBoard: (ctx) => countBoard(ctx),
  getPosting: (ctx, { params }) => readPublicPosting(ctx, params.postingId),
  listStaffPostings: (ctx, { query }) => listStaffPostings(ctx, query),
  getStaffPosting: (ctx, { params }) => readStaffPosting(ctx, params.postingId),
  listPostingReviews: (ctx, { query }) => listPostingReviews(ctx, query),
  getPostingReview: (ctx, { params }) => readPostingReview(ctx, params.reviewId),
  takePostingReview: (ctx, { params }) => takeReview(ctx, params.reviewId),
  decidePostingReview: (ctx, { params, body }) => decideReview(ctx, params.reviewId, body),
  takeDownPosting: (ctx, { params, body }) => takeDownByOfficer(ctx, params.postingId, body.reasons),
  findOccupations: async (_ctx, { query }) => findOccupations(query),
  listQualificationKinds: async () => listQualificationKinds(),
  listDivisions: async (_ctx, { query }) => listDivisions(query.parent),
})

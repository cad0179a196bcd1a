import { qualificationEndpoints } from '@linggong/contract'
import { serve } from '../../kernel/http/serve.ts'
import {
  addQualification,
  changeQualification,
  endQualification,
  listMyQualifications,
  putPhoto,
  readOwnPhoto,
  submitQualification,
} from './actions/qualifications.ts'
import { listReviews, openReview, readReviewedPhoto, refuseIt, verify } from './actions/review-qualifications.ts'

export const qualificationRoutes = serve(qualificationEndpoints, {
  listMyQualifications: (ctx, { query }) => listMyQualifications(ctx, query.onBehalfOf),
  addQualification: (ctx, { body }) => addQualification(ctx, body),
  changeQualification: (ctx, { params, body }) => changeQualification(ctx, params.qualificationId, body),
  putQualificationPhoto: (ctx, { params, body }) => putPhoto(ctx, params, body),
  getQualificationPhoto: (ctx, { params, query }) => readOwnPhoto(ctx, params, query.onBehalfOf),
  submitQualification: (ctx, { params, body }) => submitQualification(ctx, params.qualificationId, body.onBehalfOf),
  endQualification: (ctx, { params, body }) => endQualification(ctx, params.qualificationId, body.onBehalfOf),
  listQualificationReviews: (ctx, { query }) => listReviews(ctx, query),
  openQualificationReview: (ctx, { params }) => openReview(ctx, params.qualificationId),
  getReviewedPhoto: (ctx, { params }) => readReviewedPhoto(ctx, params),
  verifyQualification: (ctx, { params, body }) => verify(ctx, params.qualificationId, body.validUntil),
  refuseQualification: (ctx, { params, body }) => refuseIt(ctx, params.qualificationId, body.reasons),
})

import { z } from 'zod'
import * as shapes from '../common.ts'
import { endpoints } from '../endpoint.ts'
import { qualificationLifecycle } from '../lifecycles.ts'
import { seekersPaths as paths } from './paths.ts'
import { photoSides, qualificationShows, type PhotoSide, type QualificationShow } from './words.ts'

const onBehalf = { onBehalfOf: shapes.id.optional() }
const state = z.enum(qualificationLifecycle.states)
const side = z.enum(Object.keys(photoSides) as [PhotoSide])
const ownParams = z.object({ qualificationId: shapes.id })
const photoParams = ownParams.extend({ side })
const reasonView = z.object({ code: z.string(), label: z.string(), note: z.string().nullable() })

/** A certificate as its holder, or a clerk with the holder's consent, sees it. */
export const qualificationView = z.object({
  id: shapes.id,
  code: z.string(),
  /** In everyday words: 电工证. */
  name: z.string(),
  state,
  stateLabel: z.string(),
  /** In full for the holder alone. */
  number: z.string().nullable(),
  numberMasked: z.string().nullable(),
  issuedBy: z.string().nullable(),
  validUntil: shapes.day.nullable(),
  photos: z.array(side),
  /** Why it was refused; all reasons at once. */
  reasons: z.array(reasonView),
  /** What has still to be given before it can be handed in. */
  missing: z.array(z.object({ path: z.string(), code: z.string(), message: z.string() })),
  /** By when the county answers. */
  dueAt: shapes.instant.nullable(),
})

const facts = {
  number: shapes.optionalText(60),
  issuedBy: shapes.optionalText(100),
  validUntil: shapes.day.optional(),
}

/** A certificate in the queue of the county: the number masked. */
export const qualificationReviewItem = z.object({
  id: shapes.id,
  personId: shapes.id,
  personName: z.string(),
  code: z.string(),
  name: z.string(),
  state,
  stateLabel: z.string(),
  numberMasked: z.string().nullable(),
  validUntil: shapes.day.nullable(),
  county: shapes.countyCode,
  submittedAt: shapes.instant,
  dueAt: shapes.instant.nullable(),
  late: z.boolean(),
})

/** All that a decision needs. */
export const qualificationReview = qualificationReviewItem.extend({
  number: z.string().nullable(),
  issuedBy: z.string().nullable(),
  /** In full, as it stands on the certificate: 特种作业操作证(电工作业). */
  officialName: z.string(),
  lawBasis: z.string(),
  /** Work that cannot be taken without it. */
  requiredFor: z.array(z.string()),
  /** Whether this kind of certificate ends on some day. */
  mustExpire: z.boolean(),
  photos: z.array(side),
  reasons: z.array(reasonView),
  person: z.object({ name: z.string(), idNumberMasked: z.string(), age: z.int().nullable(), verified: z.boolean() }),
  /** Earlier ones of the same kind, newest first. */
  earlier: z.array(
    z.object({
      at: shapes.instant,
      stateLabel: z.string(),
      validUntil: shapes.day.nullable(),
      reasons: z.array(reasonView),
    }),
  ),
  possible: z.array(z.string()),
})

const entered = ['WorkerProfileMissing', 'ConsentMissing', 'QualificationInvalid'] as const

/** Certificates: entered with photos, looked at by the county, used by dispatch (附1-10). */
export const qualificationEndpoints = endpoints({
  listMyQualifications: {
    ...paths.listMyQualifications,
    summary: 'My certificates with their state, and what each still lacks',
    right: 'worker.orClerk',
    query: z.object(onBehalf),
    answer: z.object({
      items: z.array(qualificationView),
      /** Bounds of a photo: bytes, and kinds of file. */
      photo: z.object({ mostBytes: z.int(), mediaTypes: z.array(z.string()) }),
    }),
    errors: ['ConsentMissing'],
  },
  addQualification: {
    ...paths.addQualification,
    summary: 'Enter a certificate; a new one takes the place of one of the same kind that is not verified',
    right: 'worker.orClerk',
    body: z.object({ code: z.string().trim().min(1).max(40), ...facts, ...onBehalf }),
    answer: qualificationView,
    status: 201,
    errors: [...entered],
  },
  changeQualification: {
    ...paths.changeQualification,
    summary: 'Correct what was entered, before it is handed in or after it was refused',
    right: 'worker.orClerk',
    params: ownParams,
    body: z.object({ ...facts, ...onBehalf }),
    answer: qualificationView,
    errors: ['NotFound', 'QualificationFixed', ...entered],
  },
  putQualificationPhoto: {
    ...paths.putQualificationPhoto,
    summary: 'A photo of one side (JPEG or PNG, base64); a new one replaces the old',
    right: 'worker.orClerk',
    params: photoParams,
    body: z.object({
      photo: z.base64('请拍一张照片').min(4, '请拍一张照片').max(960_000, '照片太大了,请重拍一张小一点的'),
      ...onBehalf,
    }),
    answer: qualificationView,
    errors: ['NotFound', 'QualificationFixed', 'FileUnreadable', 'TooManyTries', 'ConsentMissing'],
  },
  getQualificationPhoto: {
    ...paths.getQualificationPhoto,
    summary: 'The photo of one side, for its holder or a clerk who helps',
    right: 'worker.orClerk',
    params: photoParams,
    query: z.object(onBehalf),
    answer: z.unknown(),
    produces: 'image/jpeg',
    errors: ['NotFound', 'ConsentMissing'],
  },
  submitQualification: {
    ...paths.submitQualification,
    summary: 'Hand it in to be looked at; everything missing is named at once',
    right: 'worker.orClerk',
    params: ownParams,
    body: z.object(onBehalf),
    answer: qualificationView,
    errors: ['NotFound', 'QualificationIncomplete', 'WorkerProfileMissing', 'StateConflict', 'ConsentMissing'],
  },
  endQualification: {
    ...paths.endQualification,
    summary: 'Take a certificate off; its photos cannot be opened any more',
    right: 'worker.orClerk',
    params: ownParams,
    body: z.object(onBehalf),
    answer: shapes.done,
    errors: ['NotFound', 'ConsentMissing'],
  },
  listQualificationReviews: {
    ...paths.listQualificationReviews,
    summary: 'Certificates of the county: waiting, verified and soon to end, or decided; the most urgent first',
    right: 'qualification.review',
    query: z.object({
      show: z.enum(Object.keys(qualificationShows) as [QualificationShow]).default('waiting'),
      limit: z.coerce.number().int().min(1).max(100).default(100),
    }),
    answer: z.object({ items: z.array(qualificationReviewItem), total: z.int() }),
    errors: [],
  },
  openQualificationReview: {
    ...paths.openQualificationReview,
    summary: 'Open one with the number in full; the holder can read who has looked',
    right: 'qualification.review',
    params: ownParams,
    body: z.object({}),
    answer: qualificationReview,
    errors: ['NotFound'],
  },
  getReviewedPhoto: {
    ...paths.getReviewedPhoto,
    summary: 'A photo of a certificate this officer has opened',
    right: 'qualification.review',
    params: photoParams,
    answer: z.unknown(),
    produces: 'image/jpeg',
    errors: ['NotFound'],
  },
  verifyQualification: {
    ...paths.verifyQualification,
    summary: 'It is genuine and valid until the day given; an older one of the same kind ends',
    right: 'qualification.review',
    params: ownParams,
    body: z.object({ validUntil: shapes.day.nullable() }),
    answer: qualificationReviewItem,
    errors: ['NotFound', 'QualificationInvalid', 'StateConflict', 'TransitionNotAllowed'],
  },
  refuseQualification: {
    ...paths.refuseQualification,
    summary: 'Refuse it, or take back that it was verified, with all reasons at once',
    right: 'qualification.review',
    params: ownParams,
    body: z.object({
      reasons: z
        .array(z.object({ code: z.string().max(60), note: shapes.optionalText(200) }))
        .min(1, '请选一个原因')
        .max(10),
    }),
    answer: qualificationReviewItem,
    errors: ['NotFound', 'ReasonMissing', 'QualificationInvalid', 'StateConflict', 'TransitionNotAllowed'],
  },
})

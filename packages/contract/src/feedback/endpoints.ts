import { z } from 'zod'
import * as shapes from '../common.ts'
import { endpoints } from '../endpoint.ts'
import { feedbackPaths as paths } from './paths.ts'

const about = z.enum(['worker', 'employer', 'site'])
const params = z.object({ engagementId: shapes.id })

export const ratingView = z.object({
  id: shapes.id,
  bySide: z.enum(['worker', 'employer']),
  about,
  stars: z.number().int(),
  tags: z.array(z.object({ code: z.string(), label: z.string() })),
  words: z.string().nullable(),
  givenAt: shapes.instant,
  /** Null until both have rated or the time for rating is over: only the giver sees it until then. */
  shownAt: shapes.instant.nullable(),
})

/** `average` is null while there are fewer ratings than the policy asks for. */
export const ratingAverage = z.object({
  ratings: z.number().int(),
  average: z.number().nullable(),
  maxStars: z.number().int(),
})

export const feedbackEndpoints = endpoints({
  rateEngagement: {
    ...paths.rateEngagement,
    summary: 'Rate the other side of a finished engagement, or the site that helped; once each',
    right: 'engagement.party',
    params,
    body: z.object({
      about,
      stars: z.int().min(1).max(100),
      tags: z.array(z.string().max(40)).max(10).default([]),
      words: shapes.optionalText(300),
      onBehalfOf: shapes.id.optional(),
    }),
    answer: ratingView,
    status: 201,
    errors: [
      'NotFound',
      'ConsentMissing',
      'RatingTooEarly',
      'RatingWindowClosed',
      'RatingAlreadyGiven',
      'RatingSiteUnknown',
      'InputInvalid',
    ],
  },
  getEngagementRatings: {
    ...paths.getEngagementRatings,
    summary: 'Ratings of one engagement that I may see, and what I may still rate',
    right: 'engagement.read',
    params,
    answer: z.object({ items: z.array(ratingView), canRate: z.array(about), windowEndsAt: shapes.instant }),
    errors: ['NotFound'],
  },
  getEmployerRating: {
    ...paths.getEmployerRating,
    summary: 'What is known of an employer: the average of its ratings, and its standing in one line',
    right: 'public',
    params: z.object({ employerId: shapes.id }),
    answer: ratingAverage.extend({
      /** Level in words and how many shifts it has cancelled late; null where nothing is known yet. */
      standing: z.string().nullable(),
    }),
    errors: [],
  },
  getSiteRating: {
    ...paths.getSiteRating,
    summary: 'Average rating of a market or station',
    right: 'public',
    params: z.object({ siteId: shapes.id }),
    answer: ratingAverage,
    errors: [],
  },
  getMyRating: {
    ...paths.getMyRating,
    summary: 'My own average rating as a worker',
    right: 'worker.act',
    answer: ratingAverage,
    errors: [],
  },
})

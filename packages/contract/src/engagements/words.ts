/** Levels of a worker's standing (诚信评价), the best first; from how many points on stands in the policy. */
export const standingLevels = ['A', 'B', 'C', 'D'] as const
export type StandingLevel = (typeof standingLevels)[number]

/** What becomes of an objection to what has cost points: being looked at, found wrong, found right. */
export const standingReviews = ['open', 'lifted', 'kept'] as const
export type StandingReview = (typeof standingReviews)[number]

/** Among `possible` of an engagement: to say that what it has cost in standing is wrong. No transition. */
export const objectToRecord = 'objectToRecord'

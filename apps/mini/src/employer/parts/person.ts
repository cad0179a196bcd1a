import { RequestRefused } from '@linggong/client'

import { ask, type Answer } from '../../platform/api.ts'

export type Engagement = Answer<'getEngagement'>
export type Timesheet = Answer<'getTimesheet'>
export type Person = Awaited<ReturnType<typeof readPerson>>

/** What is not there is no trouble: hours before check-in, ratings of what has not ended. */
async function whereThere<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked
  } catch (error) {
    if (error instanceof RequestRefused && error.status === 404) return undefined
    throw error
  }
}

/** Everything an employer sees of one person on one shift. */
export async function readPerson(engagementId: string) {
  const params = { engagementId }
  const [engagement, timeline, timesheet, wages, payCheck, ratings, needs] = await Promise.all([
    ask('getEngagement', { params }),
    ask('getEngagementTimeline', { params }),
    whereThere(ask('getTimesheet', { params })),
    ask('getEngagementWages', { params }),
    whereThere(ask('getEngagementPayCheck', { params })),
    whereThere(ask('getEngagementRatings', { params })),
    whereThere(ask('getEngagementNeeds', { params })),
  ])
  const paidOut = engagement.state === 'paid' || wages.wages.length > 0
  return {
    engagement,
    timeline: timeline.items,
    timesheet,
    wages,
    payCheck: paidOut ? undefined : payCheck,
    /** What the worker needs and has agreed to tell; undefined where nothing is shared. */
    needs: needs?.shared ? needs : undefined,
    canRate: ratings?.canRate.includes('worker') ?? false,
  }
}

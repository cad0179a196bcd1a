import { distanceWords } from '@linggong/contract'
import { haversineMeters } from '@linggong/reference'
import type { Actor, Ctx } from '../../../kernel/context.ts'
import { refuse } from '../../../kernel/errors.ts'
import type { Engagement } from '../../engagements/index.ts'
import { judgeLocation, roundedPlace } from '../rules.ts'
import { placeField, type NewCheck } from '../store.ts'
import { policyOf } from './reckon-sheet.ts'

/** What a check rests on. */
export type Evidence = Pick<NewCheck, 'how' | 'shiftCodeId' | 'placeEnc' | 'distanceMeters' | 'accuracyMeters'>

const nothing = { shiftCodeId: null, placeEnc: null, distanceMeters: null, accuracyMeters: null }

export const byCode = (shiftCodeId: string): Evidence => ({ ...nothing, how: 'qrCode', shiftCodeId })
export const byForeman: Evidence = { ...nothing, how: 'foreman' }
export const byClerk: Evidence = { ...nothing, how: 'clerk' }
/** The worker's own word: work broken off. */
export const bySelf: Evidence = { ...nothing, how: 'self' }
export const automatic: Evidence = { ...nothing, how: 'automatic' }

export type Location = { lat: number; lng: number; accuracyMeters: number }

/** A phone's position near the place of work. Refuses LocationTooVague, LocationTooFar, and names the other ways. */
export function byLocation(ctx: Ctx, engagement: Engagement, location: Location): Evidence {
  const policy = policyOf(ctx, engagement)
  const radiusMeters = policy.number('worktime.checkInRadiusMeters')
  const distanceMeters = Math.round(haversineMeters(location, engagement.terms))
  const accuracyMeters = Math.round(location.accuracyMeters)
  const judgement = judgeLocation({
    distanceMeters,
    accuracyMeters,
    radiusMeters,
    accuracyMaxMeters: policy.number('worktime.locationAccuracyMaxMeters'),
  })
  if (judgement === 'vague') refuse('LocationTooVague', { facts: { accuracy: accuracyMeters } })
  if (judgement === 'far') {
    refuse('LocationTooFar', { facts: { distance: distanceWords(distanceMeters), radius: radiusMeters } })
  }
  const placeEnc = ctx.deps.keyring.encrypt(placeField, roundedPlace(location))
  return { ...nothing, how: 'location', placeEnc, distanceMeters, accuracyMeters }
}

export function actorId(actor: Actor): string | null {
  if (actor.kind === 'person') return actor.personId
  return actor.kind === 'staff' ? actor.staffId : null
}

import { RequestRefused } from '@linggong/client'

import { ask, type Answer } from '../../platform/api.ts'
import type { OwnPosting } from './posting-form.ts'

export type Escrow = Answer<'getEscrow'>

const fundable: readonly string[] = ['submitted', 'inReview', 'published', 'closed', 'expired']

/** The escrow of a posting; undefined when none has been asked for. */
export async function escrowOf(postingId: string): Promise<Escrow | undefined> {
  try {
    return await ask('getEscrow', { params: { postingId } })
  } catch (error) {
    if (error instanceof RequestRefused && error.status === 404) return undefined
    throw error
  }
}

export async function openEscrow(posting: Pick<OwnPosting, 'id' | 'state'>): Promise<Escrow | undefined> {
  return fundable.includes(posting.state) ? escrowOf(posting.id) : undefined
}

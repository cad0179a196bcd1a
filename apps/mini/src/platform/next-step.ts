import type { EngagementState } from '@linggong/contract/lifecycles.ts'

/** The path of one engagement as a worker walks it. */
export const pathSteps = ['接单', '签合同', '签到', '签退', '确认', '到账'] as const

/** Where on the path: index of the step that is due; 6 when the money is there; undefined when it ended on the way. */
export function stepOf(state: EngagementState): number | undefined {
  const due: Partial<Record<EngagementState, number>> = {
    accepted: 1,
    concluded: 2,
    working: 3,
    worked: 4,
    disputed: 4,
    confirmed: 5,
    paid: 6,
  }
  return due[state]
}

export type StepFacts = {
  state: EngagementState
  canCheckIn: boolean
  canCheckOut: boolean
  contractId: string | null
  /** The employer has changed the hours and waits for the worker's word. */
  correctedByEmployer: boolean
  canRate: boolean
}

/** The one next action; `wait` has none. */
export type NextAct = 'sign' | 'checkIn' | 'checkOut' | 'readHours' | 'readDispute' | 'rate' | 'findWork' | 'wait'

export function nextActOf(facts: StepFacts): NextAct {
  switch (facts.state) {
    case 'accepted':
      return facts.contractId === null ? 'wait' : 'sign'
    case 'concluded':
      return facts.canCheckIn ? 'checkIn' : 'wait'
    case 'working':
      return facts.canCheckOut ? 'checkOut' : 'wait'
    case 'worked':
      return facts.correctedByEmployer ? 'readHours' : 'wait'
    case 'disputed':
      return 'readDispute'
    case 'confirmed':
      return 'wait'
    case 'paid':
      return facts.canRate ? 'rate' : 'findWork'
    case 'cancelled':
    case 'noShow':
    case 'voided':
      return 'findWork'
  }
}

/** How a state is coloured; the word beside it says it. */
export function badgeOf(state: EngagementState): 'done' | 'wrong' | 'action' | 'plain' {
  if (state === 'confirmed' || state === 'paid') return 'done'
  if (state === 'noShow' || state === 'disputed') return 'wrong'
  return state === 'cancelled' || state === 'voided' ? 'plain' : 'action'
}

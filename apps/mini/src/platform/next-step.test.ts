import { engagementLifecycle } from '@linggong/contract/lifecycles.ts'
import { expect, it } from 'vitest'

import { nextActOf, pathSteps, stepOf, type StepFacts } from './next-step.ts'

const facts: StepFacts = {
  state: 'accepted',
  canCheckIn: false,
  canCheckOut: false,
  contractId: null,
  correctedByEmployer: false,
  canRate: false,
}

it('walks the six steps in order and has no place for what ended on the way', () => {
  const steps = engagementLifecycle.states.map((state) => [state, stepOf(state)])
  expect(Object.fromEntries(steps)).toEqual({
    accepted: 1,
    concluded: 2,
    working: 3,
    worked: 4,
    disputed: 4,
    confirmed: 5,
    paid: pathSteps.length,
    cancelled: undefined,
    noShow: undefined,
    voided: undefined,
  })
})

it.each([
  [{ state: 'accepted' }, 'wait'],
  [{ state: 'accepted', contractId: 'c' }, 'sign'],
  [{ state: 'concluded' }, 'wait'],
  [{ state: 'concluded', canCheckIn: true }, 'checkIn'],
  [{ state: 'working', canCheckOut: true }, 'checkOut'],
  [{ state: 'worked' }, 'wait'],
  [{ state: 'worked', correctedByEmployer: true }, 'readHours'],
  [{ state: 'disputed' }, 'readDispute'],
  [{ state: 'confirmed' }, 'wait'],
  [{ state: 'paid', canRate: true }, 'rate'],
  [{ state: 'paid' }, 'findWork'],
  [{ state: 'noShow' }, 'findWork'],
] as const)('from %o the next act is %s', (given, act) => {
  expect(nextActOf({ ...facts, ...given })).toBe(act)
})

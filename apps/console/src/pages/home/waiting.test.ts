import { expect, test } from 'vitest'
import { wayTo, type Waiting } from './waiting.ts'

const waiting = (kind: Waiting['kind'], list: Waiting['list']): Waiting => ({
  kind,
  label: '需求等审核',
  employerId: null,
  count: 2,
  late: 0,
  earliestDueAt: null,
  list,
  first: [],
})
const lists = { listPostingReviews: '/reviews' }

test('a number leads to the page of its list, asked as the list is asked', () => {
  const list = { endpoint: 'listPostingReviews', params: {}, query: { kind: 'before' } }
  expect(wayTo(waiting('reviewBefore', list), lists)).toEqual({ to: { path: '/reviews', query: { kind: 'before' } } })
})

test('what a worker has to do is done on the phone', () => {
  const list = { endpoint: 'listMyContracts', params: {}, query: {} }
  expect(wayTo(waiting('contractToSign', list), lists)).toEqual({ href: '/m/' })
})

test('a list no page shows leads nowhere', () => {
  const list = { endpoint: 'listAssists', params: {}, query: {} }
  expect(wayTo(waiting('assistRunning', list), lists)).toBeUndefined()
})

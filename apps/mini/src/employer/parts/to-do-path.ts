import type { ToDoKind } from '@linggong/contract/insights/words.ts'

import type { Item } from '../../platform/api.ts'

export type ToDo = Item<'getToDos'>
type Way = { path: string; query?: Record<string, string> }

/** The list of each kind. */
const lists: Partial<Record<ToDoKind, Way>> = {
  employerToVerify: { path: '/employer/me' },
  postingReturned: { path: '/employer/postings', query: { state: 'returned' } },
  postingDraft: { path: '/employer/postings', query: { state: 'draft' } },
  escrowToFund: { path: '/employer/postings', query: { state: 'published' } },
  applicationToAnswer: { path: '/employer/postings', query: { state: 'published' } },
  workerMissing: { path: '/employer/today' },
  hoursToConfirm: { path: '/employer/settle' },
  wageToFund: { path: '/employer/wages' },
  disputeAgainstUs: { path: '/employer/disputes' },
  workerToRate: { path: '/employer/people', query: { state: 'paid' } },
}
/** Where one single matter is done, by what it is about. */
const single: Partial<Record<ToDoKind, { path: string; as: string }>> = {
  postingReturned: { path: '/employer/form', as: 'posting' },
  postingDraft: { path: '/employer/form', as: 'posting' },
  escrowToFund: { path: '/employer/escrow', as: 'posting' },
  disputeAgainstUs: { path: '/employer/dispute', as: 'dispute' },
  workerToRate: { path: '/employer/rate', as: 'engagement' },
}

/** Where what waits is done: the matter itself when there is one, the list when there are several. */
export function toDoWay({ kind, count, first }: Pick<ToDo, 'kind' | 'count' | 'first'>): Way {
  const direct = single[kind]
  const only = first[0]
  if (count === 1 && direct && only) return { path: direct.path, query: { [direct.as]: only.subjectId } }
  return lists[kind] ?? { path: '/employer/postings' }
}

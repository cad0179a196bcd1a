import type { AllEndpoints, ReceivedOf } from '@linggong/contract'
import { toDoKinds } from '@linggong/contract/insights/words.ts'

export type Waiting = ReceivedOf<AllEndpoints['getToDos']>['items'][number]

/** A page of the console, or an address of another front end. */
export type Way = { to: { path: string; query: Record<string, string> } } | { href: string }

/**
 * Where the rows behind a number are: the page that shows its list, asked as the list is asked. What a worker has to
 * do is done on the phone. Undefined where no page of this console shows that list.
 */
export function wayTo(waiting: Waiting, lists: Readonly<Record<string, string>>): Way | undefined {
  if (toDoKinds[waiting.kind].by === 'worker') return { href: '/m/' }
  const path = lists[waiting.list.endpoint]
  if (path === undefined) return undefined
  const { quarter } = waiting.list.params
  const asked = { ...waiting.list.query, ...(quarter !== undefined && { quarter }) }
  const query = Object.entries(asked).filter((one): one is [string, string] => typeof one[1] === 'string')
  return { to: { path, query: Object.fromEntries(query) } }
}

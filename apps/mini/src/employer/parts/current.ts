import { reactive } from 'vue'

import { ask, type Item } from '../../platform/api.ts'
import { chooseEmployer, session } from '../../platform/session.ts'

export type MyEmployer = Item<'listMyEmployers'>

/** The employers the signed-in person may act for, as last answered, and whose answer that was. */
export const mine = reactive<{ list: MyEmployer[]; personId: string | undefined }>({ list: [], personId: undefined })

let learning: { answer: Promise<void>; personId: string | undefined } | undefined

/** Asked once for all who wait for it. */
function learn(): Promise<void> {
  if (learning && learning.personId === session.personId) return learning.answer
  const own = { personId: session.personId, answer: askForMine() }
  learning = own
  return own.answer.finally(() => {
    if (learning === own) learning = undefined
  })
}

async function askForMine(): Promise<void> {
  const personId = session.personId
  const { items } = await ask('listMyEmployers', {})
  mine.list = items
  mine.personId = personId
}

function chosen(): MyEmployer | undefined {
  return mine.list.find(({ id }) => id === session.employerId) ?? mine.list[0]
}

/**
 * The employer the person acts for now; undefined when there is none yet. What is known answers at once and is asked
 * anew behind it; `fresh` waits for the answer.
 */
export async function currentEmployer(fresh = false): Promise<MyEmployer | undefined> {
  const known = mine.personId === session.personId && mine.list.length > 0
  // An answer under way may be older than what was just done.
  if (fresh) await askForMine()
  else if (!known) await learn()
  // Behind what is shown: without an answer the known one stays, and the page's own requests say what is wrong.
  else void learn().catch(() => undefined)
  const employer = chosen()
  if (employer && employer.id !== session.employerId) chooseEmployer(employer.id)
  return employer
}

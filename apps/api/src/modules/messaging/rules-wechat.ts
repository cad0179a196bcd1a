import type { Facts } from './rules.ts'

/** Published: a `thing` has at most so many signs. */
const thingMost = 20

const thing = (text: string): string => {
  const signs = [...text]
  return signs.length <= thingMost ? text : `${signs.slice(0, thingMost - 1).join('')}…`
}

/**
 * An offer as the fields of the template: what, where, when, and the pay with until when to answer. A tap opens the
 * job, where the answer is given.
 */
export function offerInWechat(
  matter: { id: string; postingId: string | null },
  facts: Facts,
): { page: string; data: Record<string, string> } {
  const query = new URLSearchParams({ posting: matter.postingId ?? '', offer: matter.id })
  return {
    page: `pages/jobs/detail?${query}`,
    data: {
      thing1: thing(facts.title!),
      thing2: thing(facts.place!),
      thing3: thing(facts.when!),
      thing4: thing(`${facts.pay!},${facts.deadlineClock!}前答复`),
    },
  }
}

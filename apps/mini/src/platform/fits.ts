import { computed, reactive } from 'vue'

import { ask, type Answer } from './api.ts'
import { isSignedIn } from './session.ts'
import { troubleOf, type Trouble } from './trouble.ts'
import { whereabouts } from './whereabouts.ts'

type Feed = Answer<'getMyFeed'>
type Asked = { feed: Feed } | { trouble: Trouble }

/** How many of those that fit best stand in front. */
const picked = 3
/** So long the whole list waits for what fits, so that both come at once; then it comes alone. */
const graceMs = 1_200

async function askForFeed(): Promise<Asked> {
  const { here } = whereabouts
  const place = here && { lat: here.lat, lng: here.lng }
  try {
    return { feed: await ask('getMyFeed', { query: { limit: picked, ...place } }) }
  } catch (error) {
    return { trouble: troubleOf(error, 'read') }
  }
}

/**
 * What fits the person, in front of the whole list. What comes after the list does not push it away from under a
 * finger: a row of one height says that it is being looked for, that it is there, or that it did not come, and it is
 * the person who opens it.
 */
export function useFits() {
  const fits = reactive({ feed: undefined, late: undefined, trouble: undefined, waiting: false }) as {
    /** Shown in front. */
    feed: Feed | undefined
    /** Come after the list, not opened yet. */
    late: Feed | undefined
    trouble: Trouble | undefined
    waiting: boolean
  }
  let round = 0

  function come(asked: Asked, inTime: boolean): void {
    fits.waiting = false
    if ('trouble' in asked) fits.trouble = asked.trouble
    else if (inTime) fits.feed = asked.feed
    else fits.late = asked.feed
  }

  /** Begins to ask. What it answers is awaited once the list is there, and no longer than the grace. */
  function begin(wanted: boolean): () => Promise<void> {
    const mine = ++round
    Object.assign(fits, { late: undefined, trouble: undefined, waiting: false })
    if (!wanted || !isSignedIn()) {
      fits.feed = undefined
      return async () => undefined
    }
    const answer = askForFeed()
    return async () => {
      let inTime = true
      const done = answer.then((asked) => {
        // What was shown before stays in front; the new one goes into its place.
        if (mine === round) come(asked, inTime || fits.feed !== undefined)
      })
      await Promise.race([done, new Promise((resolve) => setTimeout(resolve, graceMs))])
      inTime = false
      if (mine === round && !fits.trouble && !fits.feed) fits.waiting = true
    }
  }

  async function again(): Promise<void> {
    const mine = ++round
    Object.assign(fits, { trouble: undefined, waiting: true })
    const asked = await askForFeed()
    if (mine === round) come(asked, false)
  }

  function open(): void {
    fits.feed = fits.late
    fits.late = undefined
  }

  const row = computed(() => fits.feed === undefined && (fits.waiting || fits.late !== undefined || !!fits.trouble))
  return { fits, row, begin, again, open }
}

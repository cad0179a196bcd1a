import { systemPaths } from '@linggong/contract/paths.ts'
import { reactive } from 'vue'

import { cameAlong, firstAgeMs } from '../device/first.ts'
import { ask, type Answer } from './api.ts'
import { platformTimeIs } from './clock.ts'

/** What the platform says of itself; until it has answered, nothing is claimed. */
export const facts = reactive<{ about: Answer<'getPlatform'> | undefined }>({ about: undefined })

let asked: Promise<void> | undefined

export function learnFacts(): Promise<void> {
  const agoMs = cameAlong(systemPaths.getPlatform.path) ? firstAgeMs() : 0
  asked ??= ask('getPlatform', {})
    .then((about) => {
      facts.about = about
      platformTimeIs(about.now, agoMs)
    })
    .catch(() => {
      // Without an answer the pages do without; the next page asks again.
      asked = undefined
    })
  return asked
}

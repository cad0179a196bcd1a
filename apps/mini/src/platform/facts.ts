import { systemPaths } from '@linggong/contract/paths.ts'
import { reactive } from 'vue'

import { cameAlong, firstAgeMs } from '../device/first.ts'
import { phoneStore } from '../device/store.ts'
import { ask, type Answer } from './api.ts'
import { platformTimeIs } from './clock.ts'

/** What the platform says of itself; until it has answered, nothing is claimed. */
export const facts = reactive<{ about: Answer<'getPlatform'> | undefined }>({ about: undefined })

const keptHotlines = 'hotlines'

/** Whom to call in need: a call needs no platform, so that the numbers last answered stand where it is silent. */
export const hotlines = (): Answer<'getPlatform'>['hotlines'] =>
  facts.about?.hotlines ?? phoneStore.read(keptHotlines) ?? []

let asked: Promise<void> | undefined

export function learnFacts(): Promise<void> {
  const agoMs = cameAlong(systemPaths.getPlatform.path) ? firstAgeMs() : 0
  asked ??= ask('getPlatform', {})
    .then((about) => {
      facts.about = about
      phoneStore.write(keptHotlines, about.hotlines)
      platformTimeIs(about.now, agoMs)
    })
    .catch(() => {
      // Without an answer the pages do without; the next page asks again.
      asked = undefined
    })
  return asked
}

import { onHide, onPullDownRefresh, onShow, onUnload } from '@dcloudio/uni-app'
import { computed, reactive, ref, toRaw, watch } from 'vue'

import { phoneNow } from '../device/chance.ts'
import { phoneStore } from '../device/store.ts'
import { toFirstWrong, toTrouble } from '../device/wrong.ts'
import { createDrafts } from './drafts.ts'
import { hereUrl, needPerson } from './go.ts'
import { onNews } from './news.ts'
import { session } from './session.ts'
import { say } from './said.ts'
import { troubleOf, type Trouble } from './trouble.ts'

/** What a page shows of something it asked for: not there yet, there, or why not. */
export type Loaded<T> = { data: T | undefined; trouble: Trouble | undefined; busy: boolean }

type LoadOptions = {
  /** Leads to signing in when nobody is. */
  signedIn?: boolean
  /** Asks again when news comes. */
  news?: boolean
}

/**
 * A page's content, asked for each time the page is shown (what lies there stays until the answer is here), when it is
 * pulled down, and on news.
 */
export function useLoaded<T>(load: () => Promise<T>, options: LoadOptions = {}) {
  const state = reactive({ data: undefined, trouble: undefined, busy: false }) as Loaded<T>
  let round = 0
  let endNews: (() => void) | undefined

  async function reload(): Promise<void> {
    if (options.signedIn && !needPerson()) return
    const mine = ++round
    state.busy = true
    try {
      const data = await load()
      if (mine !== round) return
      state.data = data
      state.trouble = undefined
    } catch (error) {
      if (mine !== round) return
      if (options.signedIn && session.token === undefined) needPerson()
      state.trouble = troubleOf(error, 'read')
    } finally {
      if (mine === round) state.busy = false
    }
  }

  const stopNews = (): void => {
    endNews?.()
    endNews = undefined
  }
  onShow(() => {
    void reload()
    if (options.news && session.token !== undefined) endNews ??= onNews(() => void reload())
  })
  onHide(stopNews)
  onUnload(stopNews)
  onPullDownRefresh(() => void reload().finally(() => uni.stopPullDownRefresh()))
  return { state, reload }
}

/** The page says it where its content ends, which may lie below the window. */
async function inSight(sentence: string): Promise<void> {
  if (!(await toTrouble(sentence))) say(sentence, 'wrong')
}

/**
 * One act of a page: `busy` while it runs (a second tap does nothing), what went wrong at which field afterwards; the
 * first such field is then under the finger, unless a page leads on by itself (`leadsToWrong`).
 * `run` answers undefined when it failed; the trouble has then been shown.
 */
export function useAct(how: { leadsToWrong?: boolean } = {}) {
  const busy = ref(false)
  const trouble = ref<Trouble>()

  async function run<T>(work: () => Promise<T>): Promise<T | undefined> {
    if (busy.value) return undefined
    busy.value = true
    trouble.value = undefined
    try {
      return await work()
    } catch (error) {
      trouble.value = troubleOf(error)
      if (Object.keys(trouble.value.fields).length > 0) {
        say(trouble.value.sentence, 'wrong')
        if (how.leadsToWrong !== false) void toFirstWrong()
      } else {
        void inSight(trouble.value.sentence)
      }
      if (trouble.value.code === 'NotSignedIn' || trouble.value.code === 'PersonNotChosen') needPerson(hereUrl())
      return undefined
    } finally {
      busy.value = false
    }
  }
  /** What belongs to no field, and so stands by itself. */
  const general = computed(() =>
    trouble.value && Object.keys(trouble.value.fields).length === 0 ? trouble.value : undefined,
  )
  /** What stands at a field; dotted path as in the contract. */
  const at = (field: string): string => trouble.value?.fields[field] ?? ''
  return { busy, trouble, general, run, at }
}

const drafts = createDrafts(phoneStore, phoneNow)

/** A form whose content stays through going back, a crash and signing in, until `sent()` is called. */
export function useDraft<T extends object>(form: string, empty: T): { value: T; sent(): void } {
  const value = reactive(drafts.open(form, empty)) as T
  let done = false
  watch(value, () => {
    if (!done) drafts.keep(form, toRaw(value))
  })
  return {
    value,
    sent() {
      done = true
      drafts.clear(form)
    },
  }
}

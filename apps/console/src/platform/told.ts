import { reactive } from 'vue'

const shownMs = 6_000
let timer: ReturnType<typeof setTimeout> | undefined

/** The last thing that happened, in words; shown and read out by components/ToldHost.vue. */
export const told = reactive({ words: '', tone: 'done' as 'done' | 'wrong' })

/** Says what happened and what comes next. */
export function tell(words: string, tone: 'done' | 'wrong' = 'done'): void {
  clearTimeout(timer)
  told.words = words
  told.tone = tone
  timer = setTimeout(() => (told.words = ''), shownMs)
}

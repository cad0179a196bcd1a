import { shallowReactive } from 'vue'
import { failureWords } from './loading.ts'

/** A page that could not go on. */
export const broken = shallowReactive({
  message: '',
  /** Says what happened: words of a refusal, or that something of ours is broken. */
  show(error: unknown): void {
    try {
      broken.message = failureWords(error)
    } catch (defect) {
      broken.message = '这个页面出了问题。您存过的内容都还在,请重新打开页面;还不行,请联系管理员。'
      // What the administrator asks for stands in the browser's own log.
      reportError(defect)
    }
  },
  clear(): void {
    broken.message = ''
  },
})

function reportError(defect: unknown): void {
  queueMicrotask(() => {
    window.dispatchEvent(new ErrorEvent('error', { error: defect, message: String(defect) }))
  })
}

import { watch } from 'vue'
import { useRoute } from 'vue-router'

/**
 * Goes to the part of the page that the address names (`#objections`) as soon as it is there: what is loaded comes after the
 * page. The keyboard and screen readers go on from it. What is not there, or no more, leaves the page at its top.
 */
export function useAnchor(ready: () => boolean): void {
  const route = useRoute()
  const stop = watch(
    ready,
    (now) => {
      if (!now) return
      queueMicrotask(() => stop())
      const target = route.hash && document.getElementById(decodeURIComponent(route.hash.slice(1)))
      if (!target) return
      target.tabIndex = -1
      target.focus({ preventScroll: true })
      target.scrollIntoView({ block: 'start' })
    },
    { immediate: true, flush: 'post' },
  )
}

import { reactive, watch } from 'vue'
import { useRoute, useRouter, type Router } from 'vue-router'

let waiting: Record<string, string | undefined> | null = null

/** Several parts of a page may change the address in one go: they are written together. */
function write(router: Router, name: string, value: string | undefined): void {
  if (waiting) {
    waiting[name] = value
    return
  }
  waiting = { [name]: value }
  queueMicrotask(() => {
    const query = { ...router.currentRoute.value.query, ...waiting }
    waiting = null
    void router.replace({ query: Object.fromEntries(Object.entries(query).filter(([, one]) => one !== undefined)) })
  })
}

/**
 * Choices of a page that stand in its address (`?state=verified`), so that the page can be shared, saved and reached
 * again by the back button. What equals its default is left out of the address.
 */
export function useAddress<T extends Record<string, string>>(defaults: T): T {
  const router = useRouter()
  const route = useRoute()
  const path = route.path
  const read = (name: string): string => {
    const given = route.query[name]
    return typeof given === 'string' ? given : (defaults[name] ?? '')
  }
  const values = reactive(Object.fromEntries(Object.keys(defaults).map((name) => [name, read(name)])))
  for (const name of Object.keys(defaults)) {
    watch(
      () => values[name],
      (value) => {
        if (value !== read(name)) write(router, name, value === defaults[name] ? undefined : value)
      },
    )
    watch(
      () => route.query[name],
      () => {
        // The query of the next page says nothing about this one.
        if (route.path === path) values[name] = read(name)
      },
    )
  }
  return values as T
}

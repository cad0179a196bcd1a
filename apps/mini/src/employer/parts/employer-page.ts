import { computed } from 'vue'

import { useLoaded } from '../../platform/page.ts'
import { currentEmployer, type MyEmployer } from './current.ts'

/**
 * What an employer's page shows: asked for the employer the person acts for now, when the page is shown and on news.
 * `page` goes to `EmployerState`; `data` is there when everything is.
 * @param fresh the employer itself is what the page shows
 */
export function useForEmployer<T>(load: (employer: MyEmployer) => Promise<T>, fresh = false) {
  const { state, reload } = useLoaded(
    async () => {
      const employer = await currentEmployer(fresh)
      return { employer, loaded: employer && (await load(employer)) }
    },
    { signedIn: true, news: true },
  )
  const employer = computed(() => state.data?.employer)
  const data = computed(() => state.data?.loaded)
  const page = computed(() => ({
    trouble: state.trouble,
    waiting: state.data === undefined && state.trouble === undefined,
    nobody: state.data !== undefined && state.data.employer === undefined,
  }))
  return { state, reload, employer, data, page }
}

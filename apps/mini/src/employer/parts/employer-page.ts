import { computed } from 'vue'

import { useLoaded } from '../../platform/page.ts'
import { session } from '../../platform/session.ts'
import { currentEmployer, type MyEmployer } from './current.ts'

/**
 * What an employer's page shows: asked for the employer the person acts for now, when the page is shown and on news.
 * `page` goes to `EmployerState`; `data` is there when everything is.
 * @param fresh the employer itself is what the page shows
 */
export function useForEmployer<T>(load: (employer: Pick<MyEmployer, 'id'>) => Promise<T>, fresh = false) {
  const { state, reload } = useLoaded(() => (fresh ? oneAfterTheOther(load) : together(load)), {
    signedIn: true,
    news: true,
  })
  const employer = computed(() => state.data?.employer)
  const data = computed(() => state.data?.loaded)
  const page = computed(() => ({
    trouble: state.trouble,
    waiting: state.data === undefined && state.trouble === undefined,
    nobody: state.data !== undefined && state.data.employer === undefined,
  }))
  return { state, reload, employer, data, page }
}

type Load<T> = (employer: Pick<MyEmployer, 'id'>) => Promise<T>

async function oneAfterTheOther<T>(load: Load<T>) {
  const employer = await currentEmployer(true)
  return { employer, loaded: employer && (await load(employer)) }
}

/** On a slow line each answer that waits for another costs seconds: both are asked for the employer acted for last. */
async function together<T>(load: Load<T>) {
  const last = session.employerId
  const early = last === undefined ? undefined : load({ id: last })
  // Heard below, once it is known for whom it is.
  early?.catch(() => undefined)
  const employer = await currentEmployer()
  return { employer, loaded: employer && (await (early && employer.id === last ? early : load(employer))) }
}

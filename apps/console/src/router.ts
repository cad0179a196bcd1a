import { nextTick } from 'vue'
import { createRouter, createWebHistory, type RouteLocationNormalized } from 'vue-router'
import { areas } from './areas.ts'
import { csrfToken, NoAnswer } from './platform/client.ts'
import { loadFacts } from './platform/facts.ts'
import { can, loadSession, mayDo, openOffline, session, type Me } from './platform/session.ts'

export const router = createRouter({
  history: createWebHistory('/console/'),
  scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 },
  routes: [
    {
      path: '/sign-in',
      component: () => import('./pages/sign-in/SignInPage.vue'),
      meta: { title: '登录', open: true },
    },
    ...areas.flatMap(({ routes }) => routes),
    {
      path: '/:rest(.*)*',
      component: () => import('./pages/wayside/NotFoundPage.vue'),
      meta: { title: '没有这个页面', open: true },
    },
  ],
})

/** Begins to load the page while the platform is asked who is signed in; the router waits for it, and tells if it fails. */
function beginToLoad({ matched }: RouteLocationNormalized): void {
  for (const { components } of matched) {
    const page = components?.default as unknown
    if (typeof page === 'function') (page as () => Promise<unknown>)().catch(() => undefined)
  }
}

/** Closed words for whoever opens a prepared page without network when nothing may be opened. */
const closedWords = '没有网络,这台设备上的登录已经退出或过期。填的都还在,有网络时登录,再接着办。'

const answers = (): Promise<boolean> =>
  loadFacts().then(
    () => true,
    (error: unknown) => {
      if (error instanceof NoAnswer) return false
      throw error
    },
  )

/** Who is signed in; without network, for a page that opens without, whoever prepared the device for it. */
async function whoOpens(to: RouteLocationNormalized): Promise<Me | null> {
  if (!to.meta.offline) return loadSession()
  try {
    const me = await loadSession()
    // A browser that was closed has no session any more, and without network nobody can sign in.
    if (me !== null || (await answers())) return me
  } catch (error) {
    if (!(error instanceof NoAnswer)) throw error
  }
  if (!openOffline()) throw new NoAnswer(undefined, closedWords)
  return session.me
}

router.beforeEach(async (to) => {
  if (csrfToken() !== undefined) beginToLoad(to)
  const me = await whoOpens(to)
  if (to.meta.open) return true
  // A phone that has proved itself has still to say who is using it.
  if (me === null || me.kind === 'phone' || session.expired) return { path: '/sign-in', query: { back: to.fullPath } }
  return true
})

router.afterEach(async (to, from) => {
  document.title = `${to.meta.title ?? '工作台'} · 宁德零工`
  if (to.path === from.path) return
  await nextTick()
  // Screen readers begin at the title of the new page.
  document.querySelector<HTMLElement>('main h1')?.focus({ preventScroll: true })
})

/** Whether the signed-in person may open the page shown now. */
export function mayOpen(): boolean {
  const { meta } = router.currentRoute.value
  if (meta.open) return true
  if (session.me === null || (meta.right !== undefined && !can(meta.right))) return false
  return meta.duty === undefined || mayDo(meta.duty)
}

import { nextTick } from 'vue'
import { createRouter, createWebHistory, type RouteLocationNormalized } from 'vue-router'
import { areas } from './areas.ts'
import { csrfToken } from './platform/client.ts'
import { can, loadSession, mayDo, session } from './platform/session.ts'

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

router.beforeEach(async (to) => {
  if (csrfToken() !== undefined) beginToLoad(to)
  const me = await loadSession()
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

import type { BrowserContext, Page } from 'playwright-core'

/** Whoever signs in here belongs to no site: the platform's answer to «who am I» without the site. */
export async function withoutSite(where: BrowserContext | Page): Promise<void> {
  await where.route(
    (url) => url.pathname.endsWith('/me'),
    async (route) => {
      const answer = await route.fetch()
      const me = (await answer.json()) as { posts: Array<{ siteId: string | null }> }
      await route.fulfill({
        response: answer,
        json: { ...me, posts: me.posts.map((post) => ({ ...post, siteId: null })) },
      })
    },
  )
}

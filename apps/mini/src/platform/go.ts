import { isSignedIn, session } from './session.ts'

type Query = Record<string, string | number | undefined>

/** Path and query of a page, as `uni.navigateTo` wants it. */
export function pageUrl(path: string, query: Query = {}): string {
  const search = Object.entries(query)
    .filter(([, value]) => value !== undefined && value !== '')
    .map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`)
  return search.length > 0 ? `${path}?${search.join('&')}` : path
}

export function go(path: string, query?: Query): void {
  void uni.navigateTo({ url: pageUrl(path, query) })
}

/** In place of this page: after something is done there is nothing to go back to. */
export function goInstead(path: string, query?: Query): void {
  void uni.redirectTo({ url: pageUrl(path, query) })
}

/** One of the main pages; whatever lay open is closed. */
export function goMain(path: string): void {
  void uni.reLaunch({ url: path })
}

export function homeOf(face: 'worker' | 'employer'): string {
  return face === 'worker' ? '/pages/jobs/list' : '/employer/hire'
}

/** Back where one came from, or home when the page was opened by a link. */
export function goBack(): void {
  if (getCurrentPages().length > 1) void uni.navigateBack()
  else goMain(homeOf(session.face))
}

/** The page shown now with its query, to come back to. */
export function hereUrl(): string {
  const page = getCurrentPages().at(-1)
  if (!page) return homeOf(session.face)
  const options = (page as unknown as { options?: Record<string, string> }).options ?? {}
  return pageUrl(`/${page.route ?? ''}`, options)
}

/**
 * Leads to signing in (and back to `back`, this page unless told) when nobody is.
 * @returns whether somebody is signed in, so that the page may go on
 */
export function needPerson(back = hereUrl()): boolean {
  if (isSignedIn()) return true
  const path = session.token === undefined ? '/pages/sign-in/phone' : '/pages/sign-in/person'
  goInstead(path, { back })
  return false
}

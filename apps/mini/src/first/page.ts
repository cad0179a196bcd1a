import { buildUrl } from '@linggong/client'
import { feedbackPaths, postingsPaths, sitesPaths, systemPaths } from '@linggong/contract/paths.ts'

import pagesJson from '../pages.json'
import type { Answer } from '../platform/api.ts'
import { boardQueryOf, type BoardShift } from '../platform/board.ts'
import { cardsHtml, wishesHtml } from './board.ts'
import { detailHtml } from './detail.ts'
import { frameHtml, skeletonHtml, type Look } from './frame.ts'

/** Which files each page needs beside those the start page names, by its path; filled in by the build. */
export type PageFiles = Readonly<Record<string, { scripts: readonly string[]; styles: readonly string[] }>>

/** A page that a browser opens: its path as in pages.json, its query, and what this browser is known to prefer. */
export type Opened = { path: string; query: Readonly<Record<string, string>>; look: Look }

const board = 'pages/jobs/list'
const detail = 'pages/jobs/detail'
const idShape = /^[0-9a-f-]{36}$/

const titles = new Map<string, string>([
  ...pagesJson.pages.map(({ path, style }) => [path, style.navigationBarTitleText] as const),
  ...pagesJson.subPackages.flatMap(({ root, pages }) =>
    pages.map(({ path, style }) => [`${root}/${path}`, style.navigationBarTitleText] as const),
  ),
])

const platformUrl = buildUrl(systemPaths.getPlatform.path, {})
const siteUrl = buildUrl(sitesPaths.listSites.path, { query: { limit: 1 } })
const firstWish = { words: '', chips: [], county: '', sort: 'newest' } as const
const boardUrl = buildUrl(postingsPaths.searchShifts.path, { query: boardQueryOf(firstWish, undefined) })

/** The path of a page as in pages.json: `/m/` is the board. Undefined for what is no page. */
export function pageOf(path: string): string | undefined {
  const found = path === '' ? board : path
  return titles.has(found) ? found : undefined
}

/**
 * What the page will ask the platform as soon as its script runs, as anybody may ask it: the server answers it with
 * the page. `then` tells what follows from an answer.
 */
export function asksOf({ path, query }: Pick<Opened, 'path' | 'query'>): string[] {
  const own =
    path === board
      ? [boardUrl]
      : path === detail && idShape.test(query.posting ?? '')
        ? [buildUrl(postingsPaths.getPosting.path, { params: { postingId: query.posting } })]
        : []
  return [platformUrl, siteUrl, ...own]
}

/** What the page asks next, once this has been answered. */
export function asksAfter({ path }: Pick<Opened, 'path'>, answers: Readonly<Record<string, string>>): string[] {
  if (path !== detail) return []
  const posting = Object.entries(answers).find(([url]) => url.startsWith('/postings/'))
  if (!posting) return []
  const { employer } = JSON.parse(posting[1]) as { employer?: { id?: string } }
  const params = { employerId: employer?.id }
  return employer?.id ? [buildUrl(feedbackPaths.getEmployerRating.path, { params })] : []
}

/**
 * What the page shows once it stands, where the server can know it. Somebody signed in is shown first what fits, or how
 * one stands with this job, which is nobody else's to see: its place is kept.
 */
function drawnOf(
  { path, query, look }: Opened,
  answers: Readonly<Record<string, string>>,
  now: number,
): { title?: string; content: string; next: string } | undefined {
  if (look.signedIn) return undefined
  if (path === detail) return drawnJob(query, answers, now)
  const found = answers[boardUrl] && (JSON.parse(answers[boardUrl]) as { items: BoardShift[]; loosened: boolean })
  if (path !== board || !found || found.items.length === 0 || found.loosened) return undefined
  return { content: cardsHtml(found.items, now, look.elder), next: '' }
}

function drawnJob(query: Opened['query'], answers: Readonly<Record<string, string>>, now: number) {
  const answerTo = (prefix: string): string | undefined =>
    Object.entries(answers).find(([url]) => url.startsWith(prefix))?.[1]
  const posting = answerTo('/postings/')
  const rating = answerTo('/employers/')
  // Somebody who was asked to come signs in first: that page begins otherwise.
  if (!posting || !rating || query.offer) return undefined
  return detailHtml(
    JSON.parse(posting) as Answer<'getPosting'>,
    JSON.parse(rating) as Answer<'getEmployerRating'>,
    query.shift ?? '',
    now,
  )
}

/** JSON that may stand in a page: nothing in it ends the element. */
const jsonIn = (value: unknown): string => JSON.stringify(value).replaceAll('<', String.raw`\u003c`)

const stylesheet = /[ \t]*<link rel="stylesheet"[^>]*>\n?/g

/**
 * The start page with what it shows before any script has run: the frame and, on the board, its first jobs; with what
 * the platform has answered already; and with the names of the files this page will want.
 * @param start the built `index.html`
 * @param answers bodies of what `asksOf` named, by address; one that is missing is asked for by the page itself
 */
export function firstHtml(start: string, opened: Opened, answers: Readonly<Record<string, string>>, files: PageFiles) {
  const { path, look } = opened
  const about = answers[platformUrl] && (JSON.parse(answers[platformUrl]) as { sandbox: boolean; now: string })
  const drawn = about ? drawnOf(opened, answers, Date.parse(about.now)) : undefined
  const frame = frameHtml({
    path,
    title: drawn?.title ?? titles.get(path) ?? '',
    look,
    sandbox: about ? about.sandbox : false,
    whole: drawn !== undefined,
    content: (path === board ? wishesHtml() : '') + (drawn?.content ?? skeletonHtml(path === detail ? 4 : 3)),
    next: drawn?.next ?? '',
  })
  const own = files[path] ?? { scripts: [], styles: [] }
  // Below the picture, so that it does not wait for them: it has its own style.
  const styles = [
    ...(start.match(stylesheet) ?? []).map((link) => link.trim()),
    ...own.styles.map((href) => `<link rel="stylesheet" crossorigin href="${href}">`),
  ]
  const scripts = own.scripts.map((href) => `<link rel="modulepreload" crossorigin href="${href}">`)
  const data = `<script type="application/json" id="first-answers">${jsonIn({ answers, soon: soonOf(path, files) })}</script>`
  return start
    .replaceAll(stylesheet, '')
    .replace('<!--first-head-->', () => scripts.join('\n    '))
    .replace('<!--first-body-->', () => `${frame}\n    ${data}\n    ${styles.join('\n    ')}`)
}

/** The pages people go to from the board, so that they open where there is no connection any more. */
const workerPages = [
  board,
  detail,
  'pages/work/list',
  'pages/work/detail',
  'pages/work/contract',
  'pages/check/index',
  'pages/check/code',
  'pages/pay/index',
  'pages/me/index',
  'pages/sign-in/phone',
  'pages/sign-in/person',
  'worker/asked',
  'worker/wage',
  'worker/hours',
  'worker/help',
  'worker/phones',
]
const employerPages = [
  'employer/hire',
  'employer/postings',
  'employer/posting',
  'employer/today',
  'employer/code',
  'employer/settle',
  'employer/me',
]

/** Files worth fetching when nothing else is to do. */
function soonOf(path: string, files: PageFiles): string[] {
  const pages = path.startsWith('employer/') ? employerPages : workerPages
  const named = pages.flatMap((page) => [...(files[page]?.scripts ?? []), ...(files[page]?.styles ?? [])])
  return [...new Set(named)]
}

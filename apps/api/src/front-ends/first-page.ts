import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

const toBrotli = promisify(brotliCompress)
const toGzip = promisify(gzip)

type Look = { elder: boolean; textScale: number; signedIn: boolean }
type Opened = { path: string; query: Record<string, string>; look: Look }
type Answers = Record<string, string>

/** What the mini-program's build leaves for the server (apps/mini/src/first/server.ts). */
type FirstPage = {
  pageOf(path: string): string | undefined
  asksOf(opened: Opened): string[]
  asksAfter(opened: Opened, answers: Answers): string[]
  page(start: string, opened: Opened, answers: Answers): string
}

/** How long a page waits for what it could show at once; without it, it asks by itself and shows where it will stand. */
const patienceMs = 400

/**
 * Set by the page (apps/mini/src/device/first.ts): `e1.25s` for the large version at 1.25 of the usual text
 * size, with somebody signed in.
 */
const lookCookie = /(?:^|;\s*)linggong-look=([en])(\d(?:\.\d{1,2})?)(s?)(?:;|$)/

function lookOf(request: FastifyRequest): Look {
  const [, version, scale, signedIn] = lookCookie.exec(request.headers.cookie ?? '') ?? []
  return {
    elder: version === 'e',
    textScale: Math.min(2, Math.max(0.85, Number(scale ?? 1))),
    signedIn: signedIn === 's',
  }
}

function openedOf(request: FastifyRequest, path: string): Opened {
  const query = Object.entries((request.query ?? {}) as Record<string, unknown>)
  const words = query.filter((entry): entry is [string, string] => typeof entry[1] === 'string')
  return { path, query: Object.fromEntries(words), look: lookOf(request) }
}

/** Asked as a stranger, through the same door: what anybody may see, and nothing of who opens the page. */
async function answersTo(server: FastifyInstance, request: FastifyRequest, urls: readonly string[]): Promise<Answers> {
  const answered = await Promise.all(
    urls.map(async (url) => {
      const answer = await server.inject({
        method: 'GET',
        url,
        headers: { 'x-channel': 'h5' },
        remoteAddress: request.ip,
      })
      return answer.statusCode === 200 ? ([url, answer.body] as const) : undefined
    }),
  )
  return Object.fromEntries(answered.filter((one) => one !== undefined))
}

async function answersFor(server: FastifyInstance, request: FastifyRequest, page: FirstPage, opened: Opened) {
  const answers: Answers = {}
  const ask = async (): Promise<void> => {
    Object.assign(answers, await answersTo(server, request, page.asksOf(opened)))
    Object.assign(answers, await answersTo(server, request, page.asksAfter(opened, answers)))
  }
  let timer: NodeJS.Timeout | undefined
  const enough = new Promise<void>((done) => (timer = setTimeout(done, patienceMs)))
  await Promise.race([ask(), enough]).finally(() => clearTimeout(timer))
  return { ...answers }
}

async function sendPacked(request: FastifyRequest, reply: FastifyReply, html: string): Promise<FastifyReply> {
  const accepted = request.headers['accept-encoding'] ?? ''
  // What it shows is of this moment: neither kept nor shown again later.
  void reply
    .header('content-type', 'text/html; charset=utf-8')
    .header('cache-control', 'no-store')
    .header('vary', 'accept-encoding, cookie')
  if (/\bbr\b/.test(accepted)) {
    const params = { [constants.BROTLI_PARAM_QUALITY]: 4 }
    return reply.header('content-encoding', 'br').send(await toBrotli(html, { params }))
  }
  if (/\bgzip\b/.test(accepted)) return reply.header('content-encoding', 'gzip').send(await toGzip(html))
  return reply.send(html)
}

/** A page of H5 as its address names it, or undefined where there is nothing to add to the start page. */
export type SendFirstPage = (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply | undefined>

/**
 * Hands out H5's pages with what they show first (docs/adr/0015): frame, first jobs, answers, names of files.
 * @param file the built first-page.mjs; where there is none, pages come plain and ask for everything themselves
 */
export function firstPages(server: FastifyInstance, folder: string, file: string): SendFirstPage {
  let loaded: { at: number; page: Promise<FirstPage> } | undefined

  /** Built anew while the server runs, it is loaded anew: it names files that come and go with it. */
  async function load(): Promise<FirstPage | undefined> {
    const found = await stat(file).catch(() => undefined)
    if (!found) return undefined
    if (loaded?.at !== found.mtimeMs) {
      const url = `${pathToFileURL(file).href}?at=${found.mtimeMs}`
      loaded = { at: found.mtimeMs, page: import(url) as Promise<FirstPage> }
    }
    return loaded.page
  }

  return async (request, reply) => {
    const page = await load()
    const path = page?.pageOf((request.params as { '*'?: string })['*'] ?? '')
    if (!page || path === undefined) return undefined
    const start = await readFile(join(folder, 'index.html'), 'utf8').catch(() => undefined)
    if (start === undefined) return undefined
    const opened = openedOf(request, path)
    return sendPacked(request, reply, page.page(start, opened, await answersFor(server, request, page, opened)))
  }
}

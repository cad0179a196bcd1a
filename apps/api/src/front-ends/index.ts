import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { firstPages, type SendFirstPage } from './first-page.ts'
import { notBuiltPage, notFoundPage, renderPage, type PlainPage } from './pages.ts'

/** Folders of built front ends. One that does not exist is answered by a page that says so. */
export type FrontEnds = {
  /** Portal (`index.html`) and console (`console/index.html`) with their common `assets/`. */
  console: string
  /** The mini-program as H5, built for the base `/m/`. */
  mini: string
  /** What its build leaves for handing out its pages. */
  miniFirst: string
}

const projectFolder = (path: string): string => fileURLToPath(new URL(`../../../../${path}`, import.meta.url))

/** Where the builds of this checkout put them. */
export const builtFrontEnds: FrontEnds = {
  console: projectFolder('apps/console/dist'),
  mini: projectFolder('apps/mini/dist/build/h5'),
  miniFirst: projectFolder('apps/mini/dist/build/h5-first/first-page.mjs'),
}

/** The page of the mini-program that a code at the gate leads to. */
const checkInPage = '/m/pages/check/code?token='

/** Addresses the portal's own router answers, beside `/`. */
const portalPages = /^\/(v|verify)\//

/** Bundlers put a hash of the content into these names; whoever has the file never needs to ask again. */
const hashedName = /[.-][\w-]{8,}\.(js|css|woff2?|png|jpe?g|svg|webp|json)$/
const yearMs = 365 * 86_400_000

const pathOf = (request: FastifyRequest): string => (request.raw.url ?? '/').replace(/[?#].*$/s, '')

/** Somebody opened an address in a browser; scripts, pictures and the clients of the API do not ask for HTML. */
function isNavigation(request: FastifyRequest): boolean {
  return (request.headers.accept ?? '').includes('text/html')
}

function sendPage(reply: FastifyReply, status: number, page: PlainPage): FastifyReply {
  return reply
    .status(status)
    .header('content-type', 'text/html; charset=utf-8')
    .header('cache-control', 'no-store')
    .header('vary', 'Accept')
    .send(renderPage(page))
}

/** The start page of a front end. It names the hashed files, so it is asked for anew each time. */
function sendStart(reply: FastifyReply, folder: string, file: string): FastifyReply {
  if (!existsSync(join(folder, file))) return sendPage(reply, 503, notBuiltPage)
  return reply.header('cache-control', 'no-cache').sendFile(file, folder, { cacheControl: false })
}

/** A file of a build. The plugin answers 404 where there is none, and never leaves the folder. */
function sendAsset(reply: FastifyReply, folder: string, path: string): FastifyReply {
  if (hashedName.test(path)) return reply.sendFile(path, folder, { maxAge: yearMs, immutable: true })
  return reply.header('cache-control', 'no-cache').sendFile(path, folder, { cacheControl: false })
}

/** An address without a file name belongs to the router of the page: it gets the start page. */
const namesFile = (path: string): boolean => /\.\w+$/.test(path)

type Wild = { Params: { '*': string } }

type Application = { base: string; folder: string; start: string; first?: SendFirstPage }

function serveApplication(server: FastifyInstance, { base, folder, start, first }: Application): void {
  const sendPageOf = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> =>
    (await first?.(request, reply)) ?? sendStart(reply, folder, start)
  server.get(base, async (request, reply) =>
    pathOf(request) === base ? reply.redirect(`${base}/`) : sendPageOf(request, reply),
  )
  server.get<Wild>(`${base}/*`, async (request, reply) => {
    const path = request.params['*']
    return namesFile(path) ? sendAsset(reply, folder, join(start, '..', path)) : sendPageOf(request, reply)
  })
}

/** The page a browser gets at an address nobody knows; other programs get the general answer (null). */
export function pageForNobody(request: FastifyRequest, reply: FastifyReply): FastifyReply | null {
  return request.method === 'GET' && isNavigation(request) ? sendPage(reply, 404, notFoundPage) : null
}

/**
 * Portal at `/`, console at `/console/`, H5 at `/m/`; everything of one origin, beside the API. Files lie compressed
 * beside the originals (scripts/front-ends).
 */
export async function serveFrontEnds(server: FastifyInstance, folders: FrontEnds): Promise<void> {
  await server.register(fastifyStatic, { serve: false, preCompressed: true, index: false, dotfiles: 'ignore' })
  const first = firstPages(server, folders.mini, folders.miniFirst)
  serveApplication(server, { base: '/m', folder: folders.mini, start: 'index.html', first })
  serveApplication(server, { base: '/console', folder: folders.console, start: 'console/index.html' })
  server.get('/', async (_request, reply) => sendStart(reply, folders.console, 'index.html'))

  // Both stand on paper and screens as QR codes: short, and free to lead elsewhere later.
  server.get<{ Params: { token: string } }>('/c/:token', async (request, reply) =>
    reply.redirect(checkInPage + encodeURIComponent(request.params.token)),
  )
  // A payslip's code leads to an address that also answers programs; people get the page that explains it.
  server.addHook('onRequest', async (request, reply) => {
    if (request.method !== 'GET' || !portalPages.test(pathOf(request))) return
    void reply.header('vary', 'Accept')
    if (isNavigation(request)) return sendStart(reply, folders.console, 'index.html')
  })

  server.get<Wild>('/*', async (request, reply) => {
    const path = request.params['*']
    return namesFile(path) ? sendAsset(reply, folders.console, path) : reply.callNotFound()
  })
}

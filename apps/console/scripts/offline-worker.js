/* global self, caches, fetch, setTimeout */
// The console's service worker. The build puts `shell` before it: { version, start, patterns, files }.
// It keeps the files of the pages that are filled in at places without network, and nothing the platform answers.

const shell = self.shell
const prefix = 'linggong-offline-'
const name = prefix + shell.version
/** A network that is there but brings nothing is none. */
const patienceMs = 6000
const patterns = shell.patterns.map((pattern) => new RegExp(pattern))
const files = new Set(shell.files)

self.addEventListener('install', (event) => {
  // All or nothing: half a page would not open.
  const keep = async () => {
    const kept = await caches.open(name)
    await kept.addAll([new Request(shell.start, { cache: 'no-cache' }), ...shell.files])
    await self.skipWaiting()
  }
  event.waitUntil(keep())
})

self.addEventListener('activate', (event) => {
  const begin = async () => {
    const names = await caches.keys()
    await Promise.all(names.filter((one) => one.startsWith(prefix) && one !== name).map((one) => caches.delete(one)))
    await self.clients.claim()
  }
  event.waitUntil(begin())
})

const kept = (address) => caches.open(name).then((store) => store.match(address, { ignoreVary: true }))

/** The page as the platform has it now; without network as it was kept. */
async function page(request) {
  const tooLong = new Promise((_resolve, reject) => setTimeout(() => reject(new Error('too slow')), patienceMs))
  try {
    return await Promise.race([fetch(request), tooLong])
  } catch (error) {
    const start = await kept(shell.start)
    if (start) return start
    throw error
  }
}

/** Names of files change with their content: what is kept is what the network would bring. */
async function file(request, path) {
  return (await kept(path)) ?? fetch(request)
}

self.addEventListener('fetch', (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (request.method !== 'GET' || origin !== self.location.origin) return
  if (request.mode === 'navigate') {
    if (patterns.some((pattern) => pattern.test(pathname))) event.respondWith(page(request))
  } else if (files.has(pathname)) event.respondWith(file(request, pathname))
})

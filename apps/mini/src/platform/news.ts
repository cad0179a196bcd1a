import { onH5 } from '../device/build.ts'
import { platformUrl } from './api.ts'
import { session } from './session.ts'

type Listener = () => void

const pollEveryMs = 30_000
const longestWaitMs = 60_000
const listeners = new Set<Listener>()
let socket: UniApp.SocketTask | undefined
let open = false
let waitMs = 1_000
let retry: ReturnType<typeof setTimeout> | undefined
let poll: ReturnType<typeof setInterval> | undefined
let soon: ReturnType<typeof setTimeout> | undefined

/** Several news of one moment are one reload. */
function tell(): void {
  clearTimeout(soon)
  soon = setTimeout(() => listeners.forEach((listener) => listener()), 300)
}

function newsUrl(): string {
  const origin = onH5 ? location.origin : platformUrl
  return `${origin.replace(/^http/, 'ws')}/news`
}

function connect(): void {
  if (socket || session.token === undefined || listeners.size === 0) return
  const mine = uni.connectSocket({ url: newsUrl(), complete: () => undefined })
  socket = mine
  mine.onOpen(() => {
    open = true
    waitMs = 1_000
    mine.send({ data: JSON.stringify({ token: session.token }) })
  })
  mine.onMessage(tell)
  const gone = (): void => {
    if (socket !== mine) return
    socket = undefined
    open = false
    if (listeners.size === 0) return
    clearTimeout(retry)
    retry = setTimeout(connect, waitMs)
    waitMs = Math.min(longestWaitMs, waitMs * 2)
  }
  mine.onClose(gone)
  mine.onError(gone)
}

/** Polling stands behind the socket: it asks only while there is none. */
function startPolling(): void {
  poll ??= setInterval(() => {
    if (!open) tell()
  }, pollEveryMs)
}

/**
 * Calls `listener` when something that concerns the signed-in person has changed; the page then asks anew.
 * @returns ends it
 */
export function onNews(listener: Listener): () => void {
  listeners.add(listener)
  connect()
  startPolling()
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    clearInterval(poll)
    poll = undefined
    clearTimeout(retry)
    const ended = socket
    socket = undefined
    open = false
    ended?.close({})
  }
}

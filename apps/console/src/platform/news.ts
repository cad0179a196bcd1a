import { newsCloseCodes, newsPath } from '@linggong/contract/messaging/words.ts'
import { onBeforeUnmount } from 'vue'

type Listener = { topics: readonly string[] | null; tell: () => void }

const listeners = new Set<Listener>()
const pollMs = 30_000
const firstPauseMs = 1_000
const longestPauseMs = 60_000

let socket: WebSocket | undefined
let pauseMs = firstPauseMs
let timer: number | undefined
let poll: number | undefined

function tell(topic: string | null): void {
  for (const { topics, tell: act } of listeners) {
    if (topic === null || topics === null || topics.includes(topic)) act()
  }
}

function topicOf(data: unknown): string | undefined {
  try {
    const message: unknown = JSON.parse(String(data))
    if (typeof message !== 'object' || message === null || !('topic' in message)) return undefined
    return typeof message.topic === 'string' ? message.topic : undefined
  } catch {
    // Not a message of ours; the next poll brings what there is.
    return undefined
  }
}

function connect(): void {
  const address = `${location.origin.replace(/^http/, 'ws')}${newsPath}`
  socket = new WebSocket(address)
  // The cookie says who listens.
  socket.addEventListener('message', ({ data }) => {
    pauseMs = firstPauseMs
    const topic = topicOf(data)
    if (topic !== undefined) tell(topic)
  })
  socket.addEventListener('close', ({ code }) => {
    socket = undefined
    if (listeners.size === 0 || code === newsCloseCodes.notSignedIn) return
    timer = window.setTimeout(connect, pauseMs)
    pauseMs = Math.min(pauseMs * 2, longestPauseMs)
  })
}

function start(): void {
  connect()
  poll = window.setInterval(() => {
    if (document.visibilityState === 'visible' && socket?.readyState !== WebSocket.OPEN) tell(null)
  }, pollMs)
}

/** Nobody listens any more, or somebody signed out. */
export function stopNews(): void {
  window.clearTimeout(timer)
  window.clearInterval(poll)
  poll = undefined
  socket?.close()
  socket = undefined
}

/** Calls `act` when something of these topics (null: any) has changed; by polling where no socket stands. */
export function useNews(topics: readonly string[] | null, act: () => void): void {
  const listener: Listener = { topics, tell: act }
  listeners.add(listener)
  if (poll === undefined) start()
  onBeforeUnmount(() => {
    listeners.delete(listener)
    if (listeners.size === 0) stopNews()
  })
}

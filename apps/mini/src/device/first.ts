import { onH5 } from './build.ts'

/**
 * H5 only: what the server has sent along with the page (src/first): its picture, and answers to what it asks first.
 * In WeChat there is nothing of it.
 */
type Sent = { answers: Record<string, string>; soon: string[] }

/** Later the answers are no longer of this moment. */
const freshMs = 15_000

const sent: Sent | undefined = onH5 ? read() : undefined

function read(): Sent | undefined {
  const text = document.getElementById('first-answers')?.textContent
  return text ? (JSON.parse(text) as Sent) : undefined
}

/** The body the platform has already answered to this GET; once, and only while it is fresh. */
export function firstAnswer(url: string): string | undefined {
  const body = sent?.answers[url]
  if (sent && body !== undefined) delete sent.answers[url]
  return body !== undefined && performance.now() < freshMs ? body : undefined
}

/** Whether this GET has been answered with the page. */
export const cameAlong = (url: string): boolean => sent?.answers[url] !== undefined

/** How old what came along with the page is. ms. */
export function firstAgeMs(): number {
  const [visit] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[]
  return visit ? Math.max(0, performance.now() - visit.responseStart) : 0
}

/** What holds the picture: the page itself is not yet as far. */
let holds = 0
let stands = false

function settle(): void {
  if (stands && holds === 0) document.getElementById('first')?.remove()
}

/** Keeps the picture until the returned function is called, where there is a whole one. */
export function holdFirstPicture(): () => void {
  if (!onH5 || !document.getElementById('first')?.hasAttribute('data-whole')) return () => undefined
  holds++
  let held = true
  return () => {
    if (held) holds--
    held = false
    settle()
  }
}

/** The page has been laid out and takes the picture's place. */
export function pageStands(): void {
  if (!onH5) return
  stands = true
  settle()
}

/** How the next page is to be drawn before its script runs. */
export function tellLook(elder: boolean, textScale: number, signedIn: boolean): void {
  if (!onH5) return
  const value = `${elder ? 'e' : 'n'}${Number(textScale.toFixed(2))}${signedIn ? 's' : ''}`
  document.cookie = `linggong-look=${value}; path=/m; max-age=31536000; samesite=lax`
}

type Saving = Navigator & { connection?: { saveData?: boolean; effectiveType?: string } }

/**
 * Fetches the pages people go to next while nothing else is to do, so that they open where the connection is gone.
 * Not for those who save data, nor on the slowest lines.
 */
export function fetchNextPages(): void {
  const { connection } = navigator as Saving
  if (!sent || connection?.saveData || /2g/.test(connection?.effectiveType ?? '')) return
  const queue = [...sent.soon]
  const next = (): void => {
    const url = queue.shift()
    if (url === undefined) return
    // What could not be fetched now is fetched when its page is opened, and said there.
    void fetch(url, { priority: 'low' } as RequestInit).then(whenIdle, () => undefined)
  }
  const whenIdle = (): void => {
    if ('requestIdleCallback' in globalThis) requestIdleCallback(next, { timeout: 5_000 })
    else setTimeout(next, 200)
  }
  whenIdle()
}

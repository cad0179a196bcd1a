import type { Browser, BrowserContext, Page } from 'playwright-core'
import { guard, type Guard, type GuardOptions } from './guard.ts'

/** A phone in a hand, a desk in an office. */
export const devices = {
  phone: { width: 390, height: 844, touch: true },
  smallPhone: { width: 360, height: 740, touch: true },
  tablet: { width: 768, height: 1024, touch: true },
  desk: { width: 1440, height: 900, touch: false },
  wideDesk: { width: 1920, height: 1080, touch: false },
} as const
export type Device = keyof typeof devices

/** Wanda square in Ningde (GCJ-02 as the platform keeps it; a browser tells WGS-84, the pages convert). */
const inTown = { latitude: 26.6657, longitude: 119.5482, accuracy: 20 }

export type VisitOptions = GuardOptions & {
  device?: Device
  /** Kept cookies and storage of an earlier visit, so that nobody signs in twice. */
  storageState?: Awaited<ReturnType<BrowserContext['storageState']>>
}

/** One person's browser, as fresh as from the shop. */
export type Visit = { page: Page; context: BrowserContext; guard: Guard }

export type Visits = {
  open(options?: VisitOptions): Promise<Visit>
  /** Those open now. */
  readonly all: readonly Visit[]
  /** Closes all of them; answers what the guards have found. */
  close(): Promise<string[]>
}

export async function openContext(browser: Browser, origin: string, options: VisitOptions = {}) {
  const { width, height, touch } = devices[options.device ?? 'phone']
  return browser.newContext({
    baseURL: origin,
    viewport: { width, height },
    deviceScaleFactor: 1,
    hasTouch: touch,
    isMobile: touch,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    geolocation: inTown,
    permissions: ['geolocation'],
    ...(options.storageState && { storageState: options.storageState }),
  })
}

/** Nothing a page does takes longer than this on a busy machine; only what hangs is ended. */
const patienceMs = 15_000

export function visitsOf(browser: Browser, origin: string): Visits {
  const open: Visit[] = []
  return {
    all: open,
    async open(options = {}) {
      const context = await openContext(browser, origin, options)
      context.setDefaultTimeout(patienceMs)
      const watching = guard(context, origin, options)
      const visit = { context, page: await context.newPage(), guard: watching }
      open.push(visit)
      return visit
    },
    async close() {
      const findings = open.flatMap((visit) => visit.guard.findings)
      await Promise.all(open.map(({ context }) => context.close()))
      open.length = 0
      return [...new Set(findings)]
    },
  }
}

import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import lighthouse, { desktopConfig } from 'lighthouse'
import { chromium, type Page } from 'playwright-core'

import { launchOptions } from '../../apps/e2e/browser/chromium.ts'

/**
 * One run: points of a hundred, and what the performance is made of (ms; `shift` as Lighthouse counts it).
 * `machineIndex` is Lighthouse's own measure of this machine's speed: it slows every machine down four times, meant for
 * one of 1,000 and more; on a slower one it shows a phone slower than the one it means.
 */
type Run = {
  machineIndex: number
  performance: number
  accessibility: number
  firstPaintMs: number
  largestPaintMs: number
  blockedMs: number
  shift: number
}

/** Medians of several runs; accessibility is the worst of them. */
export type Points = Run & { runs: number; performanceFrom: number; performanceTo: number }

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

/** A page to measure, and where. */
export type Visit = {
  url: string
  device: 'mobile' | 'desktop'
  /** What is done in the same browser before, such as signing in. */
  before?: (page: Page) => Promise<void>
}

const tries = 3

/** Lighthouse's own settings (mobile: a slow phone on slow 4G) in a browser of its own for every run. */
export async function lighthousePoints(visit: Visit, runs: number): Promise<Points> {
  const done: Run[] = []
  while (done.length < runs) done.push(await measure(visit))
  const median = (name: keyof Run): number => done.map((run) => run[name]).toSorted((a, b) => a - b)[runs >> 1]!
  const performances = done.map((run) => run.performance)
  return {
    performance: median('performance'),
    accessibility: Math.min(...done.map((run) => run.accessibility)),
    firstPaintMs: median('firstPaintMs'),
    largestPaintMs: median('largestPaintMs'),
    blockedMs: median('blockedMs'),
    shift: median('shift'),
    machineIndex: median('machineIndex'),
    runs,
    performanceFrom: Math.min(...performances),
    performanceTo: Math.max(...performances),
  }
}

async function measure(visit: Visit): Promise<Run> {
  for (let tried = 1; ; tried++) {
    try {
      return await measureOnce(visit)
    } catch (error) {
      // On a busy machine it sometimes misses the beginning of its own recording, and says so.
      if (!(error instanceof NotRecorded) || tried === tries) throw error
    }
  }
}

/** Lighthouse's own names for having missed what it came to record. */
const noRecording = new Set(['NO_NAVSTART', 'NO_FCP', 'NO_LCP', 'NO_TRACING_STARTED', 'NO_DOCUMENT_REQUEST'])

class NotRecorded extends Error {}

async function measureOnce({ url, device, before }: Visit): Promise<Run> {
  const port = await freePort()
  const profile = mkdtempSync(join(tmpdir(), 'linggong-lighthouse-'))
  const { args, ...options } = launchOptions()
  const context = await chromium.launchPersistentContext(profile, {
    ...options,
    baseURL: new URL(url).origin,
    args: [...(args ?? []), `--remote-debugging-port=${port}`],
  })
  try {
    if (before) await before(await context.newPage())
    const result = await lighthouse(
      url,
      { port, onlyCategories: ['performance', 'accessibility'], disableStorageReset: Boolean(before) },
      device === 'desktop' ? desktopConfig : undefined,
    )
    const fault = result?.lhr.runtimeError
    if (fault && noRecording.has(fault.code)) throw new NotRecorded(fault.message)
    if (!result || fault) throw new Error(`lighthouse: ${fault?.message ?? 'no result'}`)
    const { performance, accessibility } = result.lhr.categories
    const points = (score: number | null | undefined): number => Math.round((score ?? 0) * 100)
    const value = (audit: string): number => {
      const found = result.lhr.audits[audit]?.numericValue
      if (found === undefined) throw new NotRecorded(`lighthouse has not measured ${audit}`)
      return audit === 'cumulative-layout-shift' ? Number(found.toFixed(3)) : Math.round(found)
    }
    return {
      machineIndex: Math.round(result.lhr.environment.benchmarkIndex),
      performance: points(performance?.score),
      accessibility: points(accessibility?.score),
      firstPaintMs: value('first-contentful-paint'),
      largestPaintMs: value('largest-contentful-paint'),
      blockedMs: value('total-blocking-time'),
      shift: value('cumulative-layout-shift'),
    }
  } finally {
    await context.close()
    rmSync(profile, { recursive: true, force: true })
  }
}

import { existsSync } from 'node:fs'
import { chromium, type BrowserServer, type LaunchOptions } from 'playwright-core'

const candidates = [
  process.env.CHROMIUM,
  // Without windows of its own a context costs it a quarter of what it costs the whole browser.
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

/** The Chromium of this machine (or the one CHROMIUM names), null where there is none. */
export function findChromium(): string | null {
  return candidates.find((path) => path !== undefined && existsSync(path)) ?? null
}

/** Nothing of its own goes out: no updates, no field trials, and every host but this machine is unknown to it. */
export const chromiumArgs = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-sync',
  '--disable-background-networking',
  '--disable-component-update',
  '--no-first-run',
  '--font-render-hinting=none',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
]

export function launchOptions(): LaunchOptions {
  const executablePath = findChromium()
  if (!executablePath) {
    throw new Error(
      'no Chromium on this machine: apt-get install chromium-headless-shell fonts-noto-cjk, or name one by CHROMIUM',
    )
  }
  return { executablePath, args: chromiumArgs, timeout: 60_000 }
}

/** One browser for many test files; each connects to it. */
export function serveChromium(): Promise<BrowserServer> {
  return chromium.launchServer({ ...launchOptions(), host: '127.0.0.1' })
}

export function launchChromium() {
  return chromium.launch(launchOptions())
}

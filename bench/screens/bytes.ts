import { get } from 'node:http'
import type { Browser } from 'playwright-core'

/** Bytes a server sends for this file to a browser that reads gzip. */
function gzipBytes(url: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const request = get(url, { headers: { 'accept-encoding': 'gzip', accept: 'text/html,*/*' } }, (response) => {
      let bytes = 0
      response.on('data', (chunk: Buffer) => (bytes += chunk.length))
      response.on('end', () => resolve(bytes))
      response.on('error', reject)
    })
    request.on('error', reject)
  })
}

const fileKinds = new Set(['document', 'script', 'stylesheet', 'image', 'font', 'manifest'])

/** Everything but data that a first visit fetches until its page stands. */
export async function firstContentBytes(browser: Browser, url: string): Promise<number> {
  const context = await browser.newContext()
  const files = new Set<string>()
  context.on('request', (request) => {
    if (fileKinds.has(request.resourceType()) && request.url().startsWith('http')) files.add(request.url())
  })
  const page = await context.newPage()
  await page.goto(url)
  await page.waitForLoadState('networkidle')
  await context.close()
  const sizes = await Promise.all([...files].map(gzipBytes))
  return sizes.reduce((sum, bytes) => sum + bytes, 0)
}

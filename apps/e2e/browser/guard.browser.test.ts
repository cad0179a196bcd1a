import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { chromium } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'

import { visitsOf } from './visits.ts'

const page = `<!doctype html><title>bad</title><link rel="icon" href="data:,">
<script>console.log('inline')</script>
<img src="http://vendor.invalid/shadow.png">
<script src="/bad.js"></script><script src="/gone.js"></script>`
const script = `console.error('something broke'); fetch('/fails'); fetch('/refused'); fetch('http://127.0.0.1:9/metrics').catch(() => 0)
setTimeout(() => { document.title = 'done'; throw new Error('nobody caught me') }, 100)`

let server: Server
let origin: string
beforeAll(async () => {
  server = createServer((request, response) => {
    const answers: Record<string, [number, string, string]> = {
      '/': [200, 'text/html', page],
      '/bad.js': [200, 'text/javascript', script],
      '/fails': [500, 'application/json', '{}'],
      '/refused': [409, 'application/json', '{}'],
    }
    const [status, type, body] = answers[request.url ?? ''] ?? [404, 'text/plain', '']
    response.writeHead(status, {
      'content-type': type,
      'content-security-policy': "default-src 'self'; connect-src 'self' http://127.0.0.1:9; img-src *",
    })
    response.end(body)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => new Promise((done) => server.close(done)))

test('the guard reports everything a page must not do, and no refusal of the platform', async () => {
  const browser = await chromium.connect(inject('screens').browserEndpoint)
  const visits = visitsOf(browser, origin)
  const visit = await visits.open()
  await visit.page.goto(origin)
  // Waiting inside the page would be an eval, which the page's own policy forbids.
  await expect.poll(() => visit.page.title()).toBe('done')
  await visit.page.waitForLoadState('networkidle')
  const findings = (await visits.close()).join('\n')
  expect(findings).toContain('asked another host: http://vendor.invalid/shadow.png')
  expect(findings).toContain('asked another host: http://127.0.0.1:9/metrics')
  expect(findings).toMatch(/console error: .*Content Security Policy/)
  expect(findings).toContain('console error: something broke')
  expect(findings).toContain('uncaught: Error: nobody caught me')
  expect(findings).toContain(`500 at GET ${origin}/fails`)
  expect(findings).toContain(`missing file: GET ${origin}/gone.js`)
  expect(findings).not.toContain('/refused')
  await browser.close()
})

import { open } from 'node:fs/promises'
import { request, type Agent } from 'node:http'
import { StringDecoder } from 'node:string_decoder'
import type { Platform } from '../../apps/api/test/platform.ts'

export const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

export type Sms = { outId: string; phone: string; templateCode: string; params: Record<string, string> }

/** Reads what the sandbox accepts as it is written: a message counts as on the phone when it stands there. */
export class Phones {
  readonly at = new Map<string, number>()
  readonly sms: Sms[] = []
  readonly twice: string[] = []
  readonly codes = new Map<string, string>()
  #stopped = false
  #loop: Promise<void>

  constructor(journal: string) {
    this.#loop = this.#follow(journal)
  }

  async #follow(journal: string): Promise<void> {
    const file = await open(journal, 'r')
    let position = (await file.stat()).size
    let rest = ''
    const decoder = new StringDecoder('utf8')
    const buffer = Buffer.alloc(1 << 20)
    while (!this.#stopped) {
      const { bytesRead } = await file.read(buffer, 0, buffer.length, position)
      position += bytesRead
      if (bytesRead === 0) {
        await pause(10)
        continue
      }
      const lines = (rest + decoder.write(buffer.subarray(0, bytesRead))).split('\n')
      rest = lines.pop()!
      for (const line of lines) if (line.startsWith('{"kind":"sms.accepted"')) this.#take(line)
    }
    await file.close()
  }

  #take(line: string): void {
    const { data } = JSON.parse(line) as { data: Sms }
    if (data.params.code) this.codes.set(data.phone, data.params.code)
    if (data.templateCode !== 'OFFER_MADE') return
    if (this.at.has(data.outId)) this.twice.push(data.outId)
    else this.at.set(data.outId, performance.now())
    this.sms.push(data)
  }

  async stop(): Promise<void> {
    this.#stopped = true
    await this.#loop
  }
}

export async function until(what: string, seconds: number, done: () => Promise<boolean> | boolean): Promise<void> {
  const deadline = performance.now() + seconds * 1_000
  while (!(await done())) {
    if (performance.now() > deadline) throw new Error(`${what}: not within ${seconds} s`)
    await pause(50)
  }
}

/** Everybody who was offered a place of these postings says yes by SMS at once. */
export async function answerYes(platform: Platform, agent: Agent, sms: readonly Sms[]): Promise<void> {
  const { hostname, port } = new URL(platform.sandboxUrl!)
  const reply = (one: Sms) =>
    new Promise<void>((done, fail) => {
      const number = /去回(\d+)/.exec(one.params.reply ?? '')?.[1]
      if (!number) return fail(new Error(`an offer without a number to send back: ${JSON.stringify(one.params)}`))
      const sent = request({ hostname, port, path: '/sms/replies', method: 'POST', agent }, (response) => {
        response.resume().on('end', done)
      })
      sent.on('error', fail)
      sent.end(JSON.stringify({ phone: one.phone, content: number }))
    })
  for (let from = 0; from < sms.length; from += 32) await Promise.all(sms.slice(from, from + 32).map(reply))
}

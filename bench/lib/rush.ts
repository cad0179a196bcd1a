import { Agent, request } from 'node:http'
import { randomBytes } from 'node:crypto'

export type Grab = { token: string; shiftId: string; key: string }
export type Outcome = { grab: Grab; status: number; code: string | null; engagementId: string | null }

export function newKey(): string {
  const bytes = randomBytes(16)
  bytes[6] = (bytes[6]! & 0x0f) | 0x70
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

/** One grab over HTTP. Rejects when the connection breaks: whether it counted is then unknown to the caller. */
export function grabOnce(baseUrl: string, agent: Agent, grab: Grab): Promise<Outcome> {
  return new Promise((done, fail) => {
    const sent = request(
      `${baseUrl}/shifts/${grab.shiftId}/grab`,
      {
        method: 'POST',
        agent,
        headers: {
          authorization: `Bearer ${grab.token}`,
          'content-type': 'application/json',
          'idempotency-key': grab.key,
          'x-channel': 'h5',
        },
      },
      (response) => {
        let text = ''
        response.setEncoding('utf8')
        response.on('data', (chunk: string) => (text += chunk))
        response.on('error', fail)
        response.on('end', () => {
          const body = text.startsWith('{')
            ? (JSON.parse(text) as { code?: string; engagements?: Array<{ id: string }> })
            : {}
          done({
            grab,
            status: response.statusCode ?? 0,
            code: body.code ?? null,
            engagementId: body.engagements?.[0]?.id ?? null,
          })
        })
      },
    )
    sent.on('error', fail)
    sent.end('{}')
  })
}

export function rushAgent(): Agent {
  return new Agent({ keepAlive: true, maxSockets: 512 })
}

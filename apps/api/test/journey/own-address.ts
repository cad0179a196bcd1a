import { request } from 'node:http'
import type { Transport } from '@linggong/client'

/**
 * Each phone asks from an address of its own, as phones do: codes are limited per address, and a hundred people in
 * one room are not the case to be shown. Linux answers on all of 127.0.0.0/8; elsewhere null, and the limit's hour
 * has to pass on the clock.
 */
export function transportOf(phone: string, baseUrl: string): Transport | null {
  if (process.platform !== 'linux' || new URL(baseUrl).hostname !== '127.0.0.1') return null
  const number = Number(phone.slice(-8))
  const part = (shift: number): number => 1 + ((number >> shift) % 250)
  const localAddress = `127.${1 + part(14)}.${part(7)}.${1 + (number % 250)}`
  return ({ method, url, headers, body }) =>
    new Promise((resolve, reject) => {
      const asked = request(url, { method, headers, localAddress }, (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString('utf8') }),
        )
        response.on('error', reject)
      })
      asked.on('error', reject)
      asked.end(body)
    })
}

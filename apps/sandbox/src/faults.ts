/** Making the outside world misbehave on request: slow, down, losing its answer, or lying. */
import type { FastifyReply } from 'fastify'
import { setTimeout as wait } from 'node:timers/promises'
import { isRecord, SandboxInputError } from './input.ts'

export const SERVICES = [
  'sms',
  'identity',
  'wechatPay',
  'bank',
  'tsa',
  'numberMasking',
  'voice',
  'wechatLogin',
  'wechatMessages',
] as const
export type Service = (typeof SERVICES)[number]

/**
 * `slow`: does its work, answers after `delayMs`. `down`: does nothing, answers 503.
 * `lost`: does its work, then drops the connection. `lying`: does nothing and claims success.
 */
export const FAULT_MODES = ['slow', 'down', 'lost', 'lying'] as const
export type FaultMode = (typeof FAULT_MODES)[number]

export interface Fault {
  mode: FaultMode
  /** Milliseconds before the answer; only for `slow`. */
  delayMs: number
  /** How many more requests it strikes; null: until it is taken away. */
  times: number | null
}

export class Faults {
  readonly #faults = new Map<Service, Fault>()

  list(): Record<string, Fault> {
    return Object.fromEntries(this.#faults)
  }

  /** `{service, mode: slow|down|lost|lying|none, delayMs?, times?}` */
  set(body: unknown): void {
    if (!isRecord(body)) throw new SandboxInputError('faults: an object is needed')
    const service = SERVICES.find((one) => one === body['service'])
    if (!service) throw new SandboxInputError(`faults: service must be one of ${SERVICES.join(', ')}`)
    if (body['mode'] === 'none') {
      this.#faults.delete(service)
      return
    }
    const mode = FAULT_MODES.find((one) => one === body['mode'])
    if (!mode) throw new SandboxInputError(`faults: mode must be none or one of ${FAULT_MODES.join(', ')}`)
    const delayMs = typeof body['delayMs'] === 'number' ? body['delayMs'] : 30_000
    const times = typeof body['times'] === 'number' ? body['times'] : null
    this.#faults.set(service, { mode, delayMs, times })
  }

  /** The fault that strikes this request, counting it. */
  strike(service: Service): Fault | undefined {
    const fault = this.#faults.get(service)
    if (!fault) return undefined
    if (fault.times !== null) {
      fault.times -= 1
      if (fault.times <= 0) this.#faults.delete(service)
    }
    return { ...fault }
  }
}

/**
 * Runs a service's handler under its fault. `lie` answers in place of the work;
 * it must look like success and be false or unproven.
 */
export async function underFault(
  fault: Fault | undefined,
  reply: FastifyReply,
  work: () => Promise<FastifyReply>,
  lie: () => FastifyReply,
): Promise<FastifyReply> {
  if (fault?.mode === 'down') return reply.code(503).send('')
  if (fault?.mode === 'lying') return lie()
  if (fault?.mode === 'slow') await wait(fault.delayMs, undefined, { ref: false })
  if (fault?.mode !== 'lost') return work()
  // The work is done in full, but its answer goes nowhere.
  reply.hijack()
  await work()
  reply.raw.destroy()
  return reply
}

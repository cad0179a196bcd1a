/** Alibaba Cloud Dyplsapi 2017-05-25 as seen by a client: numbers between two phones (AXB). */
import { reservedPhone } from '@linggong/reference/identifiers.ts'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { acs3Problem } from './acs3.ts'
import { chinaIso } from './clock.ts'
import { underFault } from './faults.ts'
import { header, query, rawBody } from './input.ts'
import { NonceMemory } from './signed-json.ts'
import type { Replays, World } from './world.ts'

export const SANDBOX_POOL_KEY = 'FCSANDBOX0000001'

export interface Binding {
  subsId: string
  secretNo: string
  phoneA: string
  phoneB: string
  outId: string
  until: string
}

/** Numbers of the sandbox's pool: reserved ones far from those of sample people. */
const FIRST_NUMBER = 99_000_000
const NUMBERS = 900_000

export class NumberMaskingService implements Replays {
  readonly #world: World
  readonly #bindings = new Map<string, Binding>()
  readonly #nonces = new NonceMemory()
  #made = 0

  constructor(world: World) {
    this.#world = world
  }

  apply(kind: string, data: unknown): void {
    if (kind === 'masking.bound') {
      const binding = data as Binding
      this.#bindings.set(binding.subsId, binding)
      this.#made += 1
    }
    if (kind === 'masking.unbound') this.#bindings.delete((data as { subsId: string }).subsId)
  }

  /** Bindings that hold now, oldest first. */
  list(): Binding[] {
    const now = this.#world.clock.now()
    return [...this.#bindings.values()].filter((one) => new Date(one.until) > now)
  }

  routes(app: FastifyInstance): void {
    app.route({ method: ['GET', 'POST'], url: '/dypls/', handler: (request, reply) => this.#rpc(request, reply) })
    app.get('/masked-numbers', () => this.list())
  }

  async #rpc(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const now = this.#world.clock.now()
    const signed = { method: request.method, url: request.url, headers: request.headers, body: rawBody(request) }
    const RequestId = this.#world.newId()
    const refuse = (code: string) =>
      reply.code(code === 'InvalidAccessKeyId.NotFound' ? 404 : 400).send({ RequestId, Code: code, Message: code })
    const problem = acs3Problem(signed, this.#world.credentials.sms, now)
    const fault = this.#world.faults.strike('numberMasking')
    if (problem) return refuse(problem)
    if (!this.#nonces.take(header(request, 'x-acs-signature-nonce'), now)) return refuse('SignatureNonceUsed')
    if (header(request, 'x-acs-version') !== '2017-05-25') return refuse('InvalidAction.NotFound')
    const lie = () => reply.send({ RequestId, Code: 'OK', Message: 'OK' })
    const act = async () => {
      if (query(request, 'PoolKey') !== SANDBOX_POOL_KEY) return refuse('POOLKEY_NOT_EXIST')
      const action = header(request, 'x-acs-action')
      if (action === 'BindAxb') return this.#bind(request, reply, RequestId)
      if (action === 'UnbindSubscription') return this.#unbind(request, reply, RequestId)
      return refuse('InvalidAction.NotFound')
    }
    return underFault(fault, reply, act, lie)
  }

  async #bind(request: FastifyRequest, reply: FastifyReply, RequestId: string): Promise<FastifyReply> {
    const field = (name: string) => query(request, name) ?? ''
    const [phoneA, phoneB] = [field('PhoneNoA'), field('PhoneNoB')]
    const until = untilOf(field('Expiration'))
    // At least a minute ahead, as the provider's document asks.
    const early = until === undefined || until.getTime() <= this.#world.clock.now().getTime() + 60_000
    if (!isPhone(phoneA) || !isPhone(phoneB) || phoneA === phoneB || early) {
      return reply.send({ RequestId, Code: 'isv.ILLEGAL_ARGUMENT', Message: '参数不合法' })
    }
    const binding: Binding = {
      subsId: this.#world.newId(),
      secretNo: reservedPhone(FIRST_NUMBER + (this.#made % NUMBERS)),
      phoneA,
      phoneB,
      outId: field('OutId'),
      until: chinaIso(until),
    }
    await this.#world.record('masking.bound', binding)
    const SecretBindDTO = { SubsId: binding.subsId, SecretNo: binding.secretNo, Extension: '' }
    return reply.send({ RequestId, Code: 'OK', Message: 'OK', SecretBindDTO })
  }

  async #unbind(request: FastifyRequest, reply: FastifyReply, RequestId: string): Promise<FastifyReply> {
    const binding = this.list().find((one) => one.subsId === query(request, 'SubsId'))
    if (binding?.secretNo !== query(request, 'SecretNo')) {
      return reply.send({ RequestId, Code: 'isv.BIND_NOT_EXIST', Message: '绑定关系不存在' })
    }
    await this.#world.record('masking.unbound', { subsId: binding?.subsId })
    return reply.send({ RequestId, Code: 'OK', Message: 'OK' })
  }
}

const isPhone = (text: string) => /^(1\d{10}|0\d{9,11})$/.test(text)

/** `2021-09-05 12:00:00`, China's time. */
function untilOf(text: string): Date | undefined {
  if (!/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/.test(text)) return undefined
  const at = new Date(`${text.replace(' ', 'T')}+08:00`)
  return Number.isNaN(at.getTime()) ? undefined : at
}

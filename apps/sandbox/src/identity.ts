/** The real-name check service: our own gateway protocol, for the reserved numbers of the demonstration only. */
import { isReservedIdNumber, isReservedUscc } from '@linggong/reference/identifiers.ts'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { chinaIso } from './clock.ts'
import { underFault } from './faults.ts'
import { jsonBody, text } from './input.ts'
import { NonceMemory, sendSigned, signatureProblem } from './signed-json.ts'
import type { World } from './world.ts'

type Result = 'match' | 'mismatch' | 'unavailable'

export class IdentityService {
  readonly #world: World
  readonly #nonces = new NonceMemory()
  readonly #mismatchMarker: string
  readonly #unavailableMarker: string

  /** A name holding a marker gets that answer; every other reserved number matches any name. */
  constructor(world: World, markers: { mismatch: string; unavailable: string }) {
    this.#world = world
    this.#mismatchMarker = markers.mismatch
    this.#unavailableMarker = markers.unavailable
  }

  routes(app: FastifyInstance): void {
    app.post('/identity/v1/person-checks', (request, reply) =>
      this.#check(request, reply, (body) => {
        const known = isReservedIdNumber(text(body, 'idNumber'))
        return this.#result(known, text(body, 'name'))
      }),
    )
    app.post('/identity/v1/organisation-checks', (request, reply) =>
      this.#check(request, reply, (body) => {
        const known = isReservedUscc(text(body, 'uscc'))
        return this.#result(known, `${text(body, 'name')}\n${text(body, 'legalPersonName')}`)
      }),
    )
  }

  #result(known: boolean, names: string): Result {
    if (names.includes(this.#unavailableMarker)) return 'unavailable'
    // A number outside the reserved pattern may be a real one: the sandbox knows nobody real.
    return known && !names.includes(this.#mismatchMarker) ? 'match' : 'mismatch'
  }

  async #check(
    request: FastifyRequest,
    reply: FastifyReply,
    decide: (body: Record<string, unknown>) => Result,
  ): Promise<FastifyReply> {
    const key = this.#world.credentials.identity
    const now = this.#world.clock.now()
    const answer = (status: number, value: unknown) => sendSigned(request, reply, key, now, status, value)
    const problem = signatureProblem(request, key, now, this.#nonces)
    if (problem) return reply.code(401).send({ code: problem, message: `Sandbox: ${problem}` })
    const lie = () =>
      reply.send({ requestId: 'unknown', result: 'match', referenceNo: 'none', checkedAt: chinaIso(now) })
    const work = async () => {
      const body = jsonBody(request)
      const requestId = text(body, 'requestId')
      const result = decide(body)
      return answer(200, { requestId, result, referenceNo: this.#world.newId(), checkedAt: chinaIso(now) })
    }
    return underFault(this.#world.faults.strike('identity'), reply, work, lie)
  }
}

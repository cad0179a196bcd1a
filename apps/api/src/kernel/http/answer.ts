import type { Endpoint } from '@linggong/contract'
import type { Actor, Channel, Ctx, Deps } from '../context.ts'
import { Refusal } from '../errors.ts'
import { scopeOf } from '../rights.ts'
import { unitOfWork } from '../unit-of-work.ts'
import { claimStatement, remember, replay, requestKey, type Outcome } from './idempotency.ts'

export type Call = {
  name: string
  endpoint: Endpoint
  run: (ctx: Ctx, input: never) => Promise<unknown>
  input: unknown
  actor: Actor
  channel: Channel
  requestId: string
  idempotencyKey: unknown
  clientAddress?: string
}

/** Fields absent from the contract cannot leave: the answer is what its schema lets through. */
function filtered(call: Call, answer: unknown): Outcome {
  if (call.endpoint.produces) return { status: 200, body: answer }
  return { status: call.endpoint.status ?? 200, body: call.endpoint.answer.parse(answer) }
}

function unitOptions(call: Call) {
  return { actor: call.actor, channel: call.channel, requestId: call.requestId, scope: scopeOf(call.actor), clientAddress: call.clientAddress }
}

/** Reads, and notices of outside services: a transaction without a request id. */
async function answerPlainly(deps: Deps, call: Call): Promise<Outcome> {
  return unitOfWork(deps, unitOptions(call), async (ctx) => filtered(call, await call.run(ctx, call.input as never)))
}

/**
 * One changing request, one transaction: claim of the request id, the act, its audit rows and events,
 * and the answer to give again. A refusal undoes the act but is remembered too.
 */
async function answerChange(deps: Deps, call: Call): Promise<Outcome> {
  const request = requestKey(call.actor, call.name, call.idempotencyKey, call.input)
  let outcome: Outcome | undefined
  let repeated = false
  const result = await unitOfWork(
    deps,
    {
      ...unitOptions(call),
      first: claimStatement(request, deps.clock.now()),
      beforeCommit: async (ctx) => {
        if (!repeated && outcome) await remember(ctx, request, outcome)
      },
    },
    async (ctx) => {
      repeated = false
      const known = await replay(ctx, request)
      if (known) {
        repeated = true
        return known
      }
      outcome = await attempt(ctx, call)
      return outcome
    },
  )
  return result
}

async function attempt(ctx: Ctx, call: Call): Promise<Outcome> {
  try {
    return filtered(call, await call.run(ctx, call.input as never))
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    await ctx.tx.query('rollback to savepoint act')
    for (const list of Object.values(ctx.pending)) list.length = 0
    return { status: error.status, body: error.toBody() }
  }
}

export function answer(deps: Deps, call: Call): Promise<Outcome> {
  return call.endpoint.method === 'GET' || call.endpoint.callback ? answerPlainly(deps, call) : answerChange(deps, call)
}

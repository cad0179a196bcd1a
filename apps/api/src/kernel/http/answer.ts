import { dutyOf, type Endpoint } from '@linggong/contract'
import type { Actor, Channel, Ctx, Deps } from '../context.ts'
import { refuse, Refusal } from '../errors.ts'
import { onDuty, scopeOf } from '../rights.ts'
import { unitOfWork } from '../unit-of-work.ts'
import { claimStatement, rememberStatement, replay, requestKey, type Outcome } from './idempotency.ts'

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
  return {
    actor: call.actor,
    channel: call.channel,
    requestId: call.requestId,
    scope: scopeOf(call.actor),
    clientAddress: call.clientAddress,
  }
}

/** Reads, and notices of outside services: a transaction without a request id. */
async function answerPlainly(deps: Deps, call: Call): Promise<Outcome> {
  return unitOfWork(deps, unitOptions(call), async (ctx) => filtered(call, await call.run(ctx, call.input as never)))
}

/**
 * One changing request, one transaction: claim of the request id, the act, its audit rows and events,
 * and the answer to give again. A refusal undoes the act but is remembered too. The undoing and the
 * remembering travel with the commit: most requests of a rush are refusals.
 */
async function answerChange(deps: Deps, call: Call): Promise<Outcome> {
  const request = requestKey(call.actor, call.name, call.idempotencyKey, call.input)
  let made: Attempt | undefined
  return unitOfWork(
    deps,
    {
      ...unitOptions(call),
      first: claimStatement(request, deps.clock.now()),
      last: () => {
        if (!made) return ''
        return `${made.refused ? 'rollback to savepoint act; ' : ''}${rememberStatement(deps, request, made.outcome)}`
      },
    },
    async (ctx) => {
      made = undefined
      const known = await replay(ctx, request)
      if (known) return known
      made = await attempt(ctx, call)
      return made.outcome
    },
  )
}

type Attempt = { outcome: Outcome; refused: boolean }

async function attempt(ctx: Ctx, call: Call): Promise<Attempt> {
  try {
    return { outcome: filtered(call, await call.run(ctx, call.input as never)), refused: false }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    for (const list of Object.values(ctx.pending)) list.length = 0
    return { outcome: { status: error.status, body: error.toBody() }, refused: true }
  }
}

/**
 * A member acts within the duties of the role. What lies outside is as if it were not there; that the role may be
 * the reason is said for every id alike, so that it tells nothing about others'.
 */
function asMember(call: Call): Call {
  const actor = onDuty(call.actor, dutyOf(call.name))
  if (actor === call.actor) return call
  const run: Call['run'] = async (ctx, input) => {
    try {
      return await call.run(ctx, input)
    } catch (error) {
      if (error instanceof Refusal && error.code === 'NotFound') refuse('NotYourDuty')
      throw error
    }
  }
  return { ...call, actor, run }
}

export function answer(deps: Deps, given: Call): Promise<Outcome> {
  const call = asMember(given)
  return call.endpoint.method === 'GET' || call.endpoint.callback ? answerPlainly(deps, call) : answerChange(deps, call)
}

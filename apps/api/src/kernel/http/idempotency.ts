import { createHash } from 'node:crypto'
import type { Actor, Ctx, Deps } from '../context.ts'
import { refuse } from '../errors.ts'

export type Outcome = { status: number; body: unknown }

const keyShape = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
const field = 'requests.answer'

export type RequestKey = { actor: string; route: string; key: string; bodyHash: string }

function actorKey(actor: Actor): string {
  if (actor.kind === 'person') return actor.personId
  if (actor.kind === 'staff') return actor.staffId
  if (actor.kind === 'phone') return actor.sessionId
  return actor.kind
}

/** The client made the id before its first try; it counts per actor and route and for one body only. */
export function requestKey(actor: Actor, route: string, header: unknown, input: unknown): RequestKey {
  const key = typeof header === 'string' ? header.toLowerCase() : ''
  if (!keyShape.test(key)) refuse('RequestIdMissing')
  const bodyHash = createHash('sha256')
    .update(JSON.stringify(input) ?? '')
    .digest('hex')
  return { actor: actorKey(actor), route, key, bodyHash }
}

/**
 * Sent in the same round trip as `begin`. Of two equal requests at once the second waits here for the
 * first to commit. All four values are of a checked or hashed shape, so literals are safe.
 */
export function claimStatement(request: RequestKey, now: Date): string {
  if (!/^[\w-]+$/.test(request.actor) || !/^\w+$/.test(request.route)) throw new Error('not a request key')
  return `insert into requests (actor, route, key, body_hash, at)
    values ('${request.actor}', '${request.route}', '${request.key}', '${request.bodyHash}', '${now.toISOString()}')
    on conflict do nothing returning key; savepoint act`
}

/** The stored outcome of the first request, if this is a repeat. */
export async function replay(ctx: Ctx, request: RequestKey): Promise<Outcome | undefined> {
  if (ctx.tx.firstRows.length > 0) return undefined
  const [row] = await ctx.tx.query<{ body_hash: string; status: number | null; answer: Buffer | null }>(
    'select body_hash, status, answer from requests where actor = $1 and route = $2 and key = $3',
    [request.actor, request.route, request.key],
  )
  if (!row || row.status === null || !row.answer) return refuse('StateConflict')
  if (row.body_hash !== request.bodyHash) return refuse('RequestIdReused')
  return { status: row.status, body: JSON.parse(ctx.deps.keyring.decrypt(field, row.answer)) }
}

/**
 * Keeps the outcome with the request, sent together with `commit`. Status and ciphertext are a number and
 * hexadecimal digits, the key was checked when it was claimed: literals are safe.
 */
export function rememberStatement(deps: Deps, request: RequestKey, outcome: Outcome): string {
  const answer = deps.keyring.encrypt(field, JSON.stringify(outcome.body)).toString('hex')
  return `update requests set status = ${Math.trunc(outcome.status)}, answer = '\\x${answer}'
    where actor = '${request.actor}' and route = '${request.route}' and key = '${request.key}'`
}

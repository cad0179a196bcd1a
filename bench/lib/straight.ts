import type pg from 'pg'
import { answer, type Call } from '../../apps/api/src/kernel/http/answer.ts'
import { tokenHash } from '../../apps/api/src/kernel/http/session-cookie.ts'
import type { Actor, Deps } from '../../apps/api/src/kernel/context.ts'
import { dispatchRoutes } from '../../apps/api/src/modules/dispatch/routes.ts'
import { authenticate } from '../../apps/api/src/modules/identity/index.ts'
import { makeRound, makeWorkers, type Round, type Worker } from './grab-field.ts'
import { recordingDeps, type Statement } from './record.ts'
import { newKey } from './rush.ts'

type Size = { workerCount: number; shiftCount: number; placesPerShift: number }

const connections = 12
const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g

function callOf(actor: Actor, shiftId: string, key: string): Call {
  return {
    name: 'grabShift',
    endpoint: dispatchRoutes.endpoints.grabShift,
    run: dispatchRoutes.handlers.grabShift as Call['run'],
    input: { params: { shiftId }, query: {}, body: {} },
    actor,
    channel: 'h5',
    requestId: key,
    idempotencyKey: key,
  }
}

/** The statements of one decision each, recorded while it is really made, one after the other. */
async function recordRound(deps: Deps, workers: readonly Worker[], round: Round): Promise<Statement[][]> {
  let current: Statement[] | undefined
  const recording = recordingDeps(deps, () => current)
  const signIn = authenticate(recording)
  const scripts: Statement[][] = []
  for (const [i, worker] of workers.entries()) {
    for (const s of [i % round.shiftIds.length, (i + 7) % round.shiftIds.length]) {
      current = []
      const actor = await signIn(worker.token)
      await answer(recording, callOf(actor, round.shiftIds[s]!, newKey()))
      scripts.push(current)
      current = undefined
    }
  }
  return scripts
}

/** Gives a recorded script to another round: known ids are exchanged, ids made while recording become new. */
function transpose(script: Statement[], exchange: ReadonlyMap<string, string>, keep: ReadonlySet<string>): Statement[] {
  const fresh = new Map<string, string>()
  const swap = (text: string) =>
    text.replace(uuid, (id) => {
      const known = exchange.get(id)
      if (known) return known
      if (keep.has(id)) return id
      const made = fresh.get(id) ?? newKey()
      fresh.set(id, made)
      return made
    })
  const swapValue = (value: unknown): unknown => {
    if (typeof value === 'string') return swap(value)
    if (Array.isArray(value)) return value.map(swapValue)
    if (Buffer.isBuffer(value))
      return exchange.has(value.toString('hex')) ? Buffer.from(exchange.get(value.toString('hex'))!, 'hex') : value
    return value
  }
  return script.map((statement) => ({
    ...statement,
    text: statement.name ? statement.text : swap(statement.text),
    values: statement.values.map(swapValue),
  }))
}

async function replay(client: pg.PoolClient, script: readonly Statement[]): Promise<void> {
  for (const { name, text, values } of script) {
    if (name) await client.query({ name, text, values })
    else if (values.length > 0) await client.query(text, values)
    else await client.query(text)
  }
}

/**
 * The same statements, recorded from real decisions and sent straight to the database over as many
 * connections as the server uses: what HTTP, rules and answers cost shows as the ratio to this.
 */
export async function measureStraight(deps: Deps, size: Size): Promise<{ decisionsPerSecond: number }> {
  const [first, second] = [await makeWorkers(deps, size.workerCount), await makeWorkers(deps, size.workerCount)]
  const [from, to] = [
    await makeRound(deps, size.shiftCount, size.placesPerShift, 40),
    await makeRound(deps, size.shiftCount, size.placesPerShift, 40),
  ]
  const scripts = await recordRound(deps, first, from)
  const exchange = new Map<string, string>([
    [from.employerId, to.employerId],
    [from.postingId, to.postingId],
  ])
  for (const [i, id] of from.shiftIds.entries()) exchange.set(id, to.shiftIds[i]!)
  for (const [i, worker] of first.entries()) {
    exchange.set(worker.id, second[i]!.id)
    exchange.set(tokenHash(worker.token).toString('hex'), tokenHash(second[i]!.token).toString('hex'))
  }
  const queue = scripts.map((script) => transpose(script, exchange, new Set()))
  const began = performance.now()
  let next = 0
  await Promise.all(
    Array.from({ length: connections }, async () => {
      const client = await deps.db.pool.connect()
      try {
        for (let mine = next++; mine < queue.length; mine = next++) await replay(client, queue[mine]!)
      } finally {
        client.release()
      }
    }),
  )
  return { decisionsPerSecond: Math.round((queue.length / (performance.now() - began)) * 1000) }
}

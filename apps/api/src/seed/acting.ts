import type pg from 'pg'
import type { Actor, Ctx, Deps, StaffPost } from '../kernel/context.ts'
import type { Tx } from '../kernel/database/database.ts'
import { createContext, flush } from '../kernel/unit-of-work.ts'
import type { Frame } from './frame.ts'
import type { Random } from './random.ts'

type Acting = { staffId: string; post: StaffPost; at: Date }

function actorOf(random: Random, { staffId, post, at }: Acting): Actor {
  const sessionId = random.id(at.getTime())
  return {
    kind: 'staff',
    sessionId,
    staffId,
    roles: [post.role],
    posts: [post],
    assists: { persons: [], employers: [] },
  }
}

/**
 * What an action of a module needs, over the seed's connection: a member of staff at a moment behind us. What it does is audited
 * and told like any other act. Only what such actions use is there; gateways, files and logs are not.
 */
export async function act<T>(
  client: pg.ClientBase,
  frame: Frame,
  random: Random,
  as: Acting,
  work: (ctx: Ctx) => Promise<T>,
): Promise<T> {
  const query = async <R extends pg.QueryResultRow>(text: string, values: readonly unknown[] = []) =>
    (await client.query<R>(text, [...values])).rows
  const tx: Pick<Tx, 'query' | 'named' | 'byIds' | 'scope'> = {
    scope: { system: true },
    query,
    named: (_name, text, values) => query(text, values),
    byIds: (_name, text, ids, values = []) => query(text, [ids, ...values]),
  }
  const deps: Pick<Deps, 'policy' | 'keyring' | 'clock' | 'ids'> = {
    policy: frame.policy,
    keyring: frame.keyring,
    clock: { now: () => as.at } as Deps['clock'],
    ids: { next: (at) => random.id(at.getTime()) },
  }
  const ctx = createContext(deps as Deps, tx as Tx, {
    actor: actorOf(random, as),
    channel: 'console',
    requestId: random.id(as.at.getTime()),
  })
  const answer = await work(ctx)
  await flush(ctx)
  return answer
}

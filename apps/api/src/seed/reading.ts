import type pg from 'pg'
import type { Ctx } from '../kernel/context.ts'
import type { Frame } from './frame.ts'
import type { Random } from './random.ts'

/**
 * What the modules' own reading functions need of a unit of work, over the seed's connection: it sees every row. Nothing
 * is audited and no event is told; whoever wants that cannot use it, since those members are not there.
 */
export function readingCtx(client: pg.ClientBase, frame: Frame, random: Random): Ctx {
  const reading: Pick<Ctx, 'now' | 'newId'> & {
    tx: Pick<Ctx['tx'], 'query' | 'scope'>
    deps: Pick<Ctx['deps'], 'policy' | 'keyring'>
  } = {
    now: new Date(frame.nowMs),
    newId: () => random.id(frame.nowMs),
    tx: {
      scope: { system: true },
      query: async <R extends pg.QueryResultRow>(text: string, values: readonly unknown[] = []) =>
        (await client.query<R>(text, [...values])).rows,
    },
    deps: { policy: frame.policy, keyring: frame.keyring },
  }
  return reading as Ctx
}

import type { Deps } from '../../apps/api/src/kernel/context.ts'

export type Statement = { text: string; values: unknown[]; name?: string }

/** Records every statement a client is sent, in order. */
export function recordingDeps(deps: Deps, into: () => Statement[] | undefined): Deps {
  const note = (args: unknown[]) => {
    const list = into()
    if (!list) return
    const [first, values] = args
    if (typeof first === 'string') list.push({ text: first, values: (values as unknown[] | undefined) ?? [] })
    else {
      const query = first as { text: string; values?: unknown[]; name?: string }
      list.push({ text: query.text, values: query.values ?? [], ...(query.name && { name: query.name }) })
    }
  }
  const pool = deps.db.pool
  const recorded = {
    ...deps.db,
    named: async (name: string, text: string, values?: readonly unknown[]) => {
      note([{ name, text, values }])
      return deps.db.named(name, text, values)
    },
    transaction: async (...args: Parameters<Deps['db']['transaction']>) => {
      const connect = pool.connect.bind(pool)
      const wrapped = async () => {
        const client = await connect()
        const query = client.query.bind(client)
        const release = client.release.bind(client)
        client.query = ((...sent: unknown[]) => {
          note(sent)
          return (query as (...all: unknown[]) => unknown)(...sent)
        }) as typeof client.query
        client.release = ((error?: Error) => {
          client.query = query as typeof client.query
          client.release = release
          release(error)
        }) as typeof client.release
        return client
      }
      pool.connect = wrapped as typeof pool.connect
      try {
        return await deps.db.transaction(...args)
      } finally {
        pool.connect = connect as typeof pool.connect
      }
    },
  }
  // The wake-up would borrow a connection in the middle of a recording; the server's is outside the transaction too.
  return { ...deps, db: recorded as Deps['db'], wake: () => undefined, tell: () => undefined }
}

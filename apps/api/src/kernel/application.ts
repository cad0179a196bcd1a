import type { Endpoint } from '@linggong/contract'
import type { Ctx, Deps, DomainEvent, DueRow } from './context.ts'
import type { EncryptedTable } from './crypto/encrypted.ts'
import type { Served } from './http/serve.ts'

export type EventHandler = (ctx: Ctx, event: DomainEvent) => Promise<void>
export type DueHandler = (ctx: Ctx, row: DueRow) => Promise<void>

/**
 * Where modules register what they serve, listen to and do on time. Every role builds the same
 * application; the role decides which part of it runs.
 */
export type Application = {
  deps: Deps
  serve(served: Served<Record<string, Endpoint>>): void
  /** `handler` is a stable name: deliveries are recorded under it, so that each event counts once. */
  on(event: string, handler: string, run: EventHandler): void
  atDue(kind: string, run: DueHandler): void
  /** Tables with encrypted columns: what a change of keys has to rewrite. */
  encrypts(...tables: EncryptedTable[]): void
}

export type Registry = Application & {
  served: Array<Served<Record<string, Endpoint>>>
  handlers: Map<string, Array<{ name: string; run: EventHandler }>>
  dueHandlers: Map<string, DueHandler>
  encrypted: EncryptedTable[]
}

export function createRegistry(deps: Deps): Registry {
  const handlers: Registry['handlers'] = new Map()
  const dueHandlers: Registry['dueHandlers'] = new Map()
  const served: Registry['served'] = []
  const encrypted: EncryptedTable[] = []
  const names = new Set<string>()
  return {
    deps,
    served,
    handlers,
    dueHandlers,
    encrypted,
    serve: (part) => void served.push(part),
    on(event, handler, run) {
      if (names.has(`${event} ${handler}`)) throw new Error(`handler ${handler} registered twice for ${event}`)
      names.add(`${event} ${handler}`)
      handlers.set(event, [...(handlers.get(event) ?? []), { name: handler, run }])
    },
    atDue(kind, run) {
      if (dueHandlers.has(kind)) throw new Error(`due handler ${kind} registered twice`)
      dueHandlers.set(kind, run)
    },
    encrypts: (...tables) => void encrypted.push(...tables),
  }
}

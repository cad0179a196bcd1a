import type { Endpoint } from '@linggong/contract'
import type { Ctx, Deps, DomainEvent, DueRow } from './context.ts'
import type { EncryptedTable } from './crypto/encrypted.ts'
import type { Served } from './http/serve.ts'

export type EventHandler = (ctx: Ctx, event: DomainEvent) => Promise<void>
/** For events that come in crowds: what it does for one it does for all of them in the same few statements. */
export type ManyHandler = (ctx: Ctx, events: readonly DomainEvent[]) => Promise<void>
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
  /**
   * The same for all events of a name that wait at once, in one transaction. Where it fails they are tried one by one,
   * so that one that cannot be handled does not hold up the others. At most one for an event.
   */
  onMany(event: string, handler: string, run: ManyHandler): void
  atDue(kind: string, run: DueHandler): void
  /** Tables with encrypted columns: what a change of keys has to rewrite. */
  encrypts(...tables: EncryptedTable[]): void
  /** What the ciphertext of a column is bound to; undefined for a column nobody has named. */
  fieldOf(table: string, column: string): string | undefined
}

export type Registry = Application & {
  served: Array<Served<Record<string, Endpoint>>>
  handlers: Map<string, Array<{ name: string; run: EventHandler }>>
  manyHandlers: Map<string, { name: string; run: ManyHandler }>
  dueHandlers: Map<string, DueHandler>
  encrypted: EncryptedTable[]
}

export function createRegistry(deps: Deps): Registry {
  const handlers: Registry['handlers'] = new Map()
  const manyHandlers: Registry['manyHandlers'] = new Map()
  const dueHandlers: Registry['dueHandlers'] = new Map()
  const served: Registry['served'] = []
  const encrypted: EncryptedTable[] = []
  const names = new Set<string>()
  return {
    deps,
    served,
    handlers,
    manyHandlers,
    dueHandlers,
    encrypted,
    serve: (part) => void served.push(part),
    on(event, handler, run) {
      if (names.has(`${event} ${handler}`)) throw new Error(`handler ${handler} registered twice for ${event}`)
      names.add(`${event} ${handler}`)
      handlers.set(event, [...(handlers.get(event) ?? []), { name: handler, run }])
    },
    onMany(event, handler, run) {
      if (manyHandlers.has(event)) throw new Error(`${event} has a handler for many already`)
      if (names.has(`${event} ${handler}`)) throw new Error(`handler ${handler} registered twice for ${event}`)
      names.add(`${event} ${handler}`)
      manyHandlers.set(event, { name: handler, run })
    },
    atDue(kind, run) {
      if (dueHandlers.has(kind)) throw new Error(`due handler ${kind} registered twice`)
      dueHandlers.set(kind, run)
    },
    encrypts: (...tables) => void encrypted.push(...tables),
    fieldOf: (table, column) =>
      encrypted.find((one) => one.table === table)?.columns.find((one) => one.column === column)?.field,
  }
}

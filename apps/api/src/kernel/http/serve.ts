import type { AnswerOf, Endpoint, InputOf } from '@linggong/contract'
import type { Ctx } from '../context.ts'

/** A file instead of JSON. */
export type FileAnswer = { file: Buffer; mediaType: string; fileName?: string }

export type Handler<E extends Endpoint> = (
  ctx: Ctx,
  input: InputOf<E>,
) => Promise<E extends { produces: string } ? FileAnswer : AnswerOf<E>>

export type Handlers<T extends Record<string, Endpoint>> = { [K in keyof T]: Handler<T[K]> }

export type Served<T extends Record<string, Endpoint>> = {
  endpoints: T
  handlers: Record<string, (ctx: Ctx, input: never) => Promise<unknown>>
}

/** Pairs a module's part of the contract with its handlers; a missing one does not compile. */
export function serve<T extends Record<string, Endpoint>>(endpoints: T, handlers: Handlers<T>): Served<T> {
  return { endpoints, handlers: handlers as Served<T>['handlers'] }
}

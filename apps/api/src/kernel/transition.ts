import type { Capacity, Lifecycle, Transition } from '@linggong/contract'
import type { Ctx } from './context.ts'
import { refuse } from './errors.ts'

/** Where a life cycle's rows live. Every such table has id, state, state_since and version. */
export type Machine<State extends string, Move extends string> = {
  lifecycle: Lifecycle<State, Move>
  table: string
  /** Who may see the audit row of a move, and under which county it is filed. */
  concernsOf(row: MachineRow): { concerns: string[]; county: string | null }
}

export type MachineRow = Record<string, unknown> & { id: string; state: string }

export type Move<Name extends string> = {
  move: Name
  by: Capacity
  reason?: { code: string; note?: string } | undefined
  /** Columns changed along with the state. */
  set?: Record<string, unknown>
  onBehalfOf?: string
  /** Ids and numbers that belong to the audit row and the event. */
  data?: Record<string, unknown>
}

export type Moved<Row> = { row: Row; already: boolean }

function check<State extends string, Name extends string>(
  machine: Machine<State, Name>,
  move: Move<Name>,
): Transition<State> {
  const transition = machine.lifecycle.transitions[move.move]
  if (!transition.by.includes(move.by)) refuse('TransitionNotAllowed')
  if (transition.needsReason && !move.reason?.code) refuse('ReasonMissing')
  return transition
}

type Update = { name: string; text: string }
/** By table and columns. Numbered: with all columns in it a name would be longer than PostgreSQL's 63 signs. */
const updates = new Map<string, Update>()

function updateOf(table: string, columns: readonly string[]): Update {
  const key = [table, ...columns].join(' ')
  const known = updates.get(key)
  if (known) return known
  const made = { name: `kernel-move-${table}-${updates.size + 1}`, text: updateText(table, columns) }
  updates.set(key, made)
  return made
}

function updateText(table: string, columns: readonly string[]): string {
  // Column names come from code, never from input; the check keeps a slip from becoming SQL.
  for (const column of columns) if (!/^[a-z][a-z0-9_]*$/.test(column)) throw new Error(`not a column: ${column}`)
  const sets = columns.map((column, index) => `, ${column} = $${index + 5}`).join('')
  return `with before as (select id, state from ${table} where id = any ($1::uuid[]) order by id for update)
    update ${table} t set state = $2, state_since = $3, version = t.version + 1${sets}
    from before where t.id = before.id and before.state = any ($4::text[])
    returning t.*, before.state as from_state`
}

/**
 * The one function that moves a life cycle: conditional update, audit row and event together.
 * Ids that were not in a state to move from are left out of the result; the caller decides what that
 * means (`transition` below reads again).
 */
export async function transitionMany<Row extends MachineRow, State extends string, Name extends string>(
  ctx: Ctx,
  machine: Machine<State, Name>,
  ids: readonly string[],
  move: Move<Name>,
): Promise<Row[]> {
  const transition = check(machine, move)
  const { name, text } = updateOf(machine.table, Object.keys(move.set ?? {}))
  const values = [transition.to, ctx.now, transition.from, ...Object.values(move.set ?? {})]
  const rows = await ctx.tx.byIds<Row & { from_state: string }>(name, text, ids, values)
  for (const row of rows) {
    const { concerns, county } = machine.concernsOf(row)
    ctx.audit({
      subjectKind: machine.lifecycle.subject,
      subjectId: row.id,
      act: move.move,
      capacity: move.by,
      fromState: row.from_state,
      toState: transition.to,
      reasonCode: move.reason?.code,
      note: move.reason?.note,
      county,
      concerns,
      onBehalfOf: move.onBehalfOf,
      data: move.data,
    })
    ctx.emit({
      name: transition.event,
      subjectKind: machine.lifecycle.subject,
      subjectId: row.id,
      data: {
        from: row.from_state,
        to: transition.to,
        by: move.by,
        ...(move.reason && { reason: move.reason.code }),
        ...move.data,
      },
    })
  }
  return rows
}

/**
 * Moves one row. Already there → `already: true`, nothing written; elsewhere → StateConflict;
 * unseen by this scope or absent → NotFound.
 */
export async function transition<Row extends MachineRow, State extends string, Name extends string>(
  ctx: Ctx,
  machine: Machine<State, Name>,
  id: string,
  move: Move<Name>,
): Promise<Moved<Row>> {
  const [row] = await transitionMany<Row, State, Name>(ctx, machine, [id], move)
  if (row) return { row, already: false }
  const [current] = await ctx.tx.query<Row>(`select * from ${machine.table} where id = $1`, [id])
  if (!current) return refuse('NotFound')
  if (current.state === machine.lifecycle.transitions[move.move].to) return { row: current, already: true }
  return refuse('StateConflict')
}

/** Writes the audit row and event of a birth: the initial state has no transition of its own. */
export function recordBirth<State extends string, Name extends string>(
  ctx: Ctx,
  machine: Machine<State, Name>,
  row: MachineRow,
  birth: { by: Capacity; event: string; onBehalfOf?: string; data?: Record<string, unknown> },
): void {
  const { concerns, county } = machine.concernsOf(row)
  ctx.audit({
    subjectKind: machine.lifecycle.subject,
    subjectId: row.id,
    act: 'create',
    capacity: birth.by,
    toState: machine.lifecycle.initial,
    county,
    concerns,
    onBehalfOf: birth.onBehalfOf,
    data: birth.data,
  })
  ctx.emit({
    name: birth.event,
    subjectKind: machine.lifecycle.subject,
    subjectId: row.id,
    data: { to: machine.lifecycle.initial, by: birth.by, ...birth.data },
  })
}

import type { OperatorKind, OperatorRelation } from '@linggong/contract'
import { validUscc } from '@linggong/reference'
import type { Ctx } from '../../../kernel/context.ts'
import { refuse } from '../../../kernel/errors.ts'
import { refuseFacts } from '../change.ts'
import * as store from '../store-operators.ts'
import { operatorView } from './site-file.ts'

export async function listOperators(
  ctx: Ctx,
  asked: { words?: string | undefined; after?: string | undefined; limit: number },
) {
  const after = asked.after !== undefined && /^[0-9a-f-]{36}\|/.test(asked.after) ? asked.after : undefined
  const rows = await store.listOperators(ctx, { ...asked, after, limit: asked.limit + 1 })
  const shown = rows.slice(0, asked.limit)
  const last = rows.length > asked.limit ? shown.at(-1) : undefined
  return { items: shown.map(operatorView), next: last ? `${last.id}|${last.name}` : null }
}

type NewOperator = Omit<store.Operator, 'id' | 'kind'> & { kind: OperatorKind }

/** Refuses SiteFactsWrong, OperatorRecorded. */
export async function addOperator(ctx: Ctx, given: NewOperator) {
  if (!validUscc(given.uscc, { allowReserved: ctx.deps.config.world === 'demonstration' }))
    refuseFacts([{ path: 'uscc', code: 'wrong', message: '统一社会信用代码不对,请照执照核对18位' }])
  const row = await store.insertOperator(ctx, { ...given, id: ctx.newId() })
  if (!row) return refuse('OperatorRecorded')
  ctx.audit({ subjectKind: 'operator', subjectId: row.id, act: 'record', data: { kind: row.kind } })
  return operatorView(row)
}

export async function relateOperators(
  ctx: Ctx,
  operatorId: string,
  given: { relatedId: string; relation: OperatorRelation },
) {
  if (operatorId === given.relatedId) refuseFacts([{ path: 'relatedId', code: 'same', message: '请选另一家机构' }])
  if ((await store.findOperators(ctx, [operatorId, given.relatedId])).length < 2) refuse('NotFound')
  await store.insertRelation(ctx, operatorId, given.relatedId, given.relation)
  const data = { relatedId: given.relatedId, relation: given.relation }
  ctx.audit({ subjectKind: 'operator', subjectId: operatorId, act: 'relate', data })
  return { ok: true as const }
}

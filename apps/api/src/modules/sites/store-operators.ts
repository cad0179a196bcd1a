import type { OperatorKind, OperatorRelation } from '@linggong/contract'
import type { Ctx } from '../../kernel/context.ts'

/** Who runs sites: public facts of an organisation. */
export type Operator = {
  id: string
  kind: OperatorKind
  name: string
  uscc: string
  agencyLicence: string | null
  legalPerson: string
  phone: string
  address: string | null
}

const columns = `id, kind, name, uscc, agency_licence as "agencyLicence", legal_person as "legalPerson", phone, address`

export function findOperators(ctx: Ctx, ids: readonly string[]): Promise<Operator[]> {
  return ctx.tx.query<Operator>(`select ${columns} from operators where id = any ($1::uuid[])`, [ids])
}

export function listOperators(
  ctx: Ctx,
  asked: { words?: string | undefined; after?: string | undefined; limit: number },
): Promise<Operator[]> {
  return ctx.tx.query<Operator>(
    `select ${columns} from operators
     where ($1::text is null or strpos(name || uscc, $1) > 0) and ($2::text is null or (name, id) > ($2, $3::uuid))
     order by name, id limit $4`,
    [asked.words ?? null, asked.after?.slice(37) ?? null, asked.after?.slice(0, 36) ?? null, asked.limit],
  )
}

/** Undefined when this unified social credit code is in the register already. */
export async function insertOperator(ctx: Ctx, operator: Operator): Promise<Operator | undefined> {
  const [row] = await ctx.tx.query<Operator>(
    `insert into operators (id, kind, name, uscc, agency_licence, legal_person, phone, address, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (uscc) do nothing returning ${columns}`,
    [
      operator.id,
      operator.kind,
      operator.name,
      operator.uscc,
      operator.agencyLicence,
      operator.legalPerson,
      operator.phone,
      operator.address,
      ctx.now,
    ],
  )
  return row
}

export async function updateOperator(ctx: Ctx, operator: Omit<Operator, 'uscc'>): Promise<Operator | undefined> {
  const [row] = await ctx.tx.query<Operator>(
    `update operators set kind = $2, name = $3, agency_licence = $4, legal_person = $5, phone = $6, address = $7,
       version = version + 1 where id = $1 returning ${columns}`,
    [
      operator.id,
      operator.kind,
      operator.name,
      operator.agencyLicence,
      operator.legalPerson,
      operator.phone,
      operator.address,
    ],
  )
  return row
}

export async function insertRelation(ctx: Ctx, a: string, b: string, relation: OperatorRelation): Promise<void> {
  const [first, second] = a < b ? [a, b] : [b, a]
  await ctx.tx.query(
    `insert into operator_relations (operator_id, related_id, relation, recorded_at) values ($1, $2, $3, $4)
     on conflict (operator_id, related_id) do update set relation = excluded.relation, recorded_at = excluded.recorded_at`,
    [first, second, relation, ctx.now],
  )
}

/**
 * Ids of all operators that belong together with this one, itself included: declared or found relations followed to
 * their end, and the same legal person.
 */
export async function operatorFamily(ctx: Ctx, operatorId: string): Promise<string[]> {
  const rows = await ctx.tx.query<{ id: string }>(
    `with recursive pairs as (
       select operator_id as a, related_id as b from operator_relations
       union all select related_id, operator_id from operator_relations
       union all select x.id, y.id from operators x join operators y on y.legal_person = x.legal_person and y.id <> x.id
         where x.kind <> 'publicBody' and y.kind <> 'publicBody'
     ), family (id) as (
       select $1::uuid union select pairs.b from family join pairs on pairs.a = family.id
     ) select id from family order by id`,
    [operatorId],
  )
  return rows.map(({ id }) => id)
}

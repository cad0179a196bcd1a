import type { Ctx } from '../../kernel/context.ts'

export const relativeIdField = 'referral_relatives.id_number'

export type RelativeRow = {
  id: string
  siteId: string
  name: string
  relativeOf: string
  relation: string
  idNumberEnc: Buffer
  declaredAt: Date
  endedAt: Date | null
}
const columns = `id, site_id as "siteId", name, relative_of as "relativeOf", relation, id_number_enc as "idNumberEnc",
  declared_at as "declaredAt", ended_at as "endedAt"`

/** Declared for a site, those in force first. */
export const relativesOf = (ctx: Ctx, siteId: string) =>
  ctx.tx.query<RelativeRow>(
    `select ${columns} from referral_relatives where site_id = $1 order by ended_at nulls first, declared_at, id`,
    [siteId],
  )

/** Undefined when the same person is declared for this site already. */
export async function insertRelative(
  ctx: Ctx,
  one: {
    id: string
    siteId: string
    county: string
    operatorId: string | null
    name: string
    relativeOf: string
    relation: string
    idNumber: string
    by: string
  },
): Promise<RelativeRow | undefined> {
  const { keyring } = ctx.deps
  const [row] = await ctx.tx.query<RelativeRow>(
    `insert into referral_relatives (id, site_id, county, operator_id, name, relative_of, relation, id_number_enc,
       id_number_index, declared_at, declared_by) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
     on conflict (site_id, id_number_index) where ended_at is null do nothing returning ${columns}`,
    [
      one.id,
      one.siteId,
      one.county,
      one.operatorId,
      one.name,
      one.relativeOf,
      one.relation,
      keyring.encrypt(relativeIdField, one.idNumber),
      keyring.index(relativeIdField, one.idNumber),
      ctx.now,
      one.by,
    ],
  )
  return row
}

/** False when nobody of this id is declared for the site now. */
export async function endRelative(ctx: Ctx, siteId: string, id: string): Promise<boolean> {
  const rows = await ctx.tx.query(
    'update referral_relatives set ended_at = $3 where id = $1 and site_id = $2 and ended_at is null returning id',
    [id, siteId, ctx.now],
  )
  return rows.length > 0
}

/** Identity numbers, encrypted, of whom these operators' sites employ or have declared. Needs the system scope. */
export const ownPeople = (ctx: Ctx, operatorIds: readonly string[], siteIds: readonly string[]) =>
  ctx.tx.query<{ kind: 'staff' | 'relative'; stored: Buffer; since: string; until: string | null }>(
    `select 'staff' as kind, w.id_number_enc as stored, w.since::text, w.until::text
     from site_staff w join sites s on s.id = w.site_id
     where s.operator_id = any ($1::uuid[]) or s.id = any ($2::uuid[])
     union all
     select 'relative', id_number_enc, '', null from referral_relatives
     where ended_at is null and (operator_id = any ($1::uuid[]) or site_id = any ($2::uuid[]))`,
    [operatorIds, siteIds],
  )

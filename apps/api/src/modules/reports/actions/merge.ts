import type { Ctx } from '../../../kernel/context.ts'
import { refuse } from '../../../kernel/errors.ts'
import { requireStaff } from '../../../kernel/rights.ts'
import { findStaffName } from '../../identity/index.ts'
import { quarterOf } from '../rules.ts'
import * as store from '../store.ts'
import { personsApart, units } from './compile.ts'

/** The city's report: which revision of which county is in it, and persons told apart, frozen. Refuses NothingToMerge. */
export async function mergeCityReport(ctx: Ctx, name: string): Promise<void> {
  const { staffId } = requireStaff(ctx.actor)
  const codes = units().map(({ code }) => code)
  const signed = await store.signedOf(ctx, codes, name)
  if (signed.length === 0) refuse('NothingToMerge')
  const last = await store.lastCityReport(ctx, name)
  // Persons are told apart among the rows the counties' own figures rest on.
  const cutOffs = new Map(signed.map((row) => [row.county, row.cut_off_at]))
  const id = ctx.newId()
  await store.insertCityReport(ctx, {
    id,
    quarter: name,
    revision: (last?.revision ?? 0) + 1,
    parts: Object.fromEntries(signed.map(({ county, revision }) => [county, revision])),
    apart: await personsApart(ctx, quarterOf(name), cutOffs),
    by: staffId,
    byName: (await findStaffName(ctx, staffId)).name,
  })
  const data = { quarter: name, counties: signed.length }
  ctx.audit({ subjectKind: 'cityReport', subjectId: id, act: 'merge', data })
}

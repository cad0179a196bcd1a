import { relativeRelations, type RelativeRelation } from '@linggong/contract'
import { validIdNumber } from '@linggong/reference/identifiers.ts'
import { wireTime } from '../../../kernel/clock.ts'
import type { Ctx } from '../../../kernel/context.ts'
import { refuse } from '../../../kernel/errors.ts'
import { requireStaff } from '../../../kernel/rights.ts'
import { maskedIdNumber } from '../../identity/index.ts'
import * as store from '../store-people.ts'
import { judgeSiteKind } from './judge-referrals.ts'
import { requireOwnSite } from './read-referrals.ts'

const view = (ctx: Ctx, row: store.RelativeRow) => ({
  id: row.id,
  name: row.name,
  relativeOf: row.relativeOf,
  relation: row.relation as RelativeRelation,
  relationLabel: relativeRelations[row.relation as RelativeRelation],
  maskedIdNumber: maskedIdNumber(ctx.deps.keyring.decrypt(store.relativeIdField, row.idNumberEnc)),
  declaredAt: wireTime(row.declaredAt),
  endedAt: row.endedAt && wireTime(row.endedAt),
})

export async function listRelatives(ctx: Ctx, siteId: string) {
  await requireOwnSite(ctx, siteId)
  return { items: (await store.relativesOf(ctx, siteId)).map((row) => view(ctx, row)) }
}

type Declared = { name: string; idNumber: string; relativeOf: string; relation: RelativeRelation }

/** The roster of the site is judged anew by the platform itself: the asker sees only the own rows. */
function judgeAgain(ctx: Ctx, siteId: string): void {
  ctx.schedule({ kind: judgeSiteKind, subjectId: siteId, dueAt: ctx.now })
}

/** A site says beforehand who is related to its people. Refuses InputInvalid, RelativeDeclared. */
export async function declareRelative(ctx: Ctx, siteId: string, given: Declared) {
  const site = await requireOwnSite(ctx, siteId)
  const { staffId } = requireStaff(ctx.actor)
  const idNumber = given.idNumber.toUpperCase()
  if (!validIdNumber(idNumber, { allowReserved: ctx.deps.config.world === 'demonstration' }))
    refuse('InputInvalid', {
      problems: [{ path: 'idNumber', code: 'wrong', message: '身份证号码不对,请照证件核对18位' }],
    })
  const { county, operatorId } = site
  const row = await store.insertRelative(ctx, {
    ...given,
    idNumber,
    id: ctx.newId(),
    siteId,
    county,
    operatorId,
    by: staffId,
  })
  if (!row) return refuse('RelativeDeclared')
  ctx.audit({
    subjectKind: 'site',
    subjectId: siteId,
    act: 'declareRelative',
    county,
    data: { relation: given.relation },
  })
  judgeAgain(ctx, siteId)
  return view(ctx, row)
}

export async function endRelative(ctx: Ctx, siteId: string, relativeId: string) {
  const { county } = await requireOwnSite(ctx, siteId)
  if (!(await store.endRelative(ctx, siteId, relativeId))) refuse('NotFound')
  ctx.audit({ subjectKind: 'site', subjectId: siteId, act: 'endRelative', county })
  judgeAgain(ctx, siteId)
  return { ok: true as const }
}

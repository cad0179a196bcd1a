import { reportingUnits } from '@linggong/reference'
import type { PolicyKey, ValueOf } from '@linggong/policy'
import { businessDay } from '../../kernel/clock.ts'
import type { Ctx } from '../../kernel/context.ts'
import type { NameWords, UnitName } from './rules-name.ts'
import type { ListItem } from './rules-register.ts'

/** The value in force today; after the programme's end the last one, because the register goes on. */
export function standing<K extends PolicyKey>(
  ctx: Ctx,
  key: K,
  county: string,
): { value: ValueOf<K>; clause: string } | undefined {
  const today = businessDay(ctx.now)
  const now = ctx.deps.policy.answer(key, today, { county })
  if (now.status === 'inForce') return { value: now.value, clause: now.source.clause }
  if (now.expiredOn === null) return undefined
  const last = ctx.deps.policy.answer(key, now.expiredOn, { county })
  return last.status === 'inForce' ? { value: last.value, clause: last.source.clause } : undefined
}

type ListKey =
  | 'site.zones'
  | 'site.safetyItems'
  | 'site.wallBoards'
  | 'site.serviceEquipment'
  | 'site.convenienceEquipment'
  | 'site.officeEquipment'
  | 'site.networkRequirements'
  | 'site.hostVenues'
  | 'site.partnerDesks'
  | 'site.staffSources'
  | 'service.core'

/** Items of a list of the policy, each with its clause. */
export function listed(ctx: Ctx, key: ListKey, county: string): ListItem[] {
  const found = standing(ctx, key, county)
  return (found?.value ?? []).map((one) => ({
    item: one.id,
    title: one.titleZh,
    required: one.required,
    clause: found?.clause ?? '',
  }))
}

const equipmentKeys = {
  'site.serviceEquipment': '服务大厅',
  'site.convenienceEquipment': '便民',
  'site.officeEquipment': '办公',
  'site.networkRequirements': '网络',
  'site.wallBoards': '上墙制度牌',
} as const satisfies Partial<Record<ListKey, string>>

export function equipmentItems(ctx: Ctx, county: string): Array<ListItem & { group: string }> {
  return (Object.keys(equipmentKeys) as Array<keyof typeof equipmentKeys>).flatMap((key) =>
    listed(ctx, key, county).map((one) => ({ ...one, group: equipmentKeys[key] })),
  )
}

export function numberFor(
  ctx: Ctx,
  key: 'site.minimumAreaSquareMeters' | 'site.minimumStaff',
  site: { kind: string; county: string },
): number {
  return standing(ctx, key, site.county)?.value[site.kind] ?? 0
}

/** How a site's name may begin in each reporting unit; the development zone is also called 宁德市东侨. */
export function unitNames(): UnitName[] {
  return reportingUnits().map(({ code, name, hasOwnCounty }) => ({
    code,
    names: hasOwnCounty ? [name] : [name, `宁德市${name.slice(0, 2)}`, name.slice(0, 2)],
  }))
}

/** What the naming rule is read with in a county. */
export const nameWords = (ctx: Ctx, county: string): NameWords => ({
  units: unitNames(),
  looseKinds: standing(ctx, 'site.namingLooseKinds', county)?.value ?? [],
  companyWords: standing(ctx, 'site.namingCompanyWords', county)?.value ?? [],
  traditionalSigns: standing(ctx, 'site.namingTraditionalSigns', county)?.value ?? [],
})

import { siteKindLabels, type SiteKind } from '@linggong/contract'
import { addWorkingDays, type KeyOfKind } from '@linggong/policy'
import { businessDay } from '../../kernel/clock.ts'
import type { Ctx } from '../../kernel/context.ts'
import { refuse } from '../../kernel/errors.ts'
import type { Operator, Site, standingOfSite } from '../sites/index.ts'
import { checklistOf, type Checked, type FormLayout, type Shown } from './rules.ts'

type Standing = Awaited<ReturnType<typeof standingOfSite>>

/** Working days from today by the Chinese calendar. Refuses NoPolicyInForce. */
export function dueOn(ctx: Ctx, key: KeyOfKind<'number'>, county: string, from = businessDay(ctx.now)): string {
  const days = ctx.deps.policy.answer(key, businessDay(ctx.now), { county })
  if (days.status === 'noPolicy') return refuse('NoPolicyInForce')
  return addWorkingDays(ctx.deps.policy, from, days.value).date
}

export function formLayout(ctx: Ctx, county: string): { layout: FormLayout; provisional: boolean } {
  const found = ctx.deps.policy.answer('recognition.form', businessDay(ctx.now), { county })
  if (found.status === 'noPolicy') return refuse('NoPolicyInForce')
  return { layout: found.value, provisional: found.provisional }
}

function shownOf(site: Site, { sections, known }: Standing): Shown {
  const area = site.areaSquareMeters
  const said = (met: boolean, note: string | null = null) => ({ met, note })
  return {
    lists: {
      zone: new Map(sections.zones.map((one) => [one.item, said(one.present, one.note)])),
      equipment: new Map(
        sections.equipment.map((one) => [
          one.item,
          said(
            (one.count ?? 0) > 0 && one.working !== false,
            one.adjustedReason ?? (one.working === false ? '坏了' : null),
          ),
        ]),
      ),
      safety: new Map(sections.safety.map((one) => [one.item, said(one.passed === true && !one.overdue, one.note)])),
      service: new Map(sections.services.map((one) => [one.item, said(one.offered, one.guide)])),
    },
    facts: {
      name: said(known.nameProblems.length === 0, site.name),
      area: said(area !== null && area >= known.minimumAreaSquareMeters, area === null ? null : `${area}平方米`),
      areaProof: said(site.areaProofId !== null),
      venue: said(site.venue !== null && (site.venue !== 'shared' || known.timetableRows > 0)),
      staff: said(known.staffNow >= known.minimumStaff, site.understaffedReason ?? `${known.staffNow}人`),
      hours: said(site.hours.length > 0),
      operator: said(site.operatorId !== null),
    },
  }
}

/** Each article of annex 1 that binds this site, with what the register shows. Refuses NoPolicyInForce. */
export function checklistFor(ctx: Ctx, site: Site, standing: Standing): Checked[] {
  const found = ctx.deps.policy.answer('site.standard', businessDay(ctx.now), { county: site.county })
  if (found.status === 'noPolicy') return refuse('NoPolicyInForce')
  return checklistOf(found.value, site.kind, shownOf(site, standing))
}

const weekdays = '一二三四五六日'

/** Facts a form may ask for by name; null where the register does not know. */
export function formFacts(
  site: Site,
  operator: Operator | undefined,
  { sections }: Standing,
  words: { county: string; town: string; operatorKind: string | null; venue: string | null; today: string },
): Record<string, string | null> {
  const staff = sections.staff.filter((one) => one.until === null || one.until >= words.today)
  return {
    'site.name': site.name,
    'site.kind': siteKindLabels[site.kind as SiteKind],
    'site.county': words.county,
    'site.address': `${words.town}${site.address}`,
    'site.phone': site.phone,
    'site.area': site.areaSquareMeters === null ? null : `${site.areaSquareMeters}平方米`,
    'site.venue': words.venue,
    'site.venueUntil': site.venueUntil,
    'site.openedOn': site.openedOn,
    'site.hours': site.hours
      .map((one) => `周${one.days.map((day) => weekdays[day - 1]).join('')} ${one.from}–${one.to}`)
      .join(';'),
    'site.point': `${site.lat.toFixed(5)}, ${site.lng.toFixed(5)}`,
    'site.builder': site.builderName,
    'site.zones':
      sections.zones
        .filter((one) => one.present)
        .map(({ title }) => title)
        .join('、') || null,
    'site.equipment': `${sections.equipment.filter((one) => (one.count ?? 0) > 0).length}/${sections.equipment.length}项`,
    'site.safety': sections.safety.map((one) => `${one.title}${one.passed ? '合格' : '未查'}`).join('、'),
    'site.services':
      sections.services
        .filter((one) => one.offered)
        .map(({ title }) => title)
        .join('、') || null,
    'site.staff':
      staff.length === 0 ? null : `${staff.length}人:${staff.map(({ name, duty }) => `${name}(${duty})`).join('、')}`,
    'operator.name': operator?.name ?? null,
    'operator.kind': words.operatorKind,
    'operator.uscc': operator?.uscc ?? null,
    'operator.licence': operator?.agencyLicence ?? (operator && operator.kind !== 'hrAgency' ? '不需要' : null),
    'operator.legalPerson': operator?.legalPerson ?? null,
    'operator.phone': operator?.phone ?? null,
  }
}

import { operatorKindLabels, siteKindLabels, venueLabels, type SiteKind } from '@linggong/contract'
import type { Policy } from '@linggong/policy'
import { fillForm, type Filled } from './rules.ts'

export type SeededFacts = {
  kind: SiteKind
  name: string
  unitName: string
  address: string
  lat: number
  lng: number
  phone: string
  areaSquareMeters: number
  venue: string
  venueUntil: string | null
  builderName: string | null
  openedOn: string
  operatorName: string
  operatorKind: string
  uscc: string
  agencyLicence: string | null
  legalPerson: string
  operatorPhone: string
}

const label = (labels: Readonly<Record<string, string>>, key: string): string | null => labels[key] ?? null

/** The application form as somebody filled it on a day, by the layout of that day; empty where there was none. */
export function seededForm(policy: Policy, day: string, site: SeededFacts): Filled & { provisional: boolean } {
  const layout = policy.answer('recognition.form', day)
  if (layout.status === 'noPolicy') return { version: '', title: '', sections: [], opinions: [], provisional: true }
  const facts: Record<string, string | null> = {
    'site.name': site.name,
    'site.kind': siteKindLabels[site.kind],
    'site.county': site.unitName,
    'site.address': `${site.unitName}${site.address}`,
    'site.phone': site.phone,
    'site.area': `${site.areaSquareMeters}平方米`,
    'site.venue': label(venueLabels, site.venue),
    'site.venueUntil': site.venueUntil,
    'site.openedOn': site.openedOn,
    'site.hours': site.kind === 'market' ? '周一二三四五六日 06:00–18:00' : '周一二三四五六 07:30–17:30',
    'site.point': `${site.lat.toFixed(5)}, ${site.lng.toFixed(5)}`,
    'site.builder': site.builderName,
    'site.zones': '柜面服务区、求职招聘区、等候休息区',
    'site.equipment': '已清点,见登记',
    'site.safety': '已查,见登记',
    'site.services': '职业介绍、政策咨询、维权服务',
    'operator.name': site.operatorName,
    'operator.kind': label(operatorKindLabels, site.operatorKind),
    'operator.uscc': site.uscc,
    'operator.licence': site.agencyLicence ?? '不需要',
    'operator.legalPerson': site.legalPerson,
    'operator.phone': site.operatorPhone,
  }
  const typed = {
    contact: site.legalPerson,
    contactPhone: site.operatorPhone,
    promise: `承诺所填属实 ${site.legalPerson}`,
  }
  return { ...fillForm(layout.value, facts, typed), provisional: layout.provisional }
}

import type { SiteKind } from '@linggong/contract'

/** A reporting unit and every way its name may begin a site's name, the right one first. */
export type UnitName = { code: string; names: readonly string[] }

export type NameCheck = {
  right: boolean
  county: string | null
  place: string | null
  kind: SiteKind | null
  problems: string[]
  /** How the name should read; null where the place is missing and nobody can guess it. */
  suggestion: string | null
}

const kindWords: Record<SiteKind, string> = { market: '零工市场', station: '零工驿站' }
/** Words that stand for the kind in names people make up, the longest first. */
const loose =
  /(?:零工就业服务站|家门口就业服务站|就业服务站|零工服务站|零工超市|零工之家|零工市场|零工驿站|零工站|驿站|市场|零工)$/u
/** What belongs to an organisation, not to a place: a site is named after its place or trade. */
const company = /(有限公司|有限责任公司|公司|合作社|集团|人力资源)/u

const withoutSuffix = (name: string) => name.replace(/(县|市|区|经济技术开发区)$/u, '')

/** The unit's name, or a short form of it, that a text begins with. */
function unitAt(text: string, units: readonly UnitName[]): { unit: UnitName; said: string } | undefined {
  const candidates = units
    .flatMap((unit) => unit.names.flatMap((name) => [name, withoutSuffix(name)].map((said) => ({ unit, said }))))
    .toSorted((a, b) => b.said.length - a.said.length)
  return candidates.find(({ said }) => said.length > 1 && text.startsWith(said))
}

function kindAt(text: string): { kind: SiteKind | null; rest: string; exact: boolean } {
  for (const [kind, words] of Object.entries(kindWords) as Array<[SiteKind, string]>) {
    if (text.endsWith(words)) return { kind, rest: text.slice(0, -words.length), exact: true }
  }
  return { kind: null, rest: text.replace(loose, ''), exact: false }
}

/**
 * Parses a site's name by the rule ××县(市、区)××(社区或行业)零工市场(驿站) and says everything that is wrong at once,
 * with the name as it should read. Source: 附1-2.
 */
export function checkName(
  given: { name: string; county: string; kind: SiteKind },
  units: readonly UnitName[],
): NameCheck {
  const problems: string[] = []
  const written = given.name.normalize('NFKC')
  const text = written.replace(/\s/gu, '').replace(/^(?:福建省)?宁德市(?!东侨)/u, '')
  if (text !== given.name.replace(/\s/gu, '')) problems.push('名称从县(市、区)写起,前面不用写省和市')
  else if (text !== given.name) problems.push('名称里不要有空格')
  const own = units.find(({ code }) => code === given.county)
  const ownName = own?.names[0] ?? ''
  const at = unitAt(text, units)
  const { kind, rest, exact } = kindAt(at ? text.slice(at.said.length) : text)
  if (!at) problems.push(`名称要以“${ownName}”开头`)
  else if (at.unit.code !== given.county) problems.push(`登记的是${ownName},名称写的是${at.unit.names[0] ?? at.said}`)
  else if (!at.unit.names.includes(at.said)) problems.push(`“${at.said}”要写全:${ownName}`)
  if (!exact) problems.push(`名称要以“${kindWords[given.kind]}”结尾`)
  else if (kind !== given.kind)
    problems.push(`登记的是${kindWords[given.kind]},名称写的是${kindWords[kind ?? given.kind]}`)
  // 霞浦县霞浦农贸市场… says the county twice.
  const place = rest.replace(
    new RegExp(`^(?:${(own?.names ?? []).flatMap((one) => [one, withoutSuffix(one)]).join('|')})(?=..)`, 'u'),
    '',
  )
  if (place !== rest) problems.push('县(市、区)写了两遍')
  if (place === '') problems.push('中间要写到哪个社区、村、街道、地点或行业,如“湖滨社区”“建筑业”')
  if (company.test(place)) problems.push('名称里写地点或行业,不写公司名')
  const usable = place !== '' && !company.test(place)
  const begin = at && at.unit.code === given.county && at.unit.names.includes(at.said) ? at.said : ownName
  return {
    right: problems.length === 0,
    county: at?.said ?? null,
    place: place === '' ? null : place,
    kind,
    problems,
    suggestion: usable ? `${begin}${place}${kindWords[given.kind]}` : null,
  }
}

import type { SiteKind } from '@linggong/contract'

/** A reporting unit and every way its name may begin a site's name, the right one first. */
export type UnitName = { code: string; names: readonly string[] }

export type NameWords = {
  units: readonly UnitName[]
  /** What stands for the kind in names people make up. */
  looseKinds: readonly string[]
  /** What belongs to an organisation, not to a place: a site is named after its place or trade. */
  companyWords: readonly string[]
  /** Signs of before the reform, in words every name of a site has: the name is to be written in plain characters. */
  traditionalSigns: readonly string[]
}

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
/** A street or square that is called after the county does not say the county twice: 蕉城南路. */
const named = '(?![东西南北中]?(?:大道|路|街|巷|广场|站|港|湾))'

const withoutSuffix = (name: string) => name.replace(/(县|市|区|经济技术开发区)$/u, '')

/** The unit's name, or a short or older form of it (福鼎县), that a text begins with. */
function unitAt(text: string, units: readonly UnitName[]): { unit: UnitName; said: string } | undefined {
  const candidates = units
    .flatMap((unit) => unit.names.flatMap((name) => [name, withoutSuffix(name)].map((said) => ({ unit, said }))))
    .toSorted((a, b) => b.said.length - a.said.length)
  const found = candidates.find(({ said }) => said.length > 1 && text.startsWith(said))
  if (!found || found.unit.names.includes(found.said)) return found
  const [level = ''] = /^(?:县|市(?!场)|区)/u.exec(text.slice(found.said.length)) ?? []
  return { unit: found.unit, said: found.said + level }
}

/** The text without the longest of these words at its end. */
function withoutEnd(text: string, words: readonly string[]): string {
  const found = words.toSorted((a, b) => b.length - a.length).find((word) => text.endsWith(word))
  return found === undefined ? text : text.slice(0, -found.length)
}

function kindAt(text: string, loose: readonly string[]): { kind: SiteKind | null; rest: string; exact: boolean } {
  for (const [kind, words] of Object.entries(kindWords) as Array<[SiteKind, string]>) {
    if (text.endsWith(words)) return { kind, rest: text.slice(0, -words.length), exact: true }
  }
  return { kind: null, rest: withoutEnd(text, loose), exact: false }
}

/** The name without what does not belong into it, and what that was. */
function plainName(given: string, isTraditional: (text: string) => boolean): { text: string; problems: string[] } {
  const problems: string[] = []
  const written = given.normalize('NFKC').replace(/\s/gu, '')
  const fromCounty = written.replace(/^(?:福建省)?(?:宁德市(?!东侨))?/u, '')
  // What stands in brackets at the end is a remark (筹); elsewhere it is a word of the name.
  const text = fromCounty.replace(/\([^()]*\)$/u, '').replace(/[^\p{L}\p{N}·]/gu, '')
  if (fromCounty !== written) problems.push('名称从县(市、区)写起,前面不用写省和市')
  if (/\s/u.test(given)) problems.push('名称里不要有空格')
  if (text !== fromCounty) problems.push('名称里不要括号、标点和别的符号')
  if (isTraditional(text)) problems.push('名称用简体字写')
  return { text, problems }
}

/** Place or trade between county and kind, what is wrong with it, and whether a right name can be made of it. */
function placeIn(
  rest: string,
  { own, units, companyWords }: Pick<NameWords, 'units' | 'companyWords'> & { own: UnitName | undefined },
): { place: string; problems: string[]; usable: boolean } {
  const problems: string[] = []
  // 霞浦县霞浦农贸市场… says the county twice.
  const names = (own?.names ?? []).flatMap((one) => [one, withoutSuffix(one)]).join('|')
  const once = rest.replace(new RegExp(`^(?:${names})${named}(?=..)`, 'u'), '')
  if (once !== rest) problems.push('县(市、区)写了两遍')
  const kindWithin = /零工(?:市场|驿站)/u.exec(once)
  if (kindWithin) problems.push(`“${kindWithin[0]}”只在最后写一次`)
  const place = kindWithin ? once.slice(0, kindWithin.index) : once
  const after = kindWithin ? once.slice(place.length).replace(/零工(?:市场|驿站)/gu, '') : ''
  const other = units.find(({ code, names: all }) => code !== own?.code && all.some((name) => place.startsWith(name)))
  if (other) problems.push(`又写了${other.names[0] ?? ''},只写登记的县(市、区)`)
  const says = place.length > 1 && /\p{Script=Han}/u.test(place)
  if (!says) problems.push('中间要写到哪个社区、村、街道、地点或行业,如“湖滨社区”“建筑业”')
  const company = companyWords.some((word) => place.includes(word))
  if (company) problems.push('名称里写地点或行业,不写公司名')
  return { place, problems, usable: says && after === '' && !other && !company }
}

/**
 * Parses a site's name by the rule ××县(市、区)××(社区或行业)零工市场(驿站) and says everything that is wrong at once,
 * with the name as it should read. Source: 附1-2.
 */
export function checkName(given: { name: string; county: string; kind: SiteKind }, words: NameWords): NameCheck {
  const { units } = words
  const isTraditional = (text: string) => words.traditionalSigns.some((sign) => text.includes(sign))
  const { text, problems } = plainName(given.name, isTraditional)
  const own = units.find(({ code }) => code === given.county)
  const ownName = own?.names[0] ?? ''
  const at = unitAt(text, units)
  const { kind, rest, exact } = kindAt(at ? text.slice(at.said.length) : text, words.looseKinds)
  if (!at) problems.push(`名称要以“${ownName}”开头`)
  else if (at.unit.code !== given.county) problems.push(`登记的是${ownName},名称写的是${at.unit.names[0] ?? at.said}`)
  else if (!at.unit.names.includes(at.said)) problems.push(`“${at.said}”要写全:${ownName}`)
  if (!exact) problems.push(`名称要以“${kindWords[given.kind]}”结尾`)
  else if (kind !== given.kind)
    problems.push(`登记的是${kindWords[given.kind]},名称写的是${kindWords[kind ?? given.kind]}`)
  const { place, problems: ofPlace, usable } = placeIn(rest, { ...words, own })
  problems.push(...ofPlace)
  const begin = at && at.unit.code === given.county && at.unit.names.includes(at.said) ? at.said : ownName
  return {
    right: problems.length === 0,
    county: at?.said ?? null,
    place: place === '' ? null : place,
    kind,
    problems,
    suggestion: usable && !isTraditional(text) ? `${begin}${place}${kindWords[given.kind]}` : null,
  }
}

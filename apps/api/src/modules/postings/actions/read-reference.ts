import { childrenOf, counties, findOccupation, occupations, qualifications, type Occupation } from '@linggong/reference'

const toView = (occupation: Occupation, matchedText: string | null) => ({
  code: occupation.code,
  name: occupation.officialName,
  everydayNames: [...occupation.everydayNames],
  hazards: [...occupation.hazards],
  qualifications: [...occupation.qualifications],
  minorsForbidden: occupation.minorsForbidden,
  industryGroup: occupation.industryGroup,
  matchedText,
})

/** Occupations by how people speak of them; without words all of them in order of code. */
export function findOccupations(query: { q?: string | undefined; limit: number }) {
  if (!query.q)
    return {
      items: occupations()
        .slice(0, query.limit)
        .map((occupation) => toView(occupation, null)),
    }
  const matches = findOccupation(query.q, query.limit)
  return { items: matches.map((match) => toView(match.occupation, match.matchedText)) }
}

export function listQualificationKinds() {
  return {
    items: qualifications().map(({ code, name, everydayNames }) => ({ code, name, everydayNames: [...everydayNames] })),
  }
}

/** The nine counties, or what lies directly under a county or town. */
export function listDivisions(parent: string | undefined) {
  const list = parent === undefined ? counties() : childrenOf(parent)
  return {
    items: list.map((division) => ({
      code: division.code,
      name: division.displayName,
      level: division.level,
      reportingUnit: division.reportingUnitCode,
      lat: division.point?.lat ?? null,
      lng: division.point?.lng ?? null,
    })),
  }
}

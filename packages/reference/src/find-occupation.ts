/** From how people speak of work to occupations: "万达广场搬货的3个" → 装卸搬运工. */
import { hiringWords } from './hiring-words.ts'
import { occupations, type Occupation } from './occupations.ts'
import { once } from './tables.ts'

export type MatchedAs = 'official' | 'everyday' | 'keyword'

export interface OccupationMatch {
  readonly occupation: Occupation
  /** The words that matched; good as the title of the work ("采茶工"). */
  readonly matchedText: string
  readonly matchedAs: MatchedAs
  /** Higher is better; comparable within one call only. */
  readonly score: number
}

interface Term {
  readonly text: string
  readonly as: MatchedAs
  readonly occupation: Occupation
}

interface Hit {
  readonly start: number
  readonly end: number
  readonly terms: readonly Term[]
}

// A name says more than a hint; a longer one says more than a shorter one.
const weight: Readonly<Record<MatchedAs, number>> = { official: 4, everyday: 4, keyword: 2 }
// A second word for the same work strengthens it, but many hints never outweigh a name.
const furtherWordWeight = 0.25
// Typing half a name finds it, after everything that was named in full.
const partOfNameWeight = 0.5

const index = once(() => {
  const terms = occupations().flatMap((occupation): Term[] => [
    { text: normalised(occupation.officialName), as: 'official', occupation },
    ...occupation.everydayNames.map((name): Term => ({ text: normalised(name), as: 'everyday', occupation })),
    ...occupation.keywords.map((word): Term => ({ text: normalised(word), as: 'keyword', occupation })),
  ])
  const byText = Map.groupBy(terms, (term) => term.text)
  // Words of hiring name no work but cover the hints inside them: 包接送 is no driver.
  for (const { word } of hiringWords()) if (!byText.has(normalised(word))) byText.set(normalised(word), [])
  const longest = Math.max(...[...byText.keys()].map((text) => text.length))
  return { terms, byText, longest }
})

function normalised(text: string): string {
  return text.normalize('NFKC').toLowerCase().replaceAll(/\s+/g, '')
}

// Every known term in the text, longest first at each place.
function hitsIn(text: string): readonly Hit[] {
  const { byText, longest } = index()
  const hits: Hit[] = []
  for (let start = 0; start < text.length; start += 1) {
    for (let end = Math.min(text.length, start + longest); end > start; end -= 1) {
      const terms = byText.get(text.slice(start, end))
      if (terms) hits.push({ start, end, terms })
    }
  }
  return hits
}

// 服务员 inside 餐厅服务员 says nothing of its own.
function withoutShadowed(hits: readonly Hit[]): readonly Hit[] {
  return hits.filter(
    (hit) => !hits.some((h) => h !== hit && h.start <= hit.start && h.end >= hit.end && h.terms !== hit.terms),
  )
}

// The text is a part of a name: 砌 → 砌墙的.
function namesContaining(text: string): readonly OccupationMatch[] {
  if (text === '') return []
  return index()
    .terms.filter((term) => term.as !== 'keyword' && term.text.includes(text))
    .map((term) => toMatch(term, (partOfNameWeight * text.length) / term.text.length))
}

function toMatch(term: Term, score: number): OccupationMatch {
  return { occupation: term.occupation, matchedText: term.text, matchedAs: term.as, score }
}

function better(a: OccupationMatch, b: OccupationMatch): number {
  return b.score - a.score || (a.occupation.code < b.occupation.code ? -1 : 1)
}

/**
 * Occupations that a text speaks of, best first. Names count more than hints, longer words more than shorter;
 * a word inside a longer known word is not counted. Equal scores are ordered by code, so the answer is stable.
 * @param text a name, or a whole message
 * @param limit at most so many
 * @returns [] when nothing fits: ask, do not guess
 */
export function findOccupation(text: string, limit = 5): readonly OccupationMatch[] {
  const sought = normalised(text)
  const found = withoutShadowed(hitsIn(sought)).flatMap((hit) =>
    hit.terms.map((term) => toMatch(term, weight[term.as] * (hit.end - hit.start))),
  )
  const matches = found.length > 0 ? found : namesContaining(sought)
  const best = new Map<string, OccupationMatch>()
  for (const match of matches.toSorted(better)) {
    const sameWork = best.get(match.occupation.code)
    if (!sameWork) best.set(match.occupation.code, match)
    else if (sameWork.matchedText !== match.matchedText) {
      best.set(match.occupation.code, { ...sameWork, score: sameWork.score + furtherWordWeight * match.score })
    }
  }
  return [...best.values()].toSorted(better).slice(0, limit)
}

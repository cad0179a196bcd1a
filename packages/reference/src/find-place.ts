/** From how people name a place to where it is: "在万达广场卸货" → 宁德万达广场, 天湖. */
import { divisions, namePath, pointOf } from './divisions.ts'
import type { Point } from './geo.ts'
import { landmarks } from './landmarks.ts'
import { once } from './tables.ts'

export interface PlaceMatch {
  /** The words of the text. */
  readonly matchedText: string
  /** UTF-16 position of them. */
  readonly start: number
  /** Of the landmark, or of the town or village itself. */
  readonly name: string
  readonly townCode: string
  readonly address: string
  /** GCJ-02; approximate, as all landmarks are. */
  readonly point: Point
}

type Known = Omit<PlaceMatch, 'matchedText' | 'start'>

// A village of two characters is a word of everyday language as often as a place.
const shortestName = 3
const shortestLandmark = 2

const known = once((): ReadonlyMap<string, Known> => {
  const byWord = new Map<string, Known>()
  const add = (word: string, shortest: number, place: Known) => {
    if (word.length >= shortest && !byWord.has(word)) byWord.set(word, place)
  }
  for (const one of landmarks()) {
    const place = {
      name: one.name,
      townCode: one.townCode,
      address: namePath(one.townCode) + one.name,
      point: one.point,
    }
    for (const word of [one.name, ...one.aliases]) add(word, shortestLandmark, place)
  }
  // Towns before villages: of two places with one name the larger is meant more often.
  for (const level of ['town', 'village'] as const) {
    for (const one of divisions()) {
      if (one.level !== level) continue
      const place = { name: one.displayName, townCode: one.code, address: namePath(one.code), point: pointOf(one.code) }
      for (const word of [one.name, one.displayName]) add(word, shortestName, place)
    }
  }
  return byWord
})

/** The longest name of a landmark, town or village that the text holds; undefined where it holds none. */
export function findPlace(text: string): PlaceMatch | undefined {
  const byWord = known()
  const longest = Math.min(text.length, 20)
  for (let length = longest; length >= shortestLandmark; length -= 1) {
    for (let start = 0; start + length <= text.length; start += 1) {
      const matchedText = text.slice(start, start + length)
      const place = byWord.get(matchedText)
      if (place) return { ...place, matchedText, start }
    }
  }
  return undefined
}

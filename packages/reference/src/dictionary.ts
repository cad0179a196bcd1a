/** The word segmenter's own dictionary: without it 日结 and 钢筋工 are cut in the wrong place and never found. */
import { createHash } from 'node:crypto'
import { divisions } from './divisions.ts'
import { hiringWords } from './hiring-words.ts'
import { landmarks } from './landmarks.ts'
import { occupations, qualifications } from './occupations.ts'
import { once } from './tables.ts'

// jieba weighs a word by its frequency: high enough to beat its parts, and long names above short ones.
const frequencyPerCharacter = 20_000
// A village's name is rare in messages and often made of common words.
const villageFrequency = 200
const shortestVillage = 3

interface Entry {
  readonly word: string
  readonly frequency: number
  /** Tags of the segmenter: n noun, ns place. */
  readonly tag: 'n' | 'ns'
}

function weighted(word: string, tag: Entry['tag']): Entry {
  return { word, frequency: frequencyPerCharacter * word.length, tag }
}

// 福鼎市 → 福鼎, 盐田畲族乡 → 盐田; 城南镇 stays also as it is
function shortName(name: string): string {
  return name.replace(/(?:畲族)?(?:街道|镇|乡|县|市|区)$/, '')
}

function placeEntries(): readonly Entry[] {
  return divisions().flatMap((d): readonly Entry[] => {
    if (d.level === 'village') {
      return d.displayName.length < shortestVillage
        ? []
        : [{ word: d.displayName, frequency: villageFrequency, tag: 'ns' }]
    }
    const short = shortName(d.name)
    return [d.name, ...(short.length >= 2 ? [short] : [])].map((word) => weighted(word, 'ns'))
  })
}

function workEntries(): readonly Entry[] {
  const work = occupations().flatMap((o) => [o.officialName, ...o.everydayNames, ...o.keywords])
  const papers = qualifications().flatMap((q) => q.everydayNames)
  return [...work, ...papers, ...hiringWords().map((w) => w.word)].map((word) => weighted(word, 'n'))
}

function landmarkEntries(): readonly Entry[] {
  return landmarks().flatMap((l) => [l.name, ...l.aliases].map((word) => weighted(word, 'ns')))
}

const built = once(() => {
  const entries = new Map<string, Entry>()
  for (const entry of [...workEntries(), ...landmarkEntries(), ...placeEntries()]) {
    const usable = entry.word.length >= 2 && !/\s/.test(entry.word)
    if (usable && !entries.has(entry.word)) entries.set(entry.word, entry)
  }
  const lines = [...entries.values()].map((e) => `${e.word} ${e.frequency} ${e.tag}`)
  const text = `${lines.toSorted().join('\n')}\n`
  return { text, version: createHash('sha256').update(text).digest('hex').slice(0, 12) }
})

/** User dictionary for jieba, one `word frequency tag` per line, sorted; every word once. */
export function dictionaryText(): string {
  return built().text
}

/** Twelve hex digits of the text's SHA-256. Store it beside every index made with the dictionary; differs → re-index. */
export function dictionaryVersion(): string {
  return built().version
}

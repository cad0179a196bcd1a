import { Jieba } from '@node-rs/jieba'
import { dict } from '@node-rs/jieba/dict.js'
import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { dictionaryText, dictionaryVersion } from './dictionary.ts'
import { countyBounds, divisionByCode, pointOf, reportingUnits } from './divisions.ts'
import { haversineMeters, within } from './geo.ts'
import { hiringWords } from './hiring-words.ts'
import { landmarks, landmarksOf } from './landmarks.ts'
import { givenNames, surnames } from './names.ts'
import { parseTable } from './tables.ts'

describe('dictionary', () => {
  const words = dictionaryText()
    .trimEnd()
    .split('\n')
    .map((line) => line.split(' '))

  it('has one word, frequency and tag per line, every word once', () => {
    const malformed = words.filter(
      ([, frequency, tag, ...more]) => !(Number(frequency) > 0) || !/^ns?$/.test(tag ?? '') || more.length > 0,
    )
    expect(malformed).toEqual([])
    expect(new Set(words.map(([word]) => word)).size).toBe(words.length)
  })

  it.each(['日结', '包吃住', '钢筋工', '搬货的', '万达广场', '太姥山镇', '福鼎', '电工证', '渔排'])(
    'knows %s',
    (word) => {
      expect(words.map(([w]) => w)).toContain(word)
    },
  )

  it('its version is the hash of its text', () => {
    expect(dictionaryVersion()).toBe(createHash('sha256').update(dictionaryText()).digest('hex').slice(0, 12))
  })

  it('makes the segmenter cut where people would', () => {
    const jieba = Jieba.withDict(dict)
    jieba.loadDict(Buffer.from(dictionaryText()))
    expect(jieba.cut('急招钢筋工日结')).toEqual(['急招', '钢筋工', '日结'])
    expect(jieba.cut('明早万达广场搬货管午饭')).toEqual(['明早', '万达广场', '搬货', '管午饭'])
  })
})

describe('landmarks', () => {
  it('are at least eight in every reporting unit', () => {
    for (const unit of reportingUnits()) expect(landmarksOf(unit.code).length, unit.name).toBeGreaterThanOrEqual(8)
  })

  it('lie near their town and in their county; every name once', () => {
    for (const l of landmarks()) {
      expect(divisionByCode(l.townCode)?.level, l.name).toBe('town')
      expect(haversineMeters(l.point, pointOf(l.townCode)), l.name).toBeLessThan(8_000)
      expect(within(countyBounds(l.townCode.slice(0, 6)), l.point), l.name).toBe(true)
    }
    const names = landmarks().flatMap((l) => [l.name, ...l.aliases])
    expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([])
  })
})

describe('lists', () => {
  it('hiring words come once each', () => {
    const words = hiringWords().map((w) => w.word)
    expect(new Set(words).size).toBe(words.length)
  })

  it('surnames come once each, with a weight', () => {
    expect(new Set(surnames().map((s) => s.surname)).size).toBe(surnames().length)
    expect(surnames().length).toBeGreaterThanOrEqual(80)
    for (const s of surnames()) expect(s.weight, s.surname).toBeGreaterThan(0)
  })

  it.each(['male', 'female'] as const)('given names: %s of every era', (sex) => {
    for (const era of ['older', 'middle', 'younger']) {
      expect(givenNames(sex).filter((g) => g.era === era).length).toBeGreaterThanOrEqual(30)
    }
  })
})

describe('tables', () => {
  it('name the line that has too few cells', () => {
    expect(() => parseTable('# note\na\tb\n1\t2\n3', 'x.tsv')).toThrow('x.tsv:4: 1 cells, expected 2')
    expect(() => parseTable('# note only', 'x.tsv')).toThrow('x.tsv: no header line')
  })
})

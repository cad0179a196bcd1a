import { Jieba } from '@node-rs/jieba'
import { dict } from '@node-rs/jieba/dict.js'
import { dictionaryText, dictionaryVersion, divisionByCode, namePath, occupationByCode } from '@linggong/reference'
import type { PartialTerms } from './types.ts'

/**
 * Words of Chinese text for the search index. The index and the question must be cut with the same
 * dictionary, so its version stands on every row and old rows are cut again (`jobs.ts`).
 */
let loaded: { jieba: Jieba; version: string } | undefined

function cutter(): { jieba: Jieba; version: string } {
  if (!loaded) {
    const jieba = Jieba.withDict(dict)
    // Without it 日结 and 钢筋工 are cut wrongly and never found.
    jieba.loadDict(Buffer.from(dictionaryText()))
    loaded = { jieba, version: dictionaryVersion() }
  }
  return loaded
}

/** Version of the dictionary in use, stored with every row it has cut. */
export const wordsVersion = (): string => cutter().version

// Words that carry no meaning here: 找搬货的活 asks for 搬货.
const fillers = new Set(
  '的 了 在 是 和 与 及 或 有 找 招 要 请 去 到 来 个 名 位 人 活 工作 岗位 零工 急招 招聘 招工 附近'.split(' '),
)

/** Lexemes of a text: lower case, each once, in order. Full-width signs count as half-width. */
export function lexemesOf(text: string): string[] {
  const found = new Set<string>()
  for (const word of cutter().jieba.cutForSearch(text.normalize('NFKC').toLowerCase(), false)) {
    const lexeme = word.trim()
    if (/[\p{L}\p{N}]/u.test(lexeme) && !fillers.has(lexeme)) found.add(lexeme)
  }
  return [...found]
}

const quoted = (lexeme: string) => `'${lexeme.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`

/** Text of a `tsquery` that asks for all or for any of the words; undefined when nothing is asked. */
export function wordsQuery(text: string, how: 'all' | 'any'): string | undefined {
  const lexemes = lexemesOf(text)
  if (lexemes.length === 0) return undefined
  return lexemes.map(quoted).join(how === 'all' ? ' & ' : ' | ')
}

/** Text of a `tsvector`, for COPY: PostgreSQL reads it back as these very lexemes. */
export function vectorText(lexemes: readonly string[]): string {
  return lexemes.map(quoted).join(' ')
}

export type Findable = {
  terms: PartialTerms
  employerName: string
  actualEmployerName: string | null
}

const cycleWords: Record<string, string> = {
  perShift: '日结 当天结',
  weekly: '周结',
  fortnightly: '半月结',
  monthly: '月结',
  onCompletion: '干完结',
}

/** What a posting can be found by: its own words, its trade in everyday words, its place, its conditions. */
export function findableParts({ terms, employerName, actualEmployerName }: Findable): string[] {
  const occupation = terms.occupationCode ? occupationByCode(terms.occupationCode) : undefined
  const town = terms.town && divisionByCode(terms.town) ? namePath(terms.town) : ''
  return [
    terms.title,
    occupation?.officialName,
    ...(occupation?.everydayNames ?? []),
    ...(occupation?.keywords ?? []),
    terms.description,
    terms.skills,
    terms.placeName,
    terms.address,
    town,
    employerName,
    actualEmployerName,
    terms.settlementCycle && cycleWords[terms.settlementCycle],
    terms.payMethod === 'hourly' && '小时工 钟点工',
    terms.payMethod === 'piece' && '计件',
    terms.meals && '包吃 管饭',
    terms.lodging && '包住',
    terms.meals && terms.lodging && '包吃住',
    terms.escrow && '工资托管',
  ].filter((part): part is string => typeof part === 'string' && part !== '')
}

export const findableText = (findable: Findable): string => findableParts(findable).join(' ')

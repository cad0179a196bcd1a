/** Automatic screening of a posting: every hit names the words, the rule, the article and the way out. */
import type { KeyOfKind } from './catalogue/index.ts'
import { catalogue, policyKeys } from './catalogue/index.ts'
import { compare, numberOf, optionalNumberOf } from './contract-kind.ts'
import type { KindValue, ScreeningCategory, ScreeningSeverity } from './kinds.ts'
import type { BasisItem, Policy, PolicyReader } from './policy.ts'
import type { PlaceOptions } from './resolve.ts'

/** What the posting's structured part says. Absent or null: not stated, so no rule about it fires. */
export interface PostingFacts {
  /** The least a worker can earn per hour by the posting's terms, in fen. */
  readonly hourlyPayFen?: number | null
  readonly dailyPayFen?: number | null
  readonly minAgeAsked?: number | null
  readonly maxAgeAsked?: number | null
  readonly occupationForbiddenForMinors?: boolean | null
  /** Anything the worker is asked to pay, in fen. */
  readonly workerPaysFen?: number | null
}

export interface ScreeningHit {
  readonly ruleId: string
  readonly category: ScreeningCategory
  readonly severity: ScreeningSeverity
  /** The words found; empty for a hit on structured facts. */
  readonly words: string
  /** The field and the UTF-16 positions [start, end) of the words in it; null for a hit on structured facts. */
  readonly where: { readonly field: string; readonly start: number; readonly end: number } | null
  readonly article: string
  readonly explanationZh: string
  readonly wayOutZh: string
}

export interface ScreeningResult {
  /** The gravest severity among the hits. */
  readonly outcome: 'clean' | ScreeningSeverity
  /** By severity (block first), then field and position. */
  readonly hits: readonly ScreeningHit[]
  readonly basis: readonly BasisItem[]
}

type Rule = KindValue['screeningRules'][number]
type RuleKey = KeyOfKind<'screeningRules'>

const severityOrder: readonly ScreeningSeverity[] = ['block', 'review', 'warn']

const ruleKeys: readonly RuleKey[] = policyKeys.filter(
  (key): key is RuleKey => catalogue[key].kind === 'screeningRules',
)

/**
 * @param fields the posting's free texts by field name, e.g. `{ title, description, requirements }`
 * @throws PolicyNotInForce when a rule list is not in force on `date`.
 */
export function screenPosting(
  policy: Policy,
  fields: Readonly<Record<string, string>>,
  facts: PostingFacts,
  date: string,
  place?: PlaceOptions,
): ScreeningResult {
  const reader = policy.at(date, place)
  const rules = ruleKeys.flatMap((key) => reader.value(key))
  const texts = Object.entries(fields).map(([field, original]) => ({ field, original, text: normalise(original) }))
  const hits = rules.flatMap((rule) => [...textHits(rule, texts, reader), ...factHits(rule, facts, reader)])
  const sorted = hits.toSorted(
    (a, b) =>
      severityOrder.indexOf(a.severity) - severityOrder.indexOf(b.severity) ||
      (a.where?.field ?? '').localeCompare(b.where?.field ?? '') ||
      (a.where?.start ?? 0) - (b.where?.start ?? 0),
  )
  return { outcome: sorted[0]?.severity ?? 'clean', hits: sorted, basis: reader.basis() }
}

/**
 * Full-width letters, digits and marks become half-width, Chinese commas and stops stay. One character for one, so
 * that positions in the result are positions in the text people wrote.
 */
export function normalise(text: string): string {
  return text.replace(/[\uFF01-\uFF5E]/g, (char) => String.fromCharCode(char.charCodeAt(0) - 0xfee0))
}

/** `text`: as it is searched. */
interface Field {
  readonly field: string
  readonly original: string
  readonly text: string
}

function textHits(rule: Rule, fields: readonly Field[], reader: PolicyReader): ScreeningHit[] {
  if (rule.patterns.length === 0) return []
  return fields.flatMap(({ field, original, text }) => {
    const found = rule.patterns
      .flatMap((pattern) => matches(pattern, text))
      .filter((match) => rule.captures.every((capture) => captured(capture, match, reader)))
      .map((match) => ({ start: match.index, end: match.index + match[0].length }))
    if (found.length === 0) return []
    const excused = rule.exceptions.flatMap((pattern) => spans(pattern, text))
    const left = found.filter((span) => !excused.some((other) => span.start < other.end && other.start < span.end))
    return merge(left).map(({ start, end }) => hit(rule, original.slice(start, end), { field, start, end }))
  })
}

const nothing: readonly RegExpExecArray[] = []

function matches(pattern: string, text: string): readonly RegExpExecArray[] {
  const expression = compiled(pattern)
  // Hardly any of some hundred patterns is found; `search` says so without an iterator and an array for each.
  if (text.search(expression) < 0) return nothing
  return [...text.matchAll(expression)].filter((match) => match[0].length > 0)
}

function spans(pattern: string, text: string): Span[] {
  return matches(pattern, text).map((match) => ({ start: match.index, end: match.index + match[0].length }))
}

const compiledPatterns = new Map<string, RegExp>()

/** Compiling some hundred expressions for every posting would cost more than running them. */
function compiled(pattern: string): RegExp {
  const known = compiledPatterns.get(pattern)
  if (known !== undefined) return known
  const expression = new RegExp(pattern, 'giu')
  compiledPatterns.set(pattern, expression)
  return expression
}

function captured(capture: Rule['captures'][number], match: RegExpExecArray, reader: PolicyReader): boolean {
  const text = match.groups?.[capture.group]
  if (text === undefined) return false
  return compare(Number(text) * capture.scale, capture.op, numberOf(reader, capture.valueKey))
}

interface Span {
  readonly start: number
  readonly end: number
}

/** Overlapping finds of one rule are one hit: people should not be told the same thing twice. */
function merge(found: readonly Span[]): Span[] {
  const merged: Span[] = []
  for (const span of found.toSorted((a, b) => a.start - b.start)) {
    const last = merged.at(-1)
    if (last !== undefined && span.start < last.end)
      merged[merged.length - 1] = { start: last.start, end: Math.max(last.end, span.end) }
    else merged.push(span)
  }
  return merged
}

function factHits(rule: Rule, facts: PostingFacts, reader: PolicyReader): ScreeningHit[] {
  if (rule.facts.length === 0) return []
  const all = rule.facts.every((condition) => {
    const fact = facts[condition.fact] ?? null
    if (fact === null) return false
    if ('is' in condition) return fact === condition.is
    const bound = optionalNumberOf(reader, condition.valueKey)
    return typeof fact === 'number' && bound !== null && compare(fact, condition.op, bound)
  })
  return all ? [hit(rule, '', null)] : []
}

function hit(rule: Rule, words: string, where: ScreeningHit['where']): ScreeningHit {
  const { ruleId, category, severity, article, explanationZh, wayOutZh } = rule
  return { ruleId, category, severity, words, where, article, explanationZh, wayOutZh }
}

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import type { z } from 'zod'
import { canonicalJson, sha256Hex } from './canonical.ts'
import { catalogue, isPolicyKey } from './catalogue/index.ts'
import { addDays } from './dates.ts'
import { kindSchemas } from './kinds.ts'
import { packFileSchema, valueEntrySchema, valueFileSchema } from './pack.ts'
import type { Pack, PackFile, PackProblem, PackSet, PackValue } from './pack.ts'
import { setProblems } from './set-checks.ts'

/** Everything wrong with the packs, at once. */
export class PackLoadError extends Error {
  readonly problems: readonly PackProblem[]
  constructor(problems: readonly PackProblem[]) {
    super(`policy packs are not usable:\n${problems.map((p) => `  ${p.file} ${p.path}: ${p.message}`).join('\n')}`)
    this.name = 'PackLoadError'
    this.problems = problems
  }
}

type Report = (file: string, path: string, message: string) => void

/**
 * Reads every folder with a `pack.json` below `dir`, checks it against the catalogue and against the other packs.
 * @throws PackLoadError with all problems found, each with file and path.
 */
export function loadPacks(dir: string): PackSet {
  const problems: PackProblem[] = []
  const report: Report = (file, path, message) => problems.push({ file, path, message })
  const packFiles = findPackFiles(dir)
  if (packFiles.length === 0) report('.', '', `no pack.json found below ${dir}`)
  const packs = packFiles.map((file) => readPack(dir, file, report)).filter((pack) => pack !== null)
  for (const problem of setProblems(packs)) report(problem.file, problem.path, problem.message)
  if (problems.length > 0) throw new PackLoadError(problems)
  return { packs }
}

/**
 * One pack by itself: a draft that is not among the packs in force yet. What it must agree on with others is not looked at.
 * @param folder with its `pack.json`
 * @throws PackLoadError with all problems found in it
 */
export function readPackAlone(folder: string): Pack {
  const problems: PackProblem[] = []
  const report: Report = (file, path, message) => problems.push({ file, path, message })
  const pack = existsSync(join(folder, 'pack.json')) ? readPack(folder, 'pack.json', report) : null
  if (pack === null && problems.length === 0) report('pack.json', '', `no pack.json in ${folder}`)
  if (pack === null || problems.length > 0) throw new PackLoadError(problems)
  return pack
}

function findPackFiles(dir: string): string[] {
  if (!existsSync(dir)) return []
  return readdirSync(dir, { recursive: true, encoding: 'utf8' })
    .filter((name) => name === 'pack.json' || name.endsWith(`${sep}pack.json`))
    .toSorted()
}

function readPack(dir: string, packFile: string, report: Report): Pack | null {
  const folder = join(dir, dirname(packFile))
  const rawMeta = readJson(dir, packFile, report)
  if (rawMeta === undefined) return null
  const meta = packFileSchema.safeParse(rawMeta)
  if (!meta.success) {
    reportIssues(meta.error, packFile, '', report)
    return null
  }
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.json') && name !== 'pack.json')
    .toSorted()
  const values: PackValue[] = []
  for (const name of files) {
    const file = relative(dir, join(folder, name))
    const content = readJson(dir, file, report)
    if (content !== undefined) values.push(...readValues(content, meta.data, file, report))
  }
  return { meta: meta.data, sha256: contentHash(meta.data, values), values }
}

/** The hash covers what a value says, not in which file or order it is written. */
function contentHash(meta: PackFile, values: readonly PackValue[]): string {
  const lines = values.map(({ file: _file, ...said }) => canonicalJson(said)).toSorted()
  return sha256Hex(canonicalJson({ meta, lines }))
}

function readJson(dir: string, file: string, report: Report): unknown {
  try {
    return JSON.parse(readFileSync(join(dir, file), 'utf8'))
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    report(file, '', `is not JSON: ${error.message}`)
    return undefined
  }
}

function reportIssues(error: z.ZodError, file: string, prefix: string, report: Report): void {
  for (const issue of error.issues) {
    const path = [prefix, ...issue.path.map(String)].filter((part) => part !== '').join('.')
    report(file, path, issue.message)
  }
}

function readValues(content: unknown, meta: PackFile, file: string, report: Report): PackValue[] {
  const parsed = valueFileSchema.safeParse(content)
  if (!parsed.success) {
    reportIssues(parsed.error, file, '', report)
    return []
  }
  return parsed.data.values
    .map((raw, index) => readValue(raw, meta, file, `values.${index}`, report))
    .filter((value) => value !== null)
}

function readValue(raw: unknown, meta: PackFile, file: string, path: string, report: Report): PackValue | null {
  const parsed = valueEntrySchema.safeParse(raw)
  if (!parsed.success) {
    reportIssues(parsed.error, file, path, report)
    return null
  }
  const entry = parsed.data
  if (!isPolicyKey(entry.key)) {
    report(file, `${path}.key`, `unknown key ${entry.key}: add it to the catalogue first`)
    return null
  }
  const expected = catalogue[entry.key]
  if (entry.unit !== expected.unit) report(file, `${path}.unit`, `unit of ${entry.key} must be ${expected.unit}`)
  const value = kindSchemas[expected.kind].safeParse(entry.value)
  if (!value.success) reportIssues(value.error, file, `${path}.value`, report)
  const document = meta.documents[entry.source.document]
  if (document === undefined)
    report(file, `${path}.source.document`, `${entry.source.document} is not a document of the pack`)
  const dates = {
    validFrom: entry.validFrom ?? meta.validFrom,
    validTo: entry.validTo === undefined ? meta.validTo : entry.validTo,
  }
  checkDates(dates, meta, (field, message) => report(file, `${path}.${field}`, message))
  if (!value.success || document === undefined) return null
  return {
    key: entry.key,
    value: value.data,
    unit: entry.unit,
    ...dates,
    regions: entry.regions ?? null,
    precedence: entry.precedence ?? meta.precedence,
    source: { document: cite(document), clause: entry.source.clause },
    provisional: entry.provisional,
    note: entry.note ?? null,
    file,
  }
}

function cite(document: PackFile['documents'][string]): string {
  return document.number === null ? `《${document.titleZh}》` : `《${document.titleZh}》(${document.number})`
}

function checkDates(
  dates: { validFrom: string; validTo: string | null },
  meta: PackFile,
  report: (field: string, message: string) => void,
): void {
  if (dates.validFrom < meta.validFrom) report('validFrom', `before the pack itself (${meta.validFrom})`)
  if (dates.validTo !== null && dates.validTo < dates.validFrom) report('validTo', 'lies before validFrom')
  if (meta.validTo !== null && (dates.validTo === null || dates.validTo > meta.validTo))
    report('validTo', `after the pack itself (${meta.validTo}); the next day would be ${addDays(meta.validTo, 1)}`)
}

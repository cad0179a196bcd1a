/** Checks that need more than one value at a time: overlaps, references from one value to another, areas. */
import { catalogue, isPolicyKey } from './catalogue/index.ts'
import { kindSchemas } from './kinds.ts'
import type { Pack, PackProblem, PackValue } from './pack.ts'

export function setProblems(packs: readonly Pack[]): PackProblem[] {
  return [...duplicatePacks(packs), ...overlaps(packs), ...danglingReferences(packs)]
}

function duplicatePacks(packs: readonly Pack[]): PackProblem[] {
  const seen = new Set<string>()
  const problems: PackProblem[] = []
  for (const { meta } of packs) {
    if (seen.has(meta.id))
      problems.push({ file: `${meta.id}/pack.json`, path: 'id', message: `pack ${meta.id} exists twice` })
    seen.add(meta.id)
  }
  return problems
}

/** Whether two values of one key and one area could both answer on some day. */
export function collide(a: PackValue, b: PackValue): boolean {
  const days = a.validFrom <= (b.validTo ?? '9999-12-31') && b.validFrom <= (a.validTo ?? '9999-12-31')
  const sameKind = (a.regions === null) === (b.regions === null)
  const places = a.regions === null || b.regions === null || a.regions.some((code) => b.regions?.includes(code))
  return days && sameKind && places
}

function overlaps(packs: readonly Pack[]): PackProblem[] {
  const groups = new Map<string, PackValue[]>()
  for (const pack of packs)
    for (const value of pack.values) {
      const name = `${pack.meta.level} ${pack.meta.region} ${value.key}`
      groups.set(name, [...(groups.get(name) ?? []), value])
    }
  const problems: PackProblem[] = []
  for (const [name, values] of groups)
    for (const [i, a] of values.entries())
      for (const b of values.slice(i + 1))
        if (collide(a, b))
          problems.push({
            file: b.file,
            path: b.key,
            message: `overlaps ${a.validFrom}–${a.validTo ?? '…'} of ${a.file} (${name})`,
          })
  return problems
}

/** A table that names another value by key is useless when no pack holds that key. */
function danglingReferences(packs: readonly Pack[]): PackProblem[] {
  const values = packs.flatMap((pack) => pack.values)
  const held = new Set(values.map((value) => value.key))
  return values.flatMap((value) =>
    referencedKeys(value)
      .filter((key) => !held.has(key) || !isPolicyKey(key) || catalogue[key].kind !== 'number')
      .map((key) => ({
        file: value.file,
        path: value.key,
        message: `refers to ${key}, which no pack holds as a number`,
      })),
  )
}

function referencedKeys(value: PackValue): string[] {
  if (!isPolicyKey(value.key)) return []
  const { kind } = catalogue[value.key]
  if (kind === 'contractKindTable')
    return kindSchemas.contractKindTable
      .parse(value.value)
      .flatMap((row) => row.when.flatMap((condition) => ('valueKey' in condition ? [condition.valueKey] : [])))
  if (kind === 'screeningRules')
    return kindSchemas.screeningRules
      .parse(value.value)
      .flatMap((rule) => [
        ...rule.captures.map((capture) => capture.valueKey),
        ...rule.facts.flatMap((condition) => ('valueKey' in condition ? [condition.valueKey] : [])),
      ])
  return []
}

/** For this package's tests: the real packs, and small ones written to a temporary folder. */
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { loadPolicy } from './policy.ts'
import type { Policy } from './policy.ts'

export const realPacksDir = join(import.meta.dirname, '../../../policy-packs')

let loaded: Policy | undefined
export function realPolicy(): Policy {
  loaded ??= loadPolicy(realPacksDir)
  return loaded
}

export interface TestPack {
  readonly meta: Record<string, unknown>
  readonly values: readonly Record<string, unknown>[]
}

export function testPack(over: Record<string, unknown>, values: readonly Record<string, unknown>[]): TestPack {
  const documents = {
    doc: { titleZh: '测试文件', number: '测〔2024〕1号', issuerZh: '测试机关', publishedOn: '2024-01-01' },
  }
  const meta = {
    id: 'test/city',
    version: '2024.1.1',
    level: 'city',
    region: '350900',
    titleZh: '测试',
    issuerZh: '测试机关',
    validFrom: '2024-01-01',
    validTo: null,
    precedence: 'mostSpecific',
    documents,
    ...over,
  }
  return { meta, values }
}

export function testValue(
  key: string,
  value: unknown,
  unit: string | null,
  over: Record<string, unknown> = {},
): Record<string, unknown> {
  return { key, value, unit, source: { document: 'doc', clause: '一' }, provisional: false, ...over }
}

export const testUnits = testValue(
  'region.reportingUnits',
  [
    { code: '350981', nameZh: '福安市', cityCode: '350900', inheritsFrom: null },
    { code: '350902', nameZh: '蕉城区', cityCode: '350900', inheritsFrom: null },
    { code: '350902500', nameZh: '东侨', cityCode: '350900', inheritsFrom: '350902' },
  ],
  null,
)

/** Writes the packs (and, by name, raw files) below a new temporary folder. */
export function writePacks(packs: readonly TestPack[], raw: Readonly<Record<string, string>> = {}): string {
  const dir = mkdtempSync(join(tmpdir(), 'policy-packs-'))
  const put = (name: string, text: string): void => {
    mkdirSync(dirname(join(dir, name)), { recursive: true })
    writeFileSync(join(dir, name), text)
  }
  for (const { meta, values } of packs) {
    put(`${String(meta['id'])}/pack.json`, JSON.stringify(meta))
    put(`${String(meta['id'])}/values.json`, JSON.stringify({ values }))
  }
  for (const [name, text] of Object.entries(raw)) put(name, text)
  return dir
}

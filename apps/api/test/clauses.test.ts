import { existsSync, globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { allEndpoints } from '@linggong/contract'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { stories } from './journey/scenarios/index.ts'

const root = new URL('../../../', import.meta.url)
const text = readFileSync(new URL('docs/clauses.md', root), 'utf8')

type Row = { clause: string; endpoints: string; proofs: string; status: string; missing: string }

/** Lines of the tables; the two lines of a head have no status. */
function readRows(): Row[] {
  const statuses = ['done', 'part', 'not yet']
  return text.split('\n').flatMap((line) => {
    if (!line.startsWith('| ')) return []
    const [clause, , , endpoints, proofs, status, missing] = line
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim())
    if (clause === 'clause' || clause?.startsWith('---')) return []
    if (!clause || !statuses.includes(status ?? '')) throw new Error(`a row of docs/clauses.md cannot be read: ${line}`)
    return [{ clause, endpoints: endpoints ?? '', proofs: proofs ?? '', status: status ?? '', missing: missing ?? '' }]
  })
}

const rows = readRows()
const quoted = (cell: string): string[] => [...cell.matchAll(/`([^`]+)`/g)].map(([, inside]) => inside ?? '')

describe('docs/clauses.md', () => {
  test('every endpoint it names is in the contract', () => {
    const known = new Set(Object.values(allEndpoints).map(({ method, path }) => `${method} ${path}`))
    const named = rows.flatMap(({ endpoints }) => quoted(endpoints))
    expect(named.length).toBeGreaterThan(0)
    expect(named.filter((one) => !known.has(one))).toEqual([])
  })

  test('every file and every story of the journey it names exists', () => {
    const told = new Set(stories.map(({ name }) => `journey ${name}`))
    const named = rows.flatMap(({ proofs }) => quoted(proofs))
    expect(named.length).toBeGreaterThan(0)
    const found = (one: string): boolean =>
      one.startsWith('journey ')
        ? told.has(one)
        : one.endsWith('.test.ts') && existsSync(fileURLToPath(new URL(one, root)))
    expect(named.filter((one) => !found(one))).toEqual([])
  })

  test('what works names what it works by, what is unfinished says what is missing', () => {
    const vague = rows.filter(({ status, endpoints, missing }) =>
      status === 'not yet'
        ? endpoints !== '' || missing === ''
        : endpoints === '' || (status === 'part' && missing === ''),
    )
    expect(vague.map(({ clause }) => clause)).toEqual([])
    const unproven = rows.filter(({ status, proofs }) => status === 'done' && proofs === '')
    expect(unproven.map(({ clause }) => clause)).toEqual([])
  })

  test('每一条都在,一条只有一行', () => {
    const annex1 = Array.from({ length: 22 }, (_, index) => `附1-${index + 1}`)
    const functions = [
      '实名认证',
      '需求发布',
      '岗位匹配',
      '线上派单',
      '合同签订',
      '工资结算',
      '保险参保',
      '权益保障',
      '技能培训',
      '投诉反馈',
    ]
    const clauses = rows.map(({ clause }) => clause)
    const rest =
      '一 二(一) 二(三)1 二(三)2 二(四) 二(四)1 二(四)2 三(一) 三(二) 三(三) 三(四) 有效期 附件2 附件3 附表1–4'.split(
        ' ',
      )
    const parts = [...functions, '多渠道 24小时', '过渡'].map((name) => `二(二) ${name}`)
    expect(clauses.toSorted()).toEqual([...rest, ...parts, ...annex1].toSorted())
  })
})

describe('what the documents name is there', () => {
  const folder = fileURLToPath(root)
  const documents = ['README.md', 'README.zh-CN.md', ...globSync('docs/*.md', { cwd: folder })]
  const textOf = (file: string): string => readFileSync(new URL(file, root), 'utf8')

  test.each(documents)('%s: files and folders', (file) => {
    const text = textOf(file)
    // What is built is not in a checkout.
    const paths = quoted(text).filter((one) =>
      /^(apps|packages|scripts|bench|docs|policy-packs)\/(?!\w+\/dist\b)[\w./-]+$/.test(one),
    )
    const links = [...text.matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map(
      ([, link]) => new URL(link ?? '', new URL(file, root)),
    )
    const targets = [...paths.map((path) => new URL(path, root)), ...links]
    expect(targets.map((one) => fileURLToPath(one)).filter((one) => !existsSync(one))).toEqual([])
  })

  test.each(documents)('%s: commands', (file) => {
    const { scripts } = z
      .object({ scripts: z.record(z.string(), z.string()) })
      .parse(JSON.parse(textOf('package.json')))
    const named = [...textOf(file).matchAll(/npm run ([a-z][\w:-]*)/g)].map(([, name]) => name ?? '')
    expect(named.filter((name) => !(name in scripts))).toEqual([])
  })
})

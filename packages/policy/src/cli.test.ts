import { describe, expect, it } from 'vitest'
import { runCli } from './cli.ts'
import { realPacksDir, writePacks } from './test-packs.ts'

function run(argv: readonly string[], packsDir = realPacksDir): { code: number; lines: string[]; json: unknown } {
  const lines: string[] = []
  const code = runCli(argv, { packsDir, today: '2026-11-23', print: (line) => lines.push(line) })
  return { code, lines, json: JSON.parse(lines.at(-1) ?? 'null') }
}

describe('npm run policy', () => {
  it('tells value, dates, source, layer and the provisional mark', () => {
    const { code, lines, json } = run(['wage.minimumHourlyFen', '--county', '350902500'])
    const text = lines.join('\n')
    for (const part of [
      '东侨',
      '21.50 元',
      '2025-04-01 至 长期',
      '闽人社文〔2025〕14号',
      '层级:省',
      '沿用 350902',
      '【暂行】',
    ])
      expect(text).toContain(part)
    expect(json).toMatchObject({ status: 'inForce', value: 2150, inheritedFrom: '350902' })
    expect(code).toBe(0)
  })

  it('says when nothing is in force', () => {
    const { code, lines, json } = run(['subsidy.oneOff.market', '--date', '2027-01-01'])
    expect(lines.join('\n')).toContain('2026-12-31到期')
    expect([code, json]).toEqual([1, expect.objectContaining({ reason: 'expired' })])
  })

  it('offers near matches for an unknown key', () => {
    const { code, json } = run(['worktime.checkInRadius'])
    expect([code, json]).toEqual([
      2,
      expect.objectContaining({ near: expect.arrayContaining(['worktime.checkInRadiusMeters']) }),
    ])
  })

  it('lists keys by prefix', () => {
    expect(run(['--list', 'target.']).json).toMatchObject({
      keys: expect.arrayContaining(['target.markets', 'target.stations']),
    })
    expect(run(['--list', 'nothing.']).code).toBe(2)
  })

  it.each([
    [[]],
    [['a', 'b']],
    [['target.by', '--date', '2026-02-30']],
    [['target.by', '--nonsense']],
    [['target.by', '--county', '110101']],
  ])('refuses %j', (argv) => {
    expect(run(argv).code).toBe(2)
  })

  it('names the problems of unusable packs', () => {
    const { code, lines } = run(['target.by'], writePacks([], { 'x/pack.json': '{' }))
    expect(code).toBe(2)
    expect(lines[0]).toContain('x/pack.json')
  })
})

import { describe, expect, it } from 'vitest'
import { loadPacks, PackLoadError } from './load.ts'
import type { PackProblem } from './pack.ts'
import { testPack, testUnits, testValue, writePacks } from './test-packs.ts'

function problemsOf(dir: string): readonly PackProblem[] {
  try {
    loadPacks(dir)
  } catch (error) {
    if (error instanceof PackLoadError) return error.problems
    throw error
  }
  return []
}

describe('loading packs', () => {
  it('names every problem at once, with file and path', () => {
    const dir = writePacks(
      [
        testPack({ validTo: '2026-12-31' }, [
          testValue('target.markets', 'ten', 'site'),
          testValue('target.nowhere', 1, 'site'),
          testValue('target.stations', 100, 'fen'),
          testValue('target.everyCountyCovered', true, null, { source: { document: 'lost', clause: '一' } }),
          testValue('target.by', '2025-02-30', null),
          testValue('site.minimumStaff', { market: 2 }, 'person', { validFrom: '2023-12-31', validTo: '2027-01-01' }),
          { key: 'site.namingPattern', value: 'x', unit: null, provisional: false },
        ]),
      ],
      { 'broken/pack.json': '{', 'half/pack.json': JSON.stringify({ id: 'half' }) },
    )
    const found = problemsOf(dir).map(({ file, path }) => `${file} ${path}`)
    expect(found).toEqual(
      expect.arrayContaining([
        'broken/pack.json ',
        'half/pack.json version',
        'half/pack.json level',
        'test/city/values.json values.0.value',
        'test/city/values.json values.1.key',
        'test/city/values.json values.2.unit',
        'test/city/values.json values.3.source.document',
        'test/city/values.json values.4.value',
        'test/city/values.json values.5.validFrom',
        'test/city/values.json values.5.validTo',
        'test/city/values.json values.6.source',
      ]),
    )
  })

  it('refuses two values of one key that could answer on the same day', () => {
    const values = [
      testValue('target.markets', 10, 'site', { validTo: '2025-03-31' }),
      testValue('target.markets', 12, 'site', { validFrom: '2025-03-31' }),
    ]
    expect(problemsOf(writePacks([testPack({}, values)])).map((p) => p.message)).toEqual([
      expect.stringContaining('overlaps 2024-01-01–2025-03-31'),
    ])
  })

  it('refuses overlaps across two packs of one layer and area, and two packs of one name', () => {
    const value = testValue('target.markets', 10, 'site')
    const dir = writePacks([testPack({}, [value]), testPack({ id: 'test/other' }, [value])], {
      'copy/pack.json': JSON.stringify(testPack({}, []).meta),
    })
    expect(problemsOf(dir).map((p) => p.message)).toEqual([
      'pack test/city exists twice',
      expect.stringContaining('overlaps'),
    ])
  })

  it('accepts values that follow each other, and the same key for different units', () => {
    const values = [
      testUnits,
      testValue('wage.minimumHourlyFen', 1900, 'fen', { validTo: '2025-03-31', regions: ['350981'] }),
      testValue('wage.minimumHourlyFen', 2150, 'fen', { validFrom: '2025-04-01', regions: ['350981'] }),
      testValue('wage.minimumHourlyFen', 1750, 'fen', { regions: ['350902'] }),
    ]
    expect(problemsOf(writePacks([testPack({}, values)]))).toEqual([])
  })

  it('refuses tables that refer to numbers no pack holds', () => {
    const rows = [
      {
        rowId: 'a',
        when: [{ fact: 'days', op: 'lte', valueKey: 'contract.taskLabourMaxDays' }],
        kind: 'taskLabour',
        article: '一',
        plainReasonZh: '因',
        lawyerConfirmed: false,
      },
      { rowId: 'b', when: [], kind: 'fixedTermLabour', article: '一', plainReasonZh: '因', lawyerConfirmed: false },
    ]
    expect(
      problemsOf(writePacks([testPack({}, [testValue('contract.kindTable', rows, null)])])).map((p) => p.message),
    ).toEqual(['refers to contract.taskLabourMaxDays, which no pack holds as a number'])
  })

  it.each([
    [
      'contract.kindTable',
      [
        {
          rowId: 'a',
          when: [{ fact: 'isNewForm', is: true }],
          kind: 'taskLabour',
          article: '一',
          plainReasonZh: '因',
          lawyerConfirmed: false,
        },
      ],
    ],
    [
      'subsidy.oneOff.market',
      [
        { upToInclusive: 80, amountFen: 1 },
        { upToInclusive: 70, amountFen: 2 },
        { upToInclusive: null, amountFen: 3 },
      ],
    ],
    ['subsidy.oneOff.market', [{ upToInclusive: 80, amountFen: 1 }]],
    [
      'screening.pay',
      [
        {
          ruleId: 'x',
          category: 'pay',
          severity: 'warn',
          patterns: ['('],
          article: '一',
          explanationZh: '因',
          wayOutZh: '改',
        },
      ],
    ],
    ['calendar.officeHours', [{ from: '12:00', to: '08:00' }]],
  ])('refuses a malformed %s', (key, value) => {
    const unit = key.startsWith('subsidy') ? 'fen' : null
    expect(problemsOf(writePacks([testPack({}, [testValue(key, value, unit)])]))).not.toEqual([])
  })

  it('hashes what a pack says, not how its file is laid out', () => {
    const a = testValue('target.markets', 10, 'site')
    const b = testValue('target.stations', 100, 'site')
    const hash = (...values: Record<string, unknown>[]): string | undefined =>
      loadPacks(writePacks([testPack({}, values)])).packs[0]?.sha256
    expect(hash(a, b)).toMatch(/^[0-9a-f]{64}$/)
    expect(hash(b, a)).toBe(hash(a, b))
    expect(hash(a, { ...b, value: 101 })).not.toBe(hash(a, b))
  })

  it('says when there is no pack at all', () => {
    expect(problemsOf(writePacks([]))).toHaveLength(1)
  })
})

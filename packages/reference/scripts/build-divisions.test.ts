import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { buildDivisions } from './build-divisions.ts'

describe('data/divisions.tsv', () => {
  it('is what the generator makes of its sources', () => {
    const committed = readFileSync(new URL('../data/divisions.tsv', import.meta.url), 'utf8')
    expect(buildDivisions() === committed, 'run packages/reference/scripts/build-divisions.ts').toBe(true)
  })
})

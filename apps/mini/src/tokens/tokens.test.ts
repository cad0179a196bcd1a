import { describe, expect, it } from 'vitest'

import { contrast, cssVariables, edgePairs, elder, normal, textPairs } from './tokens.ts'

describe.each([
  ['normal', normal],
  ['elder', elder],
])('%s tokens', (_name, { colours, sizes }) => {
  it.each(textPairs)('%s on %s can be read', (text, ground) => {
    expect(contrast(colours[text], colours[ground])).toBeGreaterThanOrEqual(4.5)
  })
  it.each(edgePairs)('the edge %s shows on %s', (edge, ground) => {
    expect(contrast(colours[edge], colours[ground])).toBeGreaterThanOrEqual(3)
  })
  it('makes buttons at least as high as a finger', () => {
    expect(sizes.button).toBeGreaterThanOrEqual(sizes.touch)
    expect(sizes.touch).toBeGreaterThanOrEqual(44)
  })
})

it('measures contrast as WCAG does', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21)
  expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2)
})

it('scales sizes with the text size of the person, colours stay', () => {
  const twice = cssVariables(normal, 2)
  expect(twice).toContain('--s-text:32px')
  expect(twice).toContain(`--c-ink:${normal.colours.ink}`)
})

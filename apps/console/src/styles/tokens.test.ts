import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8')
const blocks = [...css.matchAll(/:root(\[[^{]*)?\s*\{([^}]*)\}/g)].map(
  ([, which, body]) => [which ?? '', tokensIn(body ?? '')] as const,
)

function tokensIn(body: string): Record<string, string> {
  return Object.fromEntries([...body.matchAll(/(--[\w-]+):\s*([^;]+);/g)].map(([, name, value]) => [name, value]))
}

/** Relative luminance, WCAG 2.2. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4))
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a)
  return (light + 0.05) / (dark + 0.05)
}

const base = blocks[0]?.[1] ?? {}
const versions = blocks.map(([which, tokens]) => [which || 'normal', { ...base, ...tokens }] as const)

test.each(versions)('text %s stands out from what it stands on, 4.5 to 1', (_which, tokens) => {
  const grounds = [
    '--ground',
    '--surface',
    '--surface-soft',
    '--action-tint',
    '--pay-tint',
    '--done-tint',
    '--wrong-tint',
  ]
  for (const text of ['--ink', '--ink-soft', '--ink-faint', '--action', '--pay', '--done', '--wrong']) {
    for (const ground of grounds) {
      expect([text, ground, contrast(tokens[text] ?? '', tokens[ground] ?? '') >= 4.5]).toEqual([text, ground, true])
    }
  }
  for (const filled of ['--action', '--action-dark', '--wrong']) {
    expect(contrast(tokens['--on-action'] ?? '', tokens[filled] ?? '')).toBeGreaterThanOrEqual(4.5)
  }
})

test.each(versions)('edges of controls %s stand out, 3 to 1', (_which, tokens) => {
  for (const ground of ['--ground', '--surface', '--surface-soft']) {
    expect(contrast(tokens['--edge'] ?? '', tokens[ground] ?? '')).toBeGreaterThanOrEqual(3)
  }
})

test('the elder version is bigger in every size it names', () => {
  const elder = blocks.find(([which]) => which.includes('elder'))?.[1] ?? {}
  const portal = { ...base, ...blocks.find(([which]) => which.includes('portal'))?.[1] }
  const sizes = Object.entries(elder).filter(([, value]) => value.endsWith('rem'))
  expect(sizes.length).toBeGreaterThanOrEqual(6)
  for (const [name, value] of sizes)
    expect(Number.parseFloat(value)).toBeGreaterThan(Number.parseFloat(portal[name] ?? ''))
})

const sources = import.meta.glob<string>('../**/*.{vue,css}', { query: '?raw', import: 'default', eager: true })

test('text grows with the size the browser is set to: no size of text in px, but on paper and in drawings', () => {
  expect(Object.keys(sources).length).toBeGreaterThan(100)
  const fixed = Object.entries(sources).flatMap(([file, source]) => {
    const onScreen = source.replace(/@media print \{[\s\S]*?\n\}\n/g, '')
    if (/<svg[\s>]/.test(source)) return []
    return /font(-size)?: [^;]*\d(px|pt)/.test(onScreen) ? [file] : []
  })
  expect(fixed).toEqual([])
})

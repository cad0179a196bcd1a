/**
 * Every colour and size of the mini-program and H5. The elder version is the second set of values on the same
 * pages. tokens.test.ts holds the contrasts: 4.5:1 for text, 3:1 for the edges of controls.
 */
export type Tokens = {
  readonly colours: Readonly<Record<Colour, string>>
  /** CSS pixels before the person's own text size is applied. */
  readonly sizes: Readonly<Record<Size, number>>
}

type Colour =
  | 'page'
  | 'card'
  | 'ink'
  | 'soft'
  | 'line'
  | 'edge'
  | 'action'
  | 'actionSoft'
  | 'onAction'
  | 'pay'
  | 'done'
  | 'doneSoft'
  | 'wrong'
  | 'wrongSoft'
  | 'band'

type Size = 'small' | 'text' | 'lead' | 'title' | 'pay' | 'button' | 'touch' | 'icon'

const colours = {
  page: '#f2f3f5',
  card: '#ffffff',
  ink: '#1a1d21',
  soft: '#565c66',
  line: '#dfe2e6',
  edge: '#7b828d',
  action: '#0b57c2',
  actionSoft: '#e8f0fc',
  onAction: '#ffffff',
  pay: '#b04300',
  done: '#1a6e30',
  doneSoft: '#e6f4ea',
  wrong: '#b3261e',
  wrongSoft: '#fdecea',
  band: '#fff1c9',
} as const

export const normal: Tokens = {
  colours,
  sizes: { small: 14, text: 16, lead: 18, title: 20, pay: 22, button: 48, touch: 48, icon: 24 },
}

export const elder: Tokens = {
  colours: { ...colours, ink: '#000000', soft: '#3a4049', edge: '#565c66', action: '#0a4aa6' },
  sizes: { small: 19, text: 22, lead: 24, title: 26, pay: 30, button: 64, touch: 60, icon: 30 },
}

/** Pairs that stand on each other: text colour, ground. */
export const textPairs: ReadonlyArray<readonly [Colour, Colour]> = [
  ['ink', 'page'],
  ['ink', 'card'],
  ['ink', 'band'],
  ['ink', 'actionSoft'],
  ['ink', 'wrongSoft'],
  ['ink', 'doneSoft'],
  ['soft', 'page'],
  ['soft', 'card'],
  ['action', 'card'],
  ['action', 'page'],
  ['action', 'actionSoft'],
  ['onAction', 'action'],
  ['onAction', 'wrong'],
  ['pay', 'card'],
  ['pay', 'page'],
  ['pay', 'actionSoft'],
  ['done', 'card'],
  ['done', 'page'],
  ['done', 'doneSoft'],
  ['wrong', 'card'],
  ['wrong', 'page'],
  ['wrong', 'wrongSoft'],
]
/** Edges of controls on their ground. */
export const edgePairs: ReadonlyArray<readonly [Colour, Colour]> = [
  ['edge', 'card'],
  ['edge', 'page'],
  ['action', 'card'],
  ['wrong', 'card'],
]

/**
 * CSS custom properties of one set: `--c-ink:#…;--s-text:16px;…`.
 * @param textScale the person's own text size over the usual one: 1, or up to 2
 */
export function cssVariables({ colours: hues, sizes }: Tokens, textScale: number): string {
  const hueParts = Object.entries(hues).map(([name, value]) => `--c-${name}:${value}`)
  const sizeParts = Object.entries(sizes).map(([name, value]) => `--s-${name}:${Math.round(value * textScale)}px`)
  return [...hueParts, ...sizeParts, '--radius:12px'].join(';')
}

/** WCAG 2 contrast of two `#rrggbb` colours, 1 to 21. */
export function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number]
  return (light + 0.05) / (dark + 0.05)
}

function luminance(hex: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  }) as [number, number, number]
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

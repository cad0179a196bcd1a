import { compileFunction } from 'node:vm'

/** What a template sees: the component's data, and within `wx:for` the item and its index. */
export type Scope = Record<string, unknown>
type Evaluate = (scope: Scope) => unknown

export type Element = {
  kind: 'element'
  /** Unlike any other in its file. */
  id: number
  tag: string
  attributes: Map<string, Evaluate>
  children: Template[]
}
export type Text = { kind: 'text'; evaluate: Evaluate }
export type Template = Element | Text

export class WxmlError extends Error {}

/** A name the data does not hold is undefined, as in WeChat, never an error. */
function readable(scope: Scope): Scope {
  return new Proxy(scope, {
    has: () => true,
    get: (target, name) => (name === Symbol.unscopables ? undefined : target[name as string]),
  })
}

function compileExpression(source: string): Evaluate {
  const run = compileFunction(`with (scope) { return (${source}) }`, ['scope'])
  return (scope) => run(readable(scope))
}

/** `a {{b}} c`: one expression alone keeps its type, otherwise text is joined. */
function compileValue(source: string): Evaluate {
  const parts: Evaluate[] = []
  let rest = source
  while (rest !== '') {
    const open = rest.indexOf('{{')
    if (open < 0) {
      const text = rest
      parts.push(() => text)
      break
    }
    if (open > 0) {
      const text = rest.slice(0, open)
      parts.push(() => text)
    }
    const close = rest.indexOf('}}', open)
    if (close < 0) throw new WxmlError(`{{ without }} in ${source}`)
    parts.push(compileExpression(rest.slice(open + 2, close)))
    rest = rest.slice(close + 2)
  }
  if (parts.length === 0) return () => ''
  if (parts.length === 1) return parts[0]!
  return (scope) => parts.map((part) => String(part(scope) ?? '')).join('')
}

const entities: Record<string, string> = { lt: '<', gt: '>', amp: '&', nbsp: '\u00a0', quot: '"', apos: "'" }
const decoded = (text: string): string => text.replace(/&(\w+);/g, (whole, name: string) => entities[name] ?? whole)

const attribute = /\s*([\w:.@-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'))?/y
const tagStart = /<([a-zA-Z][\w-]*)/y
const tagEnd = /<\/([a-zA-Z][\w-]*)\s*>/y
const comment = /<!--[\s\S]*?-->/y

/** Reads the template language as compilers write it: well-formed, every attribute quoted. */
export function parseWxml(source: string, file: string): Template[] {
  let at = 0
  let ids = 0
  const fail = (what: string): never => {
    throw new WxmlError(`${file}: ${what} near “${source.slice(at, at + 60)}”`)
  }
  const match = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at
    const found = pattern.exec(source)
    if (found) at = pattern.lastIndex
    return found
  }

  function element(tag: string): Element {
    const attributes = new Map<string, Evaluate>()
    for (;;) {
      const end = match(/\s*(\/?)>/y)
      if (end) {
        const one: Element = { kind: 'element', id: ids++, tag, attributes, children: [] }
        if (end[1] !== '/') one.children = content(tag)
        return one
      }
      const found = match(attribute) ?? fail('an attribute was expected')
      const value = found[2] ?? found[3]
      attributes.set(found[1]!, value === undefined ? () => true : compileValue(decoded(value)))
    }
  }

  function content(inside: string | null): Template[] {
    const list: Template[] = []
    while (at < source.length) {
      if (match(comment)) continue
      const closing = match(tagEnd)
      if (closing) return closing[1] === inside ? list : fail(`</${closing[1]}> closes <${inside}>`)
      const opening = match(tagStart)
      if (opening) list.push(element(opening[1]!))
      else {
        const [raw = ''] = match(/[^<]+/y) ?? fail('text was expected')
        if (raw.trim() !== '') list.push({ kind: 'text', evaluate: compileValue(decoded(raw)) })
      }
    }
    return inside === null ? list : fail(`<${inside}> is not closed`)
  }

  return content(null)
}

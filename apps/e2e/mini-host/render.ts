import type { Element, Scope, Template } from './wxml.ts'

/** A handler named in the template; `catches` ends the event's way up. */
export type Handler = { name: string; catches: boolean }

/** What a component's template shows for its present data. */
export type Shown = {
  /** Same element, same turn of its loops: the same over time. */
  key: string
  tag: string
  /** All but handlers; names as written. */
  attributes: Record<string, unknown>
  handlers: Record<string, Handler>
  children: Array<Shown | string>
}

const event = /^(capture-)?(bind|catch):?([\w:]+)$/

function itemsOf(value: unknown): Array<[item: unknown, index: number | string]> {
  if (Array.isArray(value)) return value.map((item, index) => [item, index])
  if (typeof value === 'number') return Array.from({ length: value }, (_none, index) => [index, index])
  if (typeof value === 'object' && value !== null) return Object.entries(value).map(([name, item]) => [item, name])
  return []
}

function keyOf(name: unknown, item: unknown, index: number | string): string {
  if (typeof name !== 'string' || name === '') return String(index)
  if (name === '*this') return String(item)
  return String((item as Record<string, unknown> | null)?.[name] ?? index)
}

type Taken = (key: string) => string

/** No key twice, whatever the data says. */
function uniqueKeys(): Taken {
  const seen = new Map<string, number>()
  return (key) => {
    const count = seen.get(key) ?? 0
    seen.set(key, count + 1)
    return count === 0 ? key : `${key}~${count}`
  }
}

/** Shows a template: conditions decided, loops turned, attributes evaluated. */
export function render(templates: readonly Template[], scope: Scope): Array<Shown | string> {
  return renderAll(templates, scope, '', uniqueKeys())
}

function renderAll(templates: readonly Template[], scope: Scope, turn: string, taken: Taken): Array<Shown | string> {
  const shown: Array<Shown | string> = []
  // Whether an earlier branch of the present if-elif-else has been shown.
  let decided = false
  for (const template of templates) {
    if (template.kind === 'text') {
      const value = template.evaluate(scope)
      if (value !== '' && value !== undefined && value !== null) shown.push(String(value))
      continue
    }
    const { attributes } = template
    if (attributes.has('wx:elif') || attributes.has('wx:else')) {
      const elif = attributes.get('wx:elif')
      if (decided || (elif && !elif(scope))) continue
      decided = true
    } else if (attributes.has('wx:if') && !attributes.has('wx:for')) {
      decided = Boolean(attributes.get('wx:if')!(scope))
      if (!decided) continue
    }
    shown.push(...renderLoop(template, scope, turn, taken))
  }
  return shown
}

function renderLoop(element: Element, scope: Scope, turn: string, taken: Taken): Array<Shown | string> {
  const { attributes } = element
  const list = attributes.get('wx:for')
  if (!list) return renderOne(element, scope, turn, taken)
  const item = String(attributes.get('wx:for-item')?.(scope) ?? 'item')
  const index = String(attributes.get('wx:for-index')?.(scope) ?? 'index')
  return itemsOf(list(scope)).flatMap(([value, position]) => {
    const inner = { ...scope, [item]: value, [index]: position }
    if (attributes.has('wx:if') && !attributes.get('wx:if')!(inner)) return []
    const key = keyOf(attributes.get('wx:key')?.(inner), value, position)
    return renderOne(element, inner, `${turn}/${element.id}:${key}`, taken)
  })
}

function renderOne(element: Element, scope: Scope, turn: string, taken: Taken): Array<Shown | string> {
  const children = renderAll(element.children, scope, turn, taken)
  if (element.tag === 'block') return children
  const one: Shown = {
    key: taken(`${element.id}${turn}`),
    tag: element.tag,
    attributes: {},
    handlers: {},
    children,
  }
  for (const [name, evaluate] of element.attributes) {
    if (name.startsWith('wx:')) continue
    const value = evaluate(scope)
    const [, , how, type] = event.exec(name) ?? []
    if (type === undefined) one.attributes[name] = value
    else if (typeof value === 'string' && value !== '') one.handlers[type] = { name: value, catches: how === 'catch' }
  }
  return [one]
}

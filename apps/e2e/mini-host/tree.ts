import { classesOf, targetOf, type Instance } from './component.ts'
import type { Shown } from './render.ts'

/** An element as a person meets it: slots filled, components opened. */
export type Node = {
  tag: string
  shown: Shown
  /** Whose template names its handlers. */
  owner: Instance
  parent: Node | null
  children: Array<Node | string>
}

function childrenOf(
  list: ReadonlyArray<Shown | string>,
  owner: Instance,
  parent: Node,
  slots: Slots,
): Node['children'] {
  return list.flatMap((one) => {
    if (typeof one === 'string') return [one]
    if (one.tag === 'slot') return slots(String(one.attributes.name ?? ''), parent, one)
    return [compose(one, owner, parent, slots)]
  })
}

type Slots = (name: string, parent: Node, slot: Shown) => Node['children']
const noSlots: Slots = () => []

function compose(shown: Shown, owner: Instance, parent: Node | null, slots: Slots): Node {
  const node: Node = { tag: shown.tag, shown, owner, parent, children: [] }
  const component = owner.inner.get(shown.key)
  if (!component) {
    node.children = childrenOf(shown.children, owner, node, slots)
    return node
  }
  const fill: Slots = (name, inside, slot) => {
    const given = shown.children.filter(
      (child) => (typeof child === 'string' ? '' : String(child.attributes.slot ?? '')) === name,
    )
    // What the element itself holds shows where nobody filled the slot.
    return given.length > 0
      ? childrenOf(given, owner, inside, slots)
      : childrenOf(slot.children, component, inside, noSlots)
  }
  node.children = childrenOf(component.tree, component, node, fill)
  return node
}

/** The page as it stands now. */
export function composePage(page: Instance): Node {
  const shown: Shown = { key: 'page', tag: 'page', attributes: {}, handlers: {}, children: page.tree }
  const root: Node = { tag: 'page', shown, owner: page, parent: null, children: [] }
  root.children = childrenOf(page.tree, page, root, noSlots)
  return root
}

const hidden = ({ attributes }: Shown): boolean =>
  attributes.hidden === true || /display:\s*none/.test(String(attributes.style ?? ''))

/** Everything that shows, outer before inner. */
export function* walk(node: Node): Generator<Node> {
  if (hidden(node.shown)) return
  yield node
  for (const child of node.children) if (typeof child !== 'string') yield* walk(child)
}

export function textOf(node: Node): string {
  if (hidden(node.shown)) return ''
  const own = node.tag === 'input' || node.tag === 'textarea' ? String(node.shown.attributes.value ?? '') : ''
  return own + node.children.map((child) => (typeof child === 'string' ? child : textOf(child))).join('')
}

/** What a screen reader says it is. */
export const nameOf = (node: Node): string =>
  String(node.shown.attributes['aria-label'] || textOf(node) || node.shown.attributes.placeholder || '').trim()

export const roleOf = ({ tag, shown }: Node): string => {
  const told = shown.attributes['aria-role'] ?? shown.attributes.role
  if (typeof told === 'string' && told !== '') return told
  if (tag === 'input' || tag === 'textarea') return 'textbox'
  return tag === 'button' || tag === 'picker' || tag === 'switch' ? tag : ''
}

/** Goes up from the element touched; components are left through their element, as native events do. */
export function bubble(from: Node, type: string, detail: unknown): number {
  let heard = 0
  const target = targetOf(from.shown)
  for (let node: Node | null = from; node; node = node.parent) {
    const handler = node.shown.handlers[type]
    if (!handler) continue
    heard += 1
    node.owner.hear(handler, { type, detail, target, currentTarget: targetOf(node.shown), timeStamp: 0, touches: [] })
    if (handler.catches) break
  }
  return heard
}

/** Events of form elements stay where they happen. */
export function fire(node: Node, type: string, detail: unknown): boolean {
  const handler = node.shown.handlers[type]
  if (!handler) return false
  const target = targetOf(node.shown)
  node.owner.hear(handler, { type, detail, target, currentTarget: target })
  return true
}

export const hasClass = (node: Node, name: string): boolean => classesOf(node.shown.attributes.class).includes(name)

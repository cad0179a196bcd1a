import { crossing, fieldOf, setPath } from './data.ts'
import { render, type Handler, type Shown } from './render.ts'
import type { Template } from './wxml.ts'

type Fn = (this: unknown, ...args: unknown[]) => unknown
type Property = { type?: unknown; value?: unknown; observer?: Fn }
type Lifetimes = Partial<Record<'created' | 'attached' | 'ready' | 'detached', Fn>>

/** What a program hands to `Component()` or `Page()`. */
export type Definition = Lifetimes & {
  properties?: Record<string, Property | unknown>
  data?: Record<string, unknown>
  methods?: Record<string, Fn>
  observers?: Record<string, Fn>
  lifetimes?: Lifetimes
  pageLifetimes?: Record<string, Fn>
  behaviors?: unknown[]
  options?: Record<string, unknown>
  relations?: unknown
}

/** A component as its files describe it. */
export type Kind = {
  /** Path without ending, from the root of the package. */
  path: string
  definition: Definition
  template: readonly Template[]
  /** Tag → component, from its JSON and the app's. */
  uses: ReadonlyMap<string, string>
}

export type Host = {
  kindOf(path: string): Kind
  /** An error a program did not catch. */
  failed(error: unknown, where: string): void
  /** Bytes a `setData` carries from the program to the page. */
  carried(kind: string, bytes: number): void
  later(work: () => void): void
}

/** The object programs see as `this`. */
export type Self = Record<string, unknown> & { data: Record<string, unknown> }

export class Instance {
  readonly kind: Kind
  readonly self: Self
  /** Element of the owner's template that stands for this one; null for a page. */
  shown: Shown | null
  readonly owner: Instance | null
  tree: Array<Shown | string> = []
  /** Components of its own template, those it puts into others' slots too. */
  inner = new Map<string, Instance>()
  readonly #host: Host
  #live = false
  /** Counts showings: one begun within another makes the outer one stale. */
  #showing = 0

  constructor(host: Host, kind: Kind, shown: Shown | null, owner: Instance | null, route?: string) {
    this.#host = host
    this.kind = kind
    this.shown = shown
    this.owner = owner
    const { definition } = kind
    const data: Record<string, unknown> = crossing({ ...definition.data })
    for (const [name, property] of Object.entries(definition.properties ?? {})) data[name] = initialOf(property)
    this.self = { data, is: kind.path, ...(route !== undefined && { route, __route__: route }) }
    Object.defineProperty(this.self, 'properties', { get: () => this.self.data })
    Object.assign(this.self, definition.methods, this.#powers())
    this.#call('created')
    if (shown) this.take(shown)
  }

  #powers(): Record<string, unknown> {
    return {
      setData: (change: Record<string, unknown>, done?: Fn) => this.setData(change, done),
      triggerEvent: (type: string, detail: unknown) => this.triggerEvent(type, detail),
      selectComponent: (selector: string) => this.select(selector)[0] ?? null,
      selectAllComponents: (selector: string) => this.select(selector),
      getOpenerEventChannel: () => ({ on: () => undefined, emit: () => undefined }),
      getPageId: () => 'page',
    }
  }

  #run(where: string, fn: Fn | undefined, ...args: unknown[]): unknown {
    if (!fn) return undefined
    try {
      return fn.apply(this.self, args)
    } catch (error) {
      this.#host.failed(error, `${this.kind.path} ${where}`)
      return undefined
    }
  }

  #call(lifetime: keyof Lifetimes): void {
    const { definition } = this.kind
    this.#run(lifetime, definition.lifetimes?.[lifetime] ?? definition[lifetime])
  }

  /** Calls a method by its name, as the system and events do; a missing one is an error of the program. */
  invoke(name: string, ...args: unknown[]): unknown {
    const method = this.self[name]
    if (typeof method !== 'function') {
      this.#host.failed(new Error(`no method “${name}”`), this.kind.path)
      return undefined
    }
    return this.#run(name, method as Fn, ...args)
  }

  has(name: string): boolean {
    return typeof this.self[name] === 'function'
  }

  /** Takes the attributes its element has now; what changed is observed. */
  take(shown: Shown): void {
    this.shown = shown
    const changed: string[] = []
    for (const [written, value] of Object.entries(shown.attributes)) {
      const name = written.replace(/-([a-z])/gi, (_whole, letter: string) => letter.toUpperCase())
      if (!(name in (this.kind.definition.properties ?? {}))) continue
      const next = coerced(this.kind.definition.properties?.[name], crossing(value))
      const before = this.self.data[name]
      if (JSON.stringify(before) === JSON.stringify(next)) continue
      this.self.data[name] = next
      changed.push(name)
      this.#run(`observer of ${name}`, observerOf(this.kind.definition.properties?.[name]), next, before)
    }
    this.#observe(changed)
    if (changed.length > 0) this.update()
  }

  #observe(changed: readonly string[]): void {
    for (const [names, observer] of Object.entries(this.kind.definition.observers ?? {})) {
      const fields = names.split(',').map((name) => name.trim())
      if (!changed.some((name) => fields.includes(name) || fields.includes('**'))) continue
      this.#run(`observer of ${names}`, observer, ...fields.map((name) => this.self.data[name]))
    }
  }

  setData(change: Record<string, unknown>, done?: Fn): void {
    const carried = crossing(change)
    this.#host.carried(this.kind.path, Buffer.byteLength(JSON.stringify(carried) ?? ''))
    const fields = new Set<string>()
    for (const path of Object.keys(change)) {
      setPath(this.self.data, path, carried[path])
      fields.add(fieldOf(path))
    }
    this.#observe([...fields])
    this.update()
    if (done) this.#host.later(() => this.#run('after setData', done))
  }

  /** Shows its data anew: components that stay keep their state, new ones come, others go. */
  update(): void {
    if (!this.#live) return
    const showing = ++this.#showing
    this.tree = render(this.kind.template, this.self.data)
    const wanted = new Map<string, { path: string; shown: Shown }>()
    const collect = (list: ReadonlyArray<Shown | string>): void => {
      for (const one of list) {
        if (typeof one === 'string') continue
        const path = this.kind.uses.get(one.tag)
        if (path !== undefined) wanted.set(one.key, { path, shown: one })
        collect(one.children)
      }
    }
    collect(this.tree)
    for (const [key, instance] of this.inner) {
      if (wanted.has(key)) continue
      this.inner.delete(key)
      instance.detach()
    }
    for (const [key, { path, shown }] of wanted) {
      if (showing !== this.#showing) return
      const known = this.inner.get(key)
      if (known) known.take(shown)
      else this.#attachChild(key, path, shown)
    }
  }

  #attachChild(key: string, path: string, shown: Shown): void {
    const child = new Instance(this.#host, this.#host.kindOf(path), shown, this)
    this.inner.set(key, child)
    child.attach()
  }

  attach(): void {
    this.#begin()
    this.#call('ready')
  }

  #begin(): void {
    this.#call('attached')
    this.#live = true
    this.update()
  }

  /** A page is told its address and that it is shown before it is ready. */
  openPage(query: Record<string, string>): void {
    this.#begin()
    if (this.has('onLoad')) this.invoke('onLoad', query)
    this.showPage()
    this.#call('ready')
  }

  showPage(): void {
    if (this.has('onShow')) this.invoke('onShow')
    this.tellPageLifetime('show')
  }

  hidePage(): void {
    if (this.has('onHide')) this.invoke('onHide')
    this.tellPageLifetime('hide')
  }

  closePage(): void {
    if (this.has('onUnload')) this.invoke('onUnload')
    this.detach()
  }

  detach(): void {
    this.#live = false
    for (const instance of this.inner.values()) instance.detach()
    this.inner.clear()
    this.#call('detached')
  }

  /** An event of the component itself: heard by whoever wrote its element, not further up. */
  triggerEvent(type: string, detail: unknown): void {
    const handler = this.shown?.handlers[type]
    if (!handler || !this.owner) return
    this.owner.hear(handler, { type, detail, target: targetOf(this.shown), currentTarget: targetOf(this.shown) })
  }

  hear(handler: Handler, event: Record<string, unknown>): void {
    this.invoke(handler.name, event)
  }

  /** Components of its own template by `.class` or `#id`. */
  select(selector: string): Self[] {
    const fits = ({ attributes }: Shown): boolean =>
      selector.startsWith('#')
        ? attributes.id === selector.slice(1)
        : classesOf(attributes.class).includes(selector.slice(1))
    return [...this.inner.values()].filter(({ shown }) => shown && fits(shown)).map(({ self }) => self)
  }

  /** Says to every component of the page that it is shown or hidden. */
  tellPageLifetime(name: string): void {
    this.#run(name, this.kind.definition.pageLifetimes?.[name])
    for (const instance of this.inner.values()) instance.tellPageLifetime(name)
  }
}

export function targetOf(shown: Shown | null): { id: string; dataset: Record<string, unknown> } {
  const dataset: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(shown?.attributes ?? {})) {
    if (name.startsWith('data-')) dataset[name.slice(5)] = value
  }
  return { id: String(shown?.attributes.id ?? ''), dataset }
}

export function classesOf(value: unknown): string[] {
  const text = Array.isArray(value) ? value.filter(Boolean).join(' ') : String(value ?? '')
  return text.split(/\s+/).filter((one) => one !== '')
}

const blanks = new Map<unknown, unknown>([
  ['String', ''],
  ['Number', 0],
  ['Boolean', false],
  ['Array', []],
  ['Object', null],
])

/** Constructors of another realm are not ours: they are told apart by name. */
const typeNameOf = (type: unknown): string => (typeof type === 'function' ? type.name : '')

function isProperty(property: unknown): property is Property {
  return typeof property === 'object' && property !== null
}

function initialOf(property: unknown): unknown {
  if (!isProperty(property)) return blanks.get(typeNameOf(property))
  return 'value' in property ? crossing(property.value) : blanks.get(typeNameOf(property.type))
}

function coerced(property: unknown, value: unknown): unknown {
  const type = typeNameOf(isProperty(property) ? property.type : property)
  if (type === 'String') return value === undefined || value === null ? '' : String(value)
  if (type === 'Number') return Number(value ?? 0)
  if (type === 'Boolean') return Boolean(value)
  return value
}

function observerOf(property: unknown): Fn | undefined {
  return isProperty(property) ? property.observer : undefined
}

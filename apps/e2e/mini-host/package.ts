import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'
import { createContext, Script, type Context } from 'node:vm'

import type { Definition, Kind } from './component.ts'
import { parseWxml, type Template } from './wxml.ts'

type ComponentJson = { usingComponents?: Record<string, string>; component?: boolean }
export type AppJson = ComponentJson & {
  pages: string[]
  subPackages?: Array<{ root: string; pages: string[] }>
  tabBar?: { list: Array<{ pagePath: string }> }
}

/** Elements of the base library that this host shows as they are; anything else must be a component. */
const elements = new Set(
  (
    'view text image button input textarea picker picker-view picker-view-column checkbox checkbox-group radio ' +
    'radio-group switch slider form label scroll-view swiper swiper-item icon progress rich-text navigator slot ' +
    'block canvas map camera web-view cover-view cover-image page-meta root-portal'
  ).split(' '),
)

/** A compiled mini-program on disk, its modules run in a realm of their own. */
export class Package {
  readonly folder: string
  readonly app: AppJson
  readonly pages: readonly string[]
  readonly context: Context
  readonly #modules = new Map<string, { exports: unknown }>()
  readonly #kinds = new Map<string, Kind>()
  readonly #definitions = new Map<string, Definition>()
  /** File being run: `Component()` and `Page()` define it. */
  #running = ''

  /**
   * `globals` are what the base library gives a program beside the language itself. There is no window, no fetch, no
   * process, and no making of code from text, as on a phone.
   */
  constructor(folder: string, globals: Record<string, unknown>) {
    this.folder = folder
    this.app = this.#json<AppJson>('app')
    const ofSubpackages = (this.app.subPackages ?? []).flatMap(({ root, pages }) =>
      pages.map((page) => posix.join(root, page)),
    )
    this.pages = [...this.app.pages, ...ofSubpackages]
    const define = (definition: Definition): void => void this.#definitions.set(this.#running, definition)
    this.context = createContext(
      { ...globals, Component: define, Page: (page: Record<string, unknown>) => define(ofPage(page)) },
      { codeGeneration: { strings: false, wasm: false } },
    )
    new Script('globalThis.global = globalThis; delete globalThis.Intl; delete globalThis.WebAssembly').runInContext(
      this.context,
    )
  }

  #json<T>(path: string): T {
    return JSON.parse(readFileSync(join(this.folder, `${path}.json`), 'utf8')) as T
  }

  /** Runs a file once; what it requires is run before. */
  require(path: string): unknown {
    const known = this.#modules.get(path)
    if (known) return known.exports
    const module = { exports: {} as unknown }
    this.#modules.set(path, module)
    const source = readFileSync(join(this.folder, path), 'utf8')
    const wrapped = new Script(`(function (exports, require, module) {${source}\n})`, { filename: path })
    const run = wrapped.runInContext(this.context) as (...args: unknown[]) => void
    const before = this.#running
    this.#running = path.replace(/\.js$/, '')
    try {
      run(module.exports, (name: string) => this.require(posix.join(dirname(path), name)), module)
    } finally {
      this.#running = before
    }
    return module.exports
  }

  /** A page or component by its path; its code is run when it is first needed, as with lazy loading. */
  kindOf(path: string): Kind {
    const known = this.#kinds.get(path)
    if (known) return known
    const { usingComponents = {} } = this.#json<ComponentJson>(path)
    const uses = new Map<string, string>()
    for (const [tag, place] of Object.entries({ ...this.app.usingComponents, ...usingComponents })) {
      uses.set(tag, place.startsWith('/') ? place.slice(1) : posix.join(dirname(path), place))
    }
    const file = join(this.folder, `${path}.wxml`)
    const template = existsSync(file) ? parseWxml(readFileSync(file, 'utf8'), `${path}.wxml`) : []
    requireKnownElements(template, uses, path)
    this.require(`${path}.js`)
    const definition = this.#definitions.get(path)
    if (!definition) throw new Error(`${path}.js defines no page and no component`)
    refuseWhatIsNotPlayed(definition, path)
    const kind = { path, definition, template, uses }
    this.#kinds.set(path, kind)
    return kind
  }
}

/** `Page()` keeps its methods beside its data. */
function ofPage({ data, ...rest }: Record<string, unknown>): Definition {
  return {
    ...(data !== undefined && { data: data as Record<string, unknown> }),
    methods: rest as Definition['methods'],
  }
}

function requireKnownElements(list: readonly Template[], uses: ReadonlyMap<string, string>, path: string): void {
  for (const one of list) {
    if (one.kind === 'text') continue
    if (!elements.has(one.tag) && !uses.has(one.tag)) throw new Error(`${path}.wxml: there is no element <${one.tag}>`)
    requireKnownElements(one.children, uses, path)
  }
}

/** What this host does not play must not pass unseen. */
function refuseWhatIsNotPlayed(definition: Definition, path: string): void {
  if (definition.relations) throw new Error(`${path}: relations are not played by this host`)
  const behaviors = (definition.behaviors ?? []).filter((one) => typeof one !== 'string')
  if (behaviors.length > 0) throw new Error(`${path}: behaviors are not played by this host`)
}

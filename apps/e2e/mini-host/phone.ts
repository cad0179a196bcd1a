import { Instance, type Host } from './component.ts'
import { Package } from './package.ts'
import { bubble, composePage, fire, nameOf, roleOf, textOf, walk, type Node } from './tree.ts'
import { createWx, type Asked, type PhoneState, type Wx } from './wx.ts'

export type PhoneOptions = {
  /** Folder of the compiled mini-program. */
  folder: string
  /** Address it was built for, and where that is now. */
  builtFor: string
  platform: string
}

const patienceMs = 10_000
const lookEveryMs = 15
/** WeChat keeps at most so many pages one upon another. */
const mostPages = 10

type App = Record<string, unknown>

/**
 * A phone that runs a compiled mini-program: its real code and its real templates, without WeChat and without layout.
 * Taps and typing go through the elements a person would use; requests go to the real platform.
 */
export class Phone {
  readonly state: PhoneState = {
    storage: new Map(),
    location: { latitude: 26.6626, longitude: 119.5531, accuracy: 20 },
    scan: null,
    loginCode: null,
    allows: null,
    online: true,
    fontSize: 16,
  }
  /** What went wrong in the program. A test that ends with any has failed. */
  readonly errors: string[] = []
  readonly requests: Asked[] = []
  readonly told: Array<{ what: string; options: unknown }> = []
  /** Bytes and times of `setData` by component. */
  readonly carried = new Map<string, { bytes: number; times: number }>()
  readonly package: Package
  readonly #stack: Instance[] = []
  readonly #ends: Array<() => void> = []
  readonly #wx: Wx
  #app: App = {}
  /** From a tap until the program waits for anything: the library hands a tap on a moment later. */
  #tapping = false

  constructor(options: PhoneOptions) {
    this.#wx = createWx({
      state: this.state,
      addressOf: (url) =>
        url.startsWith(options.builtFor) ? options.platform + url.slice(options.builtFor.length) : null,
      asked: (request) => {
        this.requests.push(request)
        this.#tapping = false
      },
      tapping: () => this.#tapping,
      told: (what, given) => void this.told.push({ what, options: given }),
      navigate: (how, url, delta) => this.#navigate(how, url, delta),
      failed: (error, where) => this.#failed(error, where),
      later: (work) => this.#later(work),
      onClose: (work) => void this.#ends.push(work),
    })
    this.package = new Package(options.folder, {
      ...this.#timers(),
      wx: this.#wx.wx,
      console: this.#console(),
      App: (app: App) => void (this.#app = app),
      Behavior: () => this.#failed(new Error('Behavior is not played by this host'), 'Behavior'),
      getApp: () => this.#app,
      getCurrentPages: () => this.#stack.map(({ self }) => self),
    })
    this.package.require('app.js')
    this.#callApp('onLaunch', { path: this.package.pages[0], query: {}, scene: 1001 })
    this.#callApp('onShow', {})
  }

  #failed(error: unknown, where: string): void {
    this.errors.push(`${where}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`)
  }

  #callApp(name: string, options: unknown): void {
    const hook = this.#app[name]
    if (typeof hook === 'function') hook.call(this.#app, options)
  }

  #later(work: () => void): void {
    const timer = setTimeout(() => {
      try {
        work()
      } catch (error) {
        this.#failed(error, 'later')
      }
    }, 0)
    this.#ends.push(() => clearTimeout(timer))
  }

  /** Timers end with the phone. */
  #timers(): Record<string, unknown> {
    const known = new Set<NodeJS.Timeout>()
    this.#ends.push(() => known.forEach((timer) => clearTimeout(timer)))
    const guarded = (work: (...args: unknown[]) => void, args: unknown[]) => () => {
      try {
        work(...args)
      } catch (error) {
        this.#failed(error, 'timer')
      }
    }
    const keep = (timer: NodeJS.Timeout): number => {
      known.add(timer)
      return Number(timer)
    }
    return {
      setTimeout: (work: () => void, ms?: number, ...args: unknown[]) => keep(setTimeout(guarded(work, args), ms)),
      setInterval: (work: () => void, ms?: number, ...args: unknown[]) => keep(setInterval(guarded(work, args), ms)),
      clearTimeout: (id: number) => clearTimeout(id),
      clearInterval: (id: number) => clearInterval(id),
    }
  }

  #console(): Record<string, unknown> {
    const quiet = (): void => undefined
    const error = (...words: unknown[]): void => this.#failed(words.map(wordOf).join(' '), 'console')
    return { log: quiet, info: quiet, debug: quiet, warn: quiet, error, groupEnd: quiet, group: quiet }
  }

  #host: Host = {
    kindOf: (path) => this.package.kindOf(path),
    failed: (error, where) => this.#failed(error, where),
    later: (work) => this.#later(work),
    carried: (kind, bytes) => {
      const known = this.carried.get(kind) ?? { bytes: 0, times: 0 }
      this.carried.set(kind, { bytes: known.bytes + bytes, times: known.times + 1 })
    },
  }

  #navigate(how: string, url: string, delta: number): void {
    if (how === 'navigateBack') {
      const closing = Math.min(delta, this.#stack.length - 1)
      for (let n = 0; n < closing; n++) this.#stack.pop()?.closePage()
      this.#stack.at(-1)?.showPage()
      return
    }
    if (how === 'navigateTo' && this.#stack.length >= mostPages) {
      throw new Error(`navigateTo:fail page stack is deeper than ${mostPages}`)
    }
    const [path = '', search = ''] = url.replace(/^\//, '').split('?')
    if (!this.package.pages.includes(path)) throw new Error(`${how}:fail page "${path}" is not found`)
    if (how === 'navigateTo') this.#stack.at(-1)?.hidePage()
    else if (how === 'redirectTo') this.#stack.pop()?.closePage()
    else while (this.#stack.length > 0) this.#stack.pop()?.closePage()
    this.#open(path, queryOf(search))
  }

  #open(path: string, query: Record<string, string>): void {
    const page = new Instance(this.#host, this.package.kindOf(path), null, null, path)
    this.#stack.push(page)
    page.openPage(query)
  }

  /** Opens a page as a scanned code or a card in a chat does: alone. */
  open(url: string): void {
    this.#navigate('reLaunch', url, 0)
  }

  back(): void {
    this.#navigate('navigateBack', '', 1)
  }

  /** The connection comes or goes, and the program is told. */
  goOnline(online: boolean): void {
    this.state.online = online
    this.#wx.sayNetwork()
  }

  get page(): string {
    return this.#stack.at(-1)?.kind.path ?? ''
  }

  get tree(): Node {
    const page = this.#stack.at(-1)
    if (!page) throw new Error('no page is open')
    return composePage(page)
  }

  get text(): string {
    return textOf(this.tree)
  }

  #all(): Node[] {
    return [...walk(this.tree)]
  }

  /** Waits until `look` finds something; what is on the page is told when it does not. */
  async until<T>(what: string, look: () => T | undefined | false | null): Promise<T> {
    const end = performance.now() + patienceMs
    for (;;) {
      const found = look()
      if (found !== undefined && found !== false && found !== null) return found
      if (performance.now() > end) {
        const errors = this.errors.map((line) => `\n  ${line}`).join('')
        throw new Error(`no ${what} on ${this.page}, which shows: ${this.text.slice(0, 600)}${errors}`)
      }
      await new Promise((resolve) => setTimeout(resolve, lookEveryMs))
    }
  }

  /** Waits until every request so far has its answer, and what the page makes of it is shown. */
  async quiet(): Promise<void> {
    await this.until('end of its requests', () => this.requests.every(({ status }) => status !== undefined))
    await new Promise((resolve) => setTimeout(resolve, lookEveryMs))
  }

  see(words: string | RegExp): Promise<string> {
    const fits = (text: string): boolean => (typeof words === 'string' ? text.includes(words) : words.test(text))
    return this.until(`“${words}”`, () => (fits(this.text) ? this.text : undefined))
  }

  at(page: string): Promise<string> {
    return this.until(`page ${page}`, () => (this.page === page ? page : undefined))
  }

  /** Innermost element with this name, of this role where one is asked for. */
  find(name: string | RegExp, role?: string): Node | undefined {
    const fits = (node: Node): boolean => {
      const found = nameOf(node)
      return typeof name === 'string' ? found === name : name.test(found)
    }
    return this.#all().findLast((node) => fits(node) && (role === undefined || roleOf(node) === role))
  }

  /** Taps a button, link or whatever carries this name, as a finger does. */
  async tap(name: string | RegExp, role?: string): Promise<void> {
    const node = await this.until(`${role ?? 'element'} “${name}” to tap`, () => this.find(name, role))
    this.#tapping = true
    if (bubble(node, 'tap', { x: 0, y: 0 }) === 0) throw new Error(`nothing hears a tap on “${name}” (${this.page})`)
  }

  /** Types into the field with this label. */
  async type(label: string, value: string): Promise<void> {
    const field = await this.until(`field “${label}”`, () => this.find(label, 'textbox'))
    if (field.shown.attributes.disabled === true) throw new Error(`the field “${label}” is disabled`)
    if (!fire(field, 'input', { value, cursor: value.length })) throw new Error(`nothing hears typing into “${label}”`)
    fire(field, 'blur', { value })
  }

  /** Chooses in a picker: the value of a date or time, the place in a list. */
  async pick(label: string, value: string | number): Promise<void> {
    const field = await this.until(`picker “${label}”`, () => this.find(label, 'picker'))
    if (!fire(field, 'change', { value })) throw new Error(`nothing hears a choice in “${label}”`)
  }

  /** Scrolls to the end of the page. */
  reachBottom(): void {
    this.#stack.at(-1)?.invoke('onReachBottom')
  }

  close(): void {
    while (this.#stack.length > 0) this.#stack.pop()?.closePage()
    for (const end of this.#ends) end()
  }
}

const wordOf = (word: unknown): string => {
  if (word instanceof Error || (typeof word === 'object' && word !== null && 'stack' in word)) {
    return String((word as Error).stack ?? word)
  }
  return typeof word === 'object' ? JSON.stringify(word) : String(word)
}

function queryOf(search: string): Record<string, string> {
  const pairs = search
    .split('&')
    .filter((one) => one !== '')
    .map((one): [string, string] => {
      const [name = '', value = ''] = one.split('=')
      // The base library hands values over as they were written.
      return [name, value]
    })
  return Object.fromEntries(pairs)
}

type Callbacks = {
  success?: (answer: unknown) => void
  fail?: (answer: unknown) => void
  complete?: (answer: unknown) => void
}
type Options = Record<string, unknown> & Callbacks

/** What the phone is asked for; a test sets what it answers. */
export type PhoneState = {
  storage: Map<string, unknown>
  /** GCJ-02; null: the person does not allow it. */
  location: { latitude: number; longitude: number; accuracy: number } | null
  /** What the camera reads; null: the person closes it. */
  scan: string | null
  /** What `wx.login` gives; null: WeChat refuses. */
  loginCode: string | null
  /** What the person answers to a message that is to be allowed; `off`: all messages are switched off; null: no window opens. */
  allows: 'accept' | 'reject' | 'ban' | 'off' | null
  /** Without a connection no request gets through. */
  online: boolean
  fontSize: number
}

/** A request; `status` is undefined while it is under way, null when no answer came. */
export type Asked = { method: string; url: string; status: number | null | undefined }

export type WxHost = {
  state: PhoneState
  /** Address in the program → address now; null: not one it may ask. */
  addressOf(url: string): string | null
  asked(request: Asked): void
  /** Whether this follows from a tap, with nothing waited for since: some things WeChat asks only then. */
  tapping(): boolean
  /** Things shown by the system: toasts, dialogs, calls, titles. */
  told(what: string, options: unknown): void
  navigate(how: string, url: string, delta: number): void
  failed(error: unknown, where: string): void
  later(work: () => void): void
  onClose(work: () => void): void
}

export type Wx = { wx: Record<string, unknown>; sayNetwork(): void }

function answerBy(host: WxHost, options: Options, work: () => unknown): void {
  host.later(() => {
    let answer: unknown
    let how: 'success' | 'fail' = 'success'
    try {
      answer = work() ?? { errMsg: 'ok' }
    } catch (error) {
      how = 'fail'
      answer = { errMsg: error instanceof Error ? error.message : String(error) }
    }
    options[how]?.(answer)
    options.complete?.(answer)
  })
}

function request(host: WxHost, options: Options): { abort(): void } {
  const url = String(options.url)
  const method = String(options.method ?? 'GET')
  const target = host.addressOf(url)
  const ending = new AbortController()
  const asked: Asked = { method, url, status: undefined }
  host.asked(asked)
  const fail = (errMsg: string): void => {
    asked.status = null
    options.fail?.({ errMsg: `request:fail ${errMsg}` })
    options.complete?.({ errMsg: `request:fail ${errMsg}` })
  }
  async function ask(address: string): Promise<void> {
    if (!host.state.online) return fail('no network')
    let status: number
    let data: string
    try {
      const response = await fetch(address, {
        method,
        headers: options.header as Record<string, string>,
        ...(method !== 'GET' && typeof options.data === 'string' && { body: options.data }),
        signal: AbortSignal.any([ending.signal, AbortSignal.timeout(Number(options.timeout ?? 60_000))]),
      })
      status = response.status
      data = await response.text()
    } catch (error) {
      return fail(error instanceof Error && error.name === 'TimeoutError' ? 'timeout' : String(error))
    }
    asked.status = status
    const body: unknown = options.dataType === 'text' || data === '' ? data : JSON.parse(data)
    const answer = { statusCode: status, data: body, header: {}, cookies: [], errMsg: 'request:ok' }
    options.success?.(answer)
    options.complete?.(answer)
  }
  if (target === null) {
    host.failed(new Error(`not a host it may ask: ${url}`), 'wx.request')
    fail('url not in domain list')
  } else void ask(target)
  return { abort: () => ending.abort() }
}

/** A socket of the program over a real one. */
function connectSocket(host: WxHost, options: Options): Record<string, unknown> {
  const target = host.addressOf(String(options.url).replace(/^ws/, 'http'))
  if (target === null || !host.state.online) {
    const noted: { onError?: (answer: unknown) => void } = {}
    host.later(() => noted.onError?.({ errMsg: 'connectSocket:fail' }))
    const none = (): void => undefined
    return {
      onOpen: none,
      onMessage: none,
      onClose: none,
      send: none,
      close: none,
      onError: (fn: (answer: unknown) => void) => (noted.onError = fn),
    }
  }
  const socket = new WebSocket(target.replace(/^http/, 'ws'))
  host.onClose(() => socket.close())
  const on = (name: string) => (fn: (event: Record<string, unknown>) => void) =>
    socket.addEventListener(name, (event) => fn({ data: (event as MessageEvent).data, code: 1_000 }))
  return {
    onOpen: on('open'),
    onMessage: on('message'),
    onClose: on('close'),
    onError: on('error'),
    send: ({ data }: { data: string }) => socket.send(data),
    close: () => socket.close(),
  }
}

const systemInfo = {
  platform: 'devtools',
  system: 'Android 12',
  brand: 'host',
  model: 'host',
  language: 'zh_CN',
  version: '8.0.50',
  SDKVersion: '3.5.0',
  pixelRatio: 2,
  windowWidth: 390,
  windowHeight: 760,
  screenWidth: 390,
  screenHeight: 844,
  statusBarHeight: 24,
  theme: 'light',
  safeArea: { top: 24, bottom: 844, left: 0, right: 390, width: 390, height: 820 },
}

/** An area of the page; nothing has a size here. */
function selectorQuery(host: WxHost): Record<string, unknown> {
  const waiting: Array<(answer: unknown) => void> = []
  const none = { left: 0, top: 0, right: 0, bottom: 0, width: 0, height: 0, scrollTop: 0, scrollLeft: 0 }
  const node: Record<string, unknown> = {}
  for (const name of ['boundingClientRect', 'scrollOffset', 'fields', 'context', 'node']) {
    node[name] = (...args: unknown[]) => {
      const done = args.find((one) => typeof one === 'function')
      waiting.push((done as (answer: unknown) => void) ?? (() => undefined))
      return query
    }
  }
  const query: Record<string, unknown> = {
    in: () => query,
    select: () => node,
    selectAll: () => node,
    selectViewport: () => node,
    exec: (done?: (answers: unknown[]) => void) =>
      host.later(() => {
        for (const one of waiting) one(none)
        done?.(waiting.map(() => none))
      }),
  }
  return query
}

/** Published: 20004, messages are switched off in the settings; 10005, the page is in the background. */
const errCodeOf = (state: PhoneState): number => (state.allows === 'off' ? 20_004 : 10_005)

/** The base library as far as this host plays it. A name it does not know is undefined, as on an older phone. */
export function createWx(host: WxHost): Wx {
  const { state } = host
  const network = new Set<(answer: unknown) => void>()
  const info = () => ({ ...systemInfo, fontSizeSetting: state.fontSize, hostFontSizeSetting: state.fontSize })
  const wx: Record<string, unknown> = {
    request: (options: Options) => request(host, options),
    connectSocket: (options: Options) => connectSocket(host, options),
    getStorageSync: (key: string) => state.storage.get(key) ?? '',
    setStorageSync: (key: string, value: unknown) => void state.storage.set(key, value),
    removeStorageSync: (key: string) => void state.storage.delete(key),
    getSystemInfoSync: info,
    getWindowInfo: info,
    getDeviceInfo: info,
    getAppBaseInfo: info,
    getAccountInfoSync: () => ({ miniProgram: { appId: 'touristappid', envVersion: 'release', version: '' } }),
    getMenuButtonBoundingClientRect: () => ({ left: 296, right: 383, top: 28, bottom: 60, width: 87, height: 32 }),
    getLaunchOptionsSync: () => ({ path: '', query: {}, scene: 1001 }),
    canIUse: () => true,
    createSelectorQuery: () => selectorQuery(host),
    nextTick: (work: () => void) => host.later(work),
    onNetworkStatusChange: (fn: (answer: unknown) => void) => void network.add(fn),
    offNetworkStatusChange: (fn: (answer: unknown) => void) => void network.delete(fn),
  }
  for (const name of ['onAppShow', 'onAppHide', 'onPageNotFound', 'onError', 'onUnhandledRejection', 'onThemeChange']) {
    wx[name] = () => undefined
  }
  const ask = (name: string, work: (options: Options) => unknown): void => {
    wx[name] = (options: Options = {}) => answerBy(host, options, () => work(options))
  }
  ask('setStorage', ({ key, data }) => void state.storage.set(String(key), data))
  ask('getNetworkType', () => ({ networkType: state.online ? 'wifi' : 'none' }))
  ask('getLocation', () => {
    if (!state.location) throw new Error('getLocation:fail auth deny')
    return { ...state.location, speed: 0, altitude: 0 }
  })
  ask('login', () => {
    if (state.loginCode === null) throw new Error('login:fail')
    return { code: state.loginCode, errMsg: 'login:ok' }
  })
  wx['requestSubscribeMessage'] = (options: Options) => {
    const tapped = host.tapping()
    answerBy(
      host,
      { ...options, fail: (answer) => options.fail?.({ ...(answer as object), errCode: errCodeOf(state) }) },
      () => {
        if (!tapped) throw new Error('requestSubscribeMessage:fail can only be invoked by user TAP gesture.')
        if (state.allows === null || state.allows === 'off') throw new Error('requestSubscribeMessage:fail')
        const answers = (options.tmplIds as string[]).map((id) => [id, state.allows])
        return { errMsg: 'requestSubscribeMessage:ok', ...Object.fromEntries(answers) }
      },
    )
  }
  ask('scanCode', () => {
    if (state.scan === null) throw new Error('scanCode:fail cancel')
    return { result: state.scan, scanType: 'QR_CODE', charSet: 'utf-8', rawData: '' }
  })
  for (const how of ['navigateTo', 'redirectTo', 'reLaunch', 'switchTab', 'navigateBack']) {
    ask(how, ({ url, delta }) => host.navigate(how, String(url ?? ''), Number(delta ?? 1)))
  }
  const shown =
    'showToast hideToast showLoading hideLoading showModal showActionSheet setNavigationBarTitle pageScrollTo ' +
    'stopPullDownRefresh makePhoneCall setClipboardData previewImage openLocation vibrateShort setKeepScreenOn ' +
    'openDocument hideKeyboard setNavigationBarColor'
  for (const name of shown.split(' ')) ask(name, (options) => host.told(name, options))
  return {
    wx,
    sayNetwork: () => {
      for (const fn of network) fn({ isConnected: state.online, networkType: state.online ? 'wifi' : 'none' })
    },
  }
}

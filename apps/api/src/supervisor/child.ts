import { type ChildProcess, fork } from 'node:child_process'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { setTimeout as pause } from 'node:timers/promises'

/** One process the supervisor keeps running. */
export type ChildSpec = {
  name: string
  /** Absolute path of the file to run. */
  file: string
  args?: string[]
  env: Record<string, string>
  /** Output goes to this file, or to ours when null. */
  logFile: string | null
}

/** What a child sends when it can work: its address if it has one, settings it gives to the others. */
export type ReadyMessage = { ready: true; url?: string; env?: Record<string, string> }

export type SupervisedChild = {
  name: string
  /** First readiness; rejects when the process ends before it. */
  ready: Promise<ReadyMessage>
  stop(): Promise<void>
  /** Stops the process and starts it again at once (development). */
  restart(): Promise<void>
}

const guard = new URL('./parent-guard.ts', import.meta.url).href
const firstPauseMs = 500
const longestPauseMs = 30_000
/** After this long the next crash counts as the first again. */
const calmMs = 60_000
const graceMs = 15_000

function isReady(message: unknown): message is ReadyMessage {
  return typeof message === 'object' && message !== null && 'ready' in message && message.ready === true
}

function launch(spec: ChildSpec): ChildProcess {
  const log = spec.logFile === null ? 'inherit' : openSync(spec.logFile, 'a')
  try {
    return fork(spec.file, spec.args ?? [], {
      env: spec.env,
      execArgv: ['--import', guard],
      // A process group of its own: Ctrl-C reaches the supervisor alone, which then stops all in order.
      detached: true,
      stdio: ['ignore', log, log, 'ipc'],
    })
  } finally {
    if (typeof log === 'number') closeSync(log)
  }
}

function ended(child: ChildProcess): Promise<string> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve('ended')
  return new Promise((resolve) => {
    child.once('exit', (code, signal) => resolve(signal ? `signal ${signal}` : `exit ${code}`))
    child.once('error', (error) => resolve(error.message))
  })
}

function firstReady(child: ChildProcess): Promise<ReadyMessage> {
  return new Promise((resolve) => {
    child.on('message', (message) => {
      if (isReady(message)) resolve(message)
    })
  })
}

/**
 * Starts the child and starts it again, with growing pauses, whenever it ends by itself.
 * An end before the very first readiness is not repeated: a wrong setting would only fail again.
 */
export function supervise(spec: ChildSpec, say: (line: string) => void): SupervisedChild {
  let stopping = false
  let current: ChildProcess | null = null
  let restarting = false
  let everReady = false

  const first = Promise.withResolvers<ReadyMessage>()
  // Whoever starts us awaits `ready`; a failure in between must not end the process unheard.
  first.promise.catch(() => undefined)

  async function keepRunning(): Promise<void> {
    let pauseMs = firstPauseMs
    while (!stopping) {
      const startedAt = performance.now()
      const child = launch(spec)
      current = child
      const end = ended(child)
      void firstReady(child).then((message) => {
        if (everReady) say(`${spec.name} is running again`)
        everReady = true
        first.resolve(message)
      })
      const how = await end
      current = null
      if (stopping) {
        first.reject(new Error(`${spec.name} was stopped before it was ready`))
        return
      }
      if (restarting) {
        restarting = false
        continue
      }
      if (!everReady) {
        first.reject(new Error(`${spec.name} could not start (${how})${reasonFrom(spec)}`))
        return
      }
      if (performance.now() - startedAt > calmMs) pauseMs = firstPauseMs
      say(`${spec.name} ended (${how}); starting it again in ${pauseMs / 1000} s${reasonFrom(spec)}`)
      await pause(pauseMs)
      pauseMs = Math.min(pauseMs * 2, longestPauseMs)
    }
  }
  void keepRunning()

  return {
    name: spec.name,
    ready: first.promise,
    async stop() {
      stopping = true
      if (current) await end(current)
    },
    async restart() {
      if (!current || stopping) return
      restarting = true
      await end(current)
    },
  }
}

/** Asks politely, then not. */
async function end(child: ChildProcess): Promise<void> {
  const gone = ended(child)
  child.kill('SIGTERM')
  const timer = setTimeout(() => child.kill('SIGKILL'), graceMs)
  await gone
  clearTimeout(timer)
}

const tailLines = 3

function reasonFrom(spec: ChildSpec): string {
  if (spec.logFile === null) return ''
  const lines = readFileSync(spec.logFile, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
  const errors = lines.slice(-40).filter((line) => /error|错误|缺少/i.test(line))
  const shown = (errors.length > 0 ? errors : lines).slice(-tailLines).map((line) => `\n    ${line.slice(0, 300)}`)
  return `; see ${spec.logFile}${shown.join('')}`
}

/** Path of a file of the project, from the folder of this one. */
export function projectFile(relative: string): string {
  return fileURLToPath(new URL(`../../../../${relative}`, import.meta.url))
}

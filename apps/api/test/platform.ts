import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readConfig, type Config } from '../src/kernel/config.ts'
import { findRunning, type Running } from '../src/supervisor/attach.ts'

const startFile = fileURLToPath(new URL('../src/supervisor/start.ts', import.meta.url))

/** A whole platform to drive over HTTP: the one that runs, or one of our own on free ports. */
export type Platform = Running & {
  dataDir: string
  /** Ours, and stopped by `stop`; false for one that was running before. */
  own: boolean
  stop(): Promise<void>
}

async function freePortPair(): Promise<number> {
  for (;;) {
    const port = await listenOnce(0)
    // The sandbox takes the next one.
    if (port < 65_000 && (await listenOnce(port + 1).catch(() => 0)) === port + 1) return port
  }
}

function listenOnce(port: number): Promise<number> {
  return new Promise((done, fail) => {
    const server = createServer()
    server.once('error', fail)
    server.listen(port, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => done(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

function whenReady(child: ChildProcess, say: (line: string) => void): Promise<void> {
  return new Promise((done, fail) => {
    let tail = ''
    let ready = false
    const read = (chunk: Buffer) => {
      for (const line of chunk.toString().split('\n')) {
        if (line.trim() === '') continue
        tail = `${tail}\n${line}`.slice(-2_000)
        // Afterwards the stage belongs to whoever drives it.
        if (!ready) say(line)
        if (!line.startsWith('ready: http ')) continue
        ready = true
        done()
      }
    }
    child.stdout?.on('data', read)
    child.stderr?.on('data', read)
    child.once('exit', (code) => fail(new Error(`the platform did not start (exit ${code}):${tail}`)))
  })
}

function freshFolder(): string {
  const dataDir = mkdtempSync(join(tmpdir(), 'linggong-platform-'))
  // The database's own account must be able to pass; the files in it are private by themselves.
  chmodSync(dataDir, 0o755)
  return dataDir
}

/** Starts a platform of its own; `dataDir` keeps what an earlier one left, otherwise a fresh folder that is removed. */
export async function startPlatform(
  options: { say?: (line: string) => void; dataDir?: string; env?: Record<string, string> } = {},
): Promise<Platform> {
  const dataDir = options.dataDir ?? freshFolder()
  const env: Record<string, string | undefined> = { ...process.env, ...options.env }
  env.DATA_DIR = dataDir
  env.PORT = String(await freePortPair())
  // Whoever drives it over HTTP needs no pages; browser tests ask for them.
  env.FRONT_ENDS ??= 'off'
  delete env.DATABASE_URL
  // The extra channel tells the supervisor when this process is gone, even after kill -9.
  const child = spawn(process.execPath, [startFile], { env, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] })
  const ended = new Promise<void>((done) => child.once('exit', () => done()))
  const stop = async (): Promise<void> => {
    if (child.exitCode === null) child.kill('SIGTERM')
    await ended
    if (!options.dataDir) rmSync(dataDir, { recursive: true, force: true })
  }
  try {
    await whenReady(child, options.say ?? (() => undefined))
    const running = findRunning(dataDir)
    if (!running) throw new Error('the platform says it is ready but left no running.json')
    return { ...running, dataDir, own: true, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** The platform running on DATA_DIR, else one of our own. */
export async function attachPlatform(say: (line: string) => void = () => undefined): Promise<Platform> {
  const dataDir = resolve(process.env.DATA_DIR ?? '.data')
  const running = findRunning(dataDir)
  if (running) return { ...running, dataDir, own: false, stop: async () => undefined }
  say('没有正在运行的平台,先启动一个临时的 / starting a platform of our own')
  return startPlatform({ say })
}

/** The configuration its processes run with: for measuring and checking in the same world. */
export function configOf(platform: Platform): Config {
  const keys = JSON.parse(readFileSync(join(platform.dataDir, 'demonstration-keys.json'), 'utf8')) as Record<
    string,
    string
  >
  return readConfig({
    ...keys,
    WORLD: 'demonstration',
    DATABASE_URL_APP: platform.appUrl,
    DB_SCHEMA: platform.schema,
    DATA_DIR: platform.dataDir,
    PUBLIC_URL: platform.url,
    GATEWAYS_FILE: join(platform.dataDir, 'sandbox', 'gateways.json'),
    ...(platform.sandboxUrl && { SANDBOX_URL: platform.sandboxUrl }),
  })
}

import { spawn } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

/** A platform to drive, as its supervisor announced it. */
export type Platform = {
  url: string
  sandboxUrl: string
  ownerUrl: string
  schema: string
  dataDir: string
  stop(): Promise<void>
}

type Announced = { url: string; sandboxUrl: string | null; ownerUrl: string; schema: string }

const root = fileURLToPath(new URL('../../../../', import.meta.url))

/** Ends the run with one line that names the way out. */
export class CannotRun extends Error {}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/healthz`, { signal: AbortSignal.timeout(3_000) })).ok
  } catch {
    return false
  }
}

function announced(dataDir: string): Announced | null {
  const file = join(dataDir, 'running.json')
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Announced) : null
}

function platformOf(running: Announced, dataDir: string, stop: () => Promise<void>): Platform {
  const { sandboxUrl } = running
  if (!sandboxUrl) {
    throw new CannotRun(
      'the running server has no sandbox: journeys need a demonstration (npm start without DATABASE_URL) / 没有沙箱',
    )
  }
  return { ...running, sandboxUrl, dataDir, stop }
}

/** Two neighbouring ports that are free now: the platform's and its sandbox's. */
async function freePort(): Promise<number> {
  for (;;) {
    const first = await tryPort(0)
    if (first !== null && first < 65_000 && (await tryPort(first + 1)) !== null) return first
  }
}

function tryPort(port: number): Promise<number | null> {
  return new Promise((done) => {
    const probe = createServer()
    probe.once('error', () => done(null))
    probe.listen(port, '127.0.0.1', () => {
      const taken = (probe.address() as AddressInfo).port
      probe.close(() => done(taken))
    })
  })
}

/** Starts a platform with a data folder of its own and takes both away again at the end. */
async function startOwn(say: (line: string) => void): Promise<Platform> {
  const dataDir = mkdtempSync(join(tmpdir(), 'linggong-journey-'))
  // The database's own account must be able to pass; the files in it are private by themselves.
  chmodSync(dataDir, 0o755)
  const env: NodeJS.ProcessEnv = { ...process.env, DATA_DIR: dataDir, PORT: String(await freePort()) }
  delete env.DATABASE_URL
  // The extra channel tells the supervisor when this process is gone, even after kill -9.
  const child = spawn(process.execPath, [join(root, 'apps/api/src/supervisor/start.ts')], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  const ended = new Promise<void>((done) => child.once('exit', () => done()))
  const stop = async (): Promise<void> => {
    if (child.exitCode === null) child.kill('SIGTERM')
    await ended
    rmSync(dataDir, { recursive: true, force: true })
  }
  try {
    await new Promise<void>((ready, failed) => {
      let last = ''
      let started = false
      const hear = (chunk: Buffer): void => {
        for (const line of String(chunk).split('\n').filter(Boolean)) {
          last = line
          // Afterwards the stage is the journey's: its last line is the figures.
          if (!started && !line.startsWith('  ')) say(`  ${line}`)
          if (!line.startsWith('ready: http')) continue
          started = true
          ready()
        }
      }
      child.stdout?.on('data', hear)
      child.stderr?.on('data', hear)
      child.once('exit', (code) => failed(new CannotRun(`the server did not start (${code ?? 'killed'}): ${last}`)))
    })
  } catch (error) {
    await stop()
    throw error
  }
  const running = announced(dataDir)
  if (!running) throw new CannotRun(`the server announced no address in ${dataDir}`)
  return platformOf(running, dataDir, stop)
}

/** The platform running on DATA_DIR (default .data), or one of our own. */
export async function findOrStart(say: (line: string) => void): Promise<Platform> {
  const dataDir = resolve(process.env.DATA_DIR ?? join(root, '.data'))
  const running = announced(dataDir)
  if (running && (await answers(running.url))) {
    say(`用正在运行的平台:${running.url}`)
    return platformOf(running, dataDir, async () => undefined)
  }
  say('没有正在运行的平台,先启动一个(数据放在临时文件夹,结束后删除)')
  return startOwn(say)
}

import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { missingConfiguration } from '../kernel/config.ts'
import { migrate } from '../kernel/database/migrate.ts'
import { APP_ROLE } from '../kernel/embedded-postgres/index.ts'
import { mendSeed } from '../seed/mend.ts'
import { accountsFile, sampleAccountLines } from './accounts.ts'
import { type ChildSpec, projectFile, supervise, type SupervisedChild } from './child.ts'
import { Refusal, requireFreePort } from './claim.ts'
import { keepDatabase } from './database.ts'
import { runErrand } from './errand.ts'
import { addressOf, demonstrationKeys, type StartSettings } from './settings.ts'
import type { Teardown } from './teardown.ts'
import { watchSources } from './watch.ts'

type Say = (line: string) => void
type Urls = { ownerUrl: string; appUrl: string; appRole: string }

/**
 * Starts everything in order: database, migrations, sandbox, first seed, the three roles; then tells the addresses.
 * Each thing started is handed to `teardown`, so that a stop at any moment undoes exactly what was done.
 * @throws Refusal or Error with one line naming what failed
 */
export async function startWorld(
  settings: StartSettings,
  afterCrash: boolean,
  teardown: Teardown,
  say: Say,
): Promise<void> {
  for (const port of settings.sandbox ? [settings.port, settings.sandboxPort] : [settings.port]) {
    await requireFreePort(settings.host, port, 'PORT=9000 npm start', afterCrash)
  }
  const pages = settings.frontEnds ? buildFrontEnds(teardown) : Promise.resolve()
  // Awaited at the end; should something else fail first, that is what is told.
  pages.catch(() => undefined)
  const urls = await databaseUrls(settings, teardown, say)
  const env = childEnvironment(settings, urls)

  const sandbox = settings.sandbox ? await startSandbox(settings, env, teardown, say) : null
  Object.assign(env, sandbox?.env)
  refuseHalfConfigured(env)

  await bringUpToDate(settings, urls, say)
  if (settings.world === 'demonstration') await seedOnce(settings, urls, env, teardown, say)

  const children = await startRoles(settings, env, teardown, say)
  await pages
  if (settings.watch) await restartOnChange(settings, urls, children, teardown, say)
  await announce(settings, sandbox?.url ?? null, urls, teardown, say)
}

/** The pages the http role serves are built beside the seed; later starts find them as they are. */
async function buildFrontEnds(teardown: Teardown): Promise<void> {
  const env: Record<string, string> = {}
  for (const [name, value] of Object.entries(process.env)) {
    // Building needs no secret of ours.
    if (value !== undefined && !/^DATABASE_URL|_KEYS$|SECRET|^NODE_CHANNEL/.test(name)) env[name] = value
  }
  const build = { name: 'front ends', file: 'scripts/build.ts', args: ['--served'], env }
  const failure = await runErrand(build, teardown)
  if (failure) {
    throw new Refusal(
      `the web pages could not be built (${failure}, the reason stands above); FRONT_ENDS=off npm start runs without them / 网页生成失败`,
    )
  }
}

async function databaseUrls(settings: StartSettings, teardown: Teardown, say: Say): Promise<Urls> {
  if (settings.world === 'production') {
    const appUrl = process.env.DATABASE_URL_APP ?? ''
    const appRole = appUrl === '' ? '' : decodeURIComponent(new URL(appUrl).username)
    return { ownerUrl: process.env.DATABASE_URL ?? '', appUrl, appRole }
  }
  const database = await keepDatabase(join(settings.dataDir, 'postgres'), say)
  await teardown.add('postgres', () => database.stop())
  return { ownerUrl: database.server.ownerUrl, appUrl: database.server.appUrl, appRole: APP_ROLE }
}

/** What every child is told; README lists the same names. */
function childEnvironment(settings: StartSettings, urls: Urls): Record<string, string> {
  const env: Record<string, string> = {}
  for (const [name, value] of Object.entries(process.env)) {
    // The owner's access stays here: the roles work as the account that owns nothing.
    if (value !== undefined && name !== 'DATABASE_URL' && !name.startsWith('NODE_CHANNEL')) env[name] = value
  }
  Object.assign(env, {
    WORLD: settings.world,
    HOST: settings.host,
    PORT: String(settings.port),
    DB_SCHEMA: settings.schema,
    DATA_DIR: settings.dataDir,
    ...(urls.appUrl && { DATABASE_URL_APP: urls.appUrl }),
    // Asked for by name (SANDBOX=1), the sandbox may stand in for real gateways in production too.
    ...(settings.sandbox && { ALLOW_SANDBOX_GATEWAYS: 'yes' }),
  })
  if (settings.world === 'demonstration') {
    Object.assign(env, demonstrationKeys(settings.dataDir))
    env.PUBLIC_URL ??= addressOf(settings.host, settings.port)
  }
  return env
}

function refuseHalfConfigured(env: Record<string, string>): void {
  const missing = missingConfiguration(env)
  if (missing.length === 0) return
  throw new Refusal(
    `these settings are missing: ${missing.join(', ')}; set them (see docs/operations.md) and start again / 缺少配置`,
  )
}

function logFile(settings: StartSettings, name: string): string | null {
  if (settings.logsHere) return null
  const folder = join(settings.dataDir, 'logs')
  mkdirSync(folder, { recursive: true })
  return join(folder, `${name}.log`)
}

async function startSandbox(
  settings: StartSettings,
  env: Record<string, string>,
  teardown: Teardown,
  say: Say,
): Promise<{ url: string; env: Record<string, string> }> {
  const url = addressOf(settings.host, settings.sandboxPort)
  const own = { ...env, PORT: String(settings.sandboxPort), API_URL: addressOf(settings.host, settings.port) }
  const child = await startChild(
    { name: 'sandbox', file: projectFile('apps/sandbox/src/main.ts'), env: own, logFile: logFile(settings, 'sandbox') },
    teardown,
    say,
  )
  const message = await child.ready
  return { url: message.url ?? url, env: { SANDBOX_URL: message.url ?? url, ...message.env } }
}

async function startChild(spec: ChildSpec, teardown: Teardown, say: Say): Promise<SupervisedChild> {
  const child = supervise(spec, say)
  await teardown.add(spec.name, () => child.stop())
  return child
}

async function bringUpToDate(settings: StartSettings, urls: Urls, say: Say): Promise<void> {
  try {
    if (settings.world === 'demonstration') await mendSeed(urls.ownerUrl, settings.schema, say)
    await migrate({
      ownerUrl: urls.ownerUrl,
      schema: settings.schema,
      appRole: urls.appRole,
      onApplied: (name) => say(`migrated: ${name}`),
    })
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    const wayOut =
      settings.world === 'demonstration'
        ? `delete ${settings.dataDir} to begin with an empty demonstration / 删除该文件夹后重新启动`
        : 'check DATABASE_URL and the database’s own log; nothing after this migration was applied'
    throw new Refusal(`the database could not be brought up to date: ${reason}; ${wayOut}`)
  }
}

/** The seed writes the sample accounts last: while they are absent the demonstration has not been seeded whole. */
async function seedOnce(
  settings: StartSettings,
  urls: Urls,
  env: Record<string, string>,
  teardown: Teardown,
  say: Say,
): Promise<void> {
  if (existsSync(accountsFile(settings.dataDir))) return
  say('seeding the demonstration city / 正在准备演示数据')
  const seed = {
    name: 'seed',
    file: 'apps/api/src/seed/cli.ts',
    args: ['--scale', 'small'],
    env: { ...env, DATABASE_URL_OWNER: urls.ownerUrl },
  }
  const failure = await runErrand(seed, teardown)
  if (failure) {
    throw new Refusal(
      `the seed failed (${failure}, its reason stands above); delete ${settings.dataDir} and start again / 演示数据准备失败`,
    )
  }
}

/** Stopped in the reverse order: http takes no more requests first, the worker finishes its row last. */
const roles = ['worker', 'dispatcher', 'http'] as const

async function startRoles(
  settings: StartSettings,
  env: Record<string, string>,
  teardown: Teardown,
  say: Say,
): Promise<SupervisedChild[]> {
  const children: SupervisedChild[] = []
  for (const role of roles) {
    const file = projectFile('apps/api/src/main.ts')
    const spec = { name: role, file, env: { ...env, ROLE: role }, logFile: logFile(settings, role) }
    children.push(await startChild(spec, teardown, say))
  }
  await Promise.all(children.map((child) => child.ready))
  return children
}

async function restartOnChange(
  settings: StartSettings,
  urls: Urls,
  children: SupervisedChild[],
  teardown: Teardown,
  say: Say,
): Promise<void> {
  const restart = async (files: string[]): Promise<void> => {
    say(`changed: ${files.slice(0, 3).join(', ')}${files.length > 3 ? ` and ${files.length - 3} more` : ''}`)
    try {
      if (files.some((file) => file.endsWith('.sql'))) await bringUpToDate(settings, urls, say)
      await Promise.all(children.map((child) => child.restart()))
    } catch (error) {
      say(error instanceof Error ? error.message : String(error))
    }
  }
  const stop = watchSources((files) => void restart(files))
  await teardown.add('watch', async () => stop())
}

/** Addresses for people, and for the other commands of this checkout in `<dataDir>/running.json`. */
async function announce(
  settings: StartSettings,
  sandboxUrl: string | null,
  urls: Urls,
  teardown: Teardown,
  say: Say,
): Promise<void> {
  const url = addressOf(settings.host, settings.port)
  const file = join(settings.dataDir, 'running.json')
  // The passwords of a production database have no place in a file: its commands are told them by the environment.
  const access = settings.world === 'demonstration' ? urls : { ownerUrl: '', appUrl: '' }
  const running = { url, sandboxUrl, ownerUrl: access.ownerUrl, appUrl: access.appUrl, schema: settings.schema }
  writeFileSync(file, JSON.stringify({ ...running, pid: process.pid }), { mode: 0o600 })
  await teardown.add('running.json', async () => rmSync(file, { force: true }))
  if (settings.world === 'demonstration') {
    for (const line of ['sample accounts / 演示账号:', ...sampleAccountLines(settings.dataDir)]) say(line)
    if (!settings.logsHere) say(`logs: ${join(settings.dataDir, 'logs')}`)
  }
  if (sandboxUrl) say(`ready: sandbox ${sandboxUrl}`)
  say(`ready: http ${url}`)
}

import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

import { isAlive } from '../kernel/embedded-postgres/postmaster.ts'

/** A reason for not starting, told in one line that names the way out. */
export class Refusal extends Error {}

/**
 * One supervisor per data folder. `afterCrash`: the last one did not release it.
 * @throws Refusal while another supervisor works with the folder
 */
export function claimDataDir(dataDir: string): { afterCrash: boolean; release: () => void } {
  try {
    mkdirSync(dataDir, { recursive: true })
  } catch (error) {
    throw new Refusal(`DATA_DIR ${dataDir} cannot be made (${reason(error)}); choose a folder you may write to`)
  }
  const file = join(dataDir, 'supervisor.pid')
  const other = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0
  if (other > 0 && other !== process.pid && isSupervisor(other)) {
    throw new Refusal(`already running on ${dataDir} (process ${other}); stop it first, or set DATA_DIR and PORT`)
  }
  try {
    writeFileSync(file, String(process.pid))
  } catch (error) {
    throw new Refusal(`DATA_DIR ${dataDir} cannot be written (${reason(error)}); choose a folder you may write to`)
  }
  return { afterCrash: other > 0, release: () => rmSync(file, { force: true }) }
}

/** Process numbers come round again; Linux tells what the process runs, elsewhere a live process counts. */
function isSupervisor(pid: number): boolean {
  if (!isAlive(pid)) return false
  const commandLine = `/proc/${pid}/cmdline`
  if (!existsSync('/proc/self/cmdline')) return true
  if (!existsSync(commandLine)) return false
  const told = readFileSync(commandLine, 'utf8')
  // A seed run by hand holds the folder too: it stops the database when it is done.
  return told.includes('supervisor/start') || told.includes('seed/cli')
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

const patientTries = 48

/**
 * Makes sure the port is free now. `patient` after a crash: children of a supervisor that was killed leave
 * within seconds.
 * @throws Refusal naming the port
 */
export async function requireFreePort(host: string, port: number, setting: string, patient = false): Promise<void> {
  let last = ''
  for (let tries = 0; tries < (patient ? patientTries : 1); tries++) {
    if (tries > 0) await pause(250)
    const code = await tryPort(host, port)
    if (code === null) return
    last = code
    if (code !== 'EADDRINUSE') break
  }
  if (last === 'EADDRINUSE') {
    throw new Refusal(`port ${port} is in use by another program; choose another: ${setting} / 端口 ${port} 已被占用`)
  }
  throw new Refusal(`cannot listen on ${host}:${port} (${last}); choose another: ${setting}`)
}

function tryPort(host: string, port: number): Promise<string | null> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message))
    probe.listen(port, host, () => probe.close(() => resolve(null)))
  })
}

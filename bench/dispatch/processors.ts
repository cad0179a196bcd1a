import { readdirSync, readFileSync } from 'node:fs'
import { roleProcess, postgresProcess } from '../../apps/api/test/processes.ts'
import type { Platform } from '../../apps/api/test/platform.ts'
import { endedMs, processorMs } from '../lib/processor.ts'

/** What each part of the platform spends on a processor, in milliseconds since it began. */
export type Processors = Record<'http' | 'dispatcher' | 'worker' | 'postgres' | 'sandbox' | 'bench', number>

/** A server and every process it keeps for a connection. */
function familyOf(pid: number): number[] {
  const children = readdirSync('/proc')
    .map(Number)
    .filter((child) => Number.isInteger(child) && parentOf(child) === pid)
  return [pid, ...children]
}

function parentOf(pid: number): number | undefined {
  try {
    return Number(/^PPid:\s*(\d+)$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1])
  } catch {
    // Gone between listing and looking.
    return undefined
  }
}

/** Another child of whoever started the roles. */
function sandboxProcess(platform: Platform): number {
  const starter = parentOf(roleProcess(platform, 'http'))!
  const found = familyOf(starter).find((pid) => readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('apps/sandbox/'))
  if (found === undefined) throw new Error('no sandbox process of this platform')
  return found
}

export async function processors(platform: Platform): Promise<Processors> {
  const server = await postgresProcess(platform)
  return {
    http: processorMs(roleProcess(platform, 'http')),
    dispatcher: processorMs(roleProcess(platform, 'dispatcher')),
    worker: processorMs(roleProcess(platform, 'worker')),
    // Its children that have ended count with it.
    postgres: familyOf(server)
      .map(processorMs)
      .reduce((sum, ms) => sum + ms, endedMs(server)),
    sandbox: processorMs(sandboxProcess(platform)),
    bench: processorMs(process.pid),
  }
}

/** What one posting cost on a processor, by part of the platform. */
export function processorWords(before: Processors, after: Processors, postings: number): string {
  return (Object.keys(after) as Array<keyof Processors>)
    .map((name) => `${name} ${((after[name] - before[name]) / postings).toFixed(1)}`)
    .join(', ')
}

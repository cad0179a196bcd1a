import { spawn } from 'node:child_process'

import { projectFile } from './child.ts'
import type { Teardown } from './teardown.ts'

export type Errand = { name: string; file: string; args: readonly string[]; env: Record<string, string> }

/**
 * Runs a program of the project once, with our output. Null when it ended well, otherwise how it ended. When the
 * start is stopped meanwhile, it is stopped too, with whatever it has started.
 */
export async function runErrand({ name, file, args, env }: Errand, teardown: Teardown): Promise<string | null> {
  const child = spawn(process.execPath, [projectFile(file), ...args], {
    env,
    stdio: ['ignore', 'inherit', 'inherit'],
    // A process group of its own: Ctrl-C reaches the supervisor alone.
    detached: true,
  })
  const done = new Promise<string | null>((resolve) => {
    child.once('error', (error) => resolve(error.message))
    child.once('exit', (code, signal) => resolve(code === 0 ? null : (signal ?? `exit ${code}`)))
  })
  await teardown.add(name, async () => {
    if (child.exitCode === null && child.signalCode === null) stopGroup(child.pid)
    await done
  })
  return done
}

function stopGroup(pid: number | undefined): void {
  if (pid === undefined) return
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, 'SIGTERM')
  } catch (error) {
    // It ended at this very moment.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
  }
}

import { readFileSync } from 'node:fs'

/** Milliseconds a process has spent on a processor, in steps of ten; of the clock where the system keeps no such file. */
export function processorMs(pid: number): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    // Fields 14 and 15 of the whole line (proc(5)): own time and the kernel's for it, in hundredths of a second.
    return 10 * (Number(fields[11]) + Number(fields[12]))
  } catch {
    return performance.now()
  }
}

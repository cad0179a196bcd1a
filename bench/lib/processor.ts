import { readFileSync } from 'node:fs'

/** Fields of /proc/PID/stat (proc(5)) from the third on, in hundredths of a second where they are times. */
function statOf(pid: number): number[] {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  return stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number)
}

/** Milliseconds a process has spent on a processor, in steps of ten; of the clock where the system keeps no such file. */
export function processorMs(pid: number): number {
  try {
    const fields = statOf(pid)
    // Fields 14 and 15 of the whole line: own time and the kernel's for it.
    return 10 * (fields[11]! + fields[12]!)
  } catch {
    return performance.now()
  }
}

/** The same of all its children that have ended (fields 16 and 17). */
export function endedMs(pid: number): number {
  const fields = statOf(pid)
  return 10 * (fields[13]! + fields[14]!)
}

import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { SeedResult } from './run-seed.ts'
import type { Done, Task } from './thread.ts'

const mostThreads = 2

/**
 * Answers all tasks on at most two threads, in the order of the tasks whichever ends first. A task that fails ends all.
 * `onDone` hears of each as it ends.
 */
export async function runAll(tasks: readonly Omit<Task, 'id'>[], onDone?: (task: Omit<Task, 'id'>) => void) {
  const results: SeedResult[] = []
  let next = 0
  const threads = Math.min(mostThreads, availableParallelism(), tasks.length)
  const oneThread = () =>
    new Promise<void>((resolve, reject) => {
      const worker = new Worker(new URL('./thread.ts', import.meta.url))
      const give = () => {
        const task = tasks[next]
        if (task) worker.postMessage({ ...task, id: next++ } satisfies Task)
        else void worker.terminate().then(() => resolve())
      }
      worker.on('message', ({ id, result }: Done) => {
        results[id] = result
        const task = tasks[id]
        if (task) onDone?.(task)
        give()
      })
      worker.on('error', (error) => {
        next = tasks.length
        reject(error)
      })
      give()
    })
  await Promise.all(Array.from({ length: threads }, oneThread))
  return results
}

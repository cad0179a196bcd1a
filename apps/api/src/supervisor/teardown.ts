/** Undoes what a start did, last first, also while the start is still going on. */
export type Teardown = {
  /** True once stopping has begun. */
  readonly begun: boolean
  /** Registers an undo step; when stopping has already begun it runs at once and `add` rejects. */
  add(name: string, undo: () => Promise<void>): Promise<void>
  run(): Promise<void>
}

export class Stopping extends Error {
  constructor() {
    super('stopping')
  }
}

export function createTeardown(onFailure: (line: string) => void = console.error): Teardown {
  const steps: { name: string; undo: () => Promise<void> }[] = []
  let begun = false

  async function undo(step: { name: string; undo: () => Promise<void> }): Promise<void> {
    try {
      await step.undo()
    } catch (error) {
      onFailure(`${step.name} did not stop cleanly: ${error instanceof Error ? error.message : String(error)}`)
    }
  }

  return {
    get begun() {
      return begun
    },
    async add(name, undoStep) {
      const step = { name, undo: undoStep }
      if (begun) {
        await undo(step)
        throw new Stopping()
      }
      steps.push(step)
    },
    async run() {
      begun = true
      for (let step = steps.pop(); step; step = steps.pop()) await undo(step)
    },
  }
}

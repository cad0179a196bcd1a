import type { EngagementState } from '@linggong/contract'
import type { Worker } from './people.ts'
import type { As, World } from './world.ts'

/**
 * One worker's engagement as a story follows it. `as` reads and acts: the worker, or, for somebody without a phone,
 * the employer whose `employerId` it then is.
 */
export type Taken = { id: string; shiftId: string; worker: Worker; as: As; employerId?: string }

/** What a story leaves to be shown and counted. */
export type Scene = {
  world: World
  /** Clock time on the day `plus` days after the run began; work begins tomorrow (1) at the earliest. */
  at(plus: number, time: string): Date
  until(at: Date): Promise<void>
  /** An engagement began: it is counted, and its end must be `ends`. */
  began(taken: Taken): void
  /** How this engagement must end; `paid` unless told. */
  ends(taken: Taken, state: EngagementState): void
  /** A line for the reader beside the timelines. */
  note(line: string): void
  readonly taken: ReadonlyArray<{ taken: Taken; ends: EngagementState }>
  readonly notes: readonly string[]
}

export type Story = { name: string; title: string; play(scene: Scene): Promise<void> }

export function story(name: string, title: string, play: (scene: Scene) => Promise<void>): Story {
  return { name, title, play }
}

export function openScene(world: World): Scene {
  const taken: Array<{ taken: Taken; ends: EngagementState }> = []
  const notes: string[] = []
  return {
    world,
    at: world.at,
    until: world.clock.until,
    began: (one) => {
      taken.push({ taken: one, ends: 'paid' })
    },
    ends(one, state) {
      const found = taken.find((each) => each.taken.id === one.id)
      if (!found) throw new Error(`engagement ${one.id} is not part of this story`)
      found.ends = state
    },
    note: (line) => {
      notes.push(line)
    },
    taken,
    notes,
  }
}

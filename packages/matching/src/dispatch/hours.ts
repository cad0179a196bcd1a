import type { PersonFacts } from './city.ts'
import type { DispatchSettings } from './settings.ts'

/** Minutes of the day from which and until which a person may be asked. */
export type AskedBetween = { readonly from: number; readonly to: number }

/**
 * When people may be asked: by the way they are reached, for a call rings and a message waits to be seen; and before all
 * by what they have said themselves, within what the policy lets people say.
 */
export class AskingHours {
  readonly #settings: DispatchSettings
  /** A day as most people have it: from when the first of the channels is used until the last is not any more. */
  readonly usual: AskedBetween
  /** Outside of this nobody is asked, whatever was said. */
  readonly widest: AskedBetween

  constructor(settings: DispatchSettings) {
    this.#settings = settings
    this.usual = usualHours(settings)
    this.widest = {
      from: Math.min(this.usual.from, settings.ownHours.from),
      to: Math.max(this.usual.to, settings.ownHours.to),
    }
  }

  of({ channel, asked }: PersonFacts): AskedBetween {
    const { askFrom, askTo, ownHours } = this.#settings
    return {
      from: asked?.from === undefined ? askFrom[channel]! : Math.max(ownHours.from, asked.from),
      to: asked?.to === undefined ? askTo[channel]! : Math.min(ownHours.to, asked.to),
    }
  }

  mayAsk(person: PersonFacts, minute: number): boolean {
    const { from, to } = this.of(person)
    return minute >= from && minute < to
  }
}

export function usualHours({ askFrom, askTo }: DispatchSettings): AskedBetween {
  return { from: Math.min(...askFrom), to: Math.max(...askTo) }
}

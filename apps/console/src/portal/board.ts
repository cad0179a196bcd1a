import type { AllEndpoints, ReceivedOf } from '@linggong/contract'
import { distanceWords } from '@linggong/contract/distance.ts'
import { reactive, watch } from 'vue'
import { dayWords, spanWords } from '../words/time.ts'

export type Shift = ReceivedOf<AllEndpoints['searchShifts']>['items'][number]

const choices = ['q', 'county', 'town', 'when', 'daily', 'meals', 'lodging', 'escrow'] as const
export type Choices = Record<(typeof choices)[number], string>

/** Filters of the board as the address of the page holds them, so that it can be shared and come back to. */
export function boardChoices(): Choices {
  const given = new URLSearchParams(location.search)
  const values = reactive(Object.fromEntries(choices.map((name) => [name, given.get(name) ?? ''])) as Choices)
  watch(values, () => {
    const chosen = Object.entries(values).filter(([, value]) => value !== '')
    const query = new URLSearchParams(chosen).toString()
    history.replaceState(null, '', `${location.pathname}${query && `?${query}`}${location.hash}`)
  })
  return values
}

export type BoardQuery = {
  q?: string
  county?: string
  town?: string
  when?: 'today' | 'tomorrow'
  settlementCycle?: 'perShift'
  meals?: 'true'
  lodging?: 'true'
  escrow?: 'true'
  lat?: number
  lng?: number
  sort: 'nearest' | 'soonest'
}

/** What the platform is asked: only what has been chosen; the nearest first where a place is known. */
export function boardQuery(chosen: Choices, here: { lat: number; lng: number } | null): BoardQuery {
  const { when } = chosen
  return {
    ...(chosen.q.trim() !== '' && { q: chosen.q.trim() }),
    ...(chosen.county !== '' && { county: chosen.county }),
    ...(chosen.town !== '' && { town: chosen.town }),
    ...((when === 'today' || when === 'tomorrow') && { when }),
    ...(chosen.daily === 'true' && { settlementCycle: 'perShift' as const }),
    ...(chosen.meals === 'true' && { meals: 'true' as const }),
    ...(chosen.lodging === 'true' && { lodging: 'true' as const }),
    ...(chosen.escrow === 'true' && { escrow: 'true' as const }),
    ...(here && { lat: here.lat, lng: here.lng }),
    sort: here ? 'nearest' : 'soonest',
  }
}

/** «明天 08:00–17:00», or of several shifts taken together the first day and how many there are. */
export function whenOf(shift: Shift, now: Date): string {
  if (shift.shiftCount <= 1) return spanWords(shift.startsAt, shift.endsAt, now)
  return `${dayWords(shift.startsAt, now)}起,共${shift.shiftCount}个班,到${dayWords(shift.lastEndsAt, now)}`
}

export function whereOf(shift: Shift): string {
  return shift.distanceMeters === null
    ? shift.placeName
    : `${shift.placeName} · 离您${distanceWords(shift.distanceMeters)}`
}

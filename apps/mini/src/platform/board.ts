import type { Item } from './api.ts'
import type { Here } from '../device/place.ts'

export type BoardShift = Item<'searchShifts'>

/** The row to search in, and the way to the map beside it. */
export const boardSearch = { label: '想找什么活', hint: '比如:搬货、采茶', maxlength: 60, map: '地图' } as const

/** What can be narrowed with one tap; the words people say. */
export const boardChips = [
  { value: 'today', label: '今天' },
  { value: 'tomorrow', label: '明天' },
  { value: 'perShift', label: '日结' },
  { value: 'near', label: '3公里内' },
  { value: 'meals', label: '管饭' },
  { value: 'lodging', label: '管住' },
  { value: 'escrow', label: '工资已托管' },
] as const
export type BoardChip = (typeof boardChips)[number]['value']

export type BoardWish = { words: string; chips: readonly BoardChip[]; county: string; sort: string }

const nearMeters = 3_000

/** The query of the board for what a person has tapped and typed. */
export function boardQueryOf(wish: BoardWish, here: Pick<Here, 'lat' | 'lng'> | undefined) {
  const has = (chip: BoardChip): boolean => wish.chips.includes(chip)
  const when = has('today') ? ('today' as const) : has('tomorrow') ? ('tomorrow' as const) : undefined
  return {
    ...(wish.words.trim() !== '' && { q: wish.words.trim() }),
    ...(wish.county !== '' && { county: wish.county }),
    ...(here && { lat: here.lat, lng: here.lng }),
    ...(here && has('near') && { radiusMeters: nearMeters }),
    ...(when && { when }),
    ...(has('perShift') && { settlementCycle: 'perShift' as const }),
    ...(has('meals') && { meals: 'true' as const }),
    ...(has('lodging') && { lodging: 'true' as const }),
    ...(has('escrow') && { escrow: 'true' as const }),
    sort: sortOf(wish.sort, here !== undefined),
    limit: 20,
  }
}

function sortOf(wanted: string, placed: boolean): 'newest' | 'soonest' | 'nearest' | 'pay' {
  if (wanted === 'nearest') return placed ? 'nearest' : 'newest'
  return wanted === 'soonest' || wanted === 'pay' ? wanted : 'newest'
}

/** Today and tomorrow exclude each other; the rest adds up. */
export function chipsAfter(before: readonly BoardChip[], after: readonly BoardChip[]): BoardChip[] {
  const added = after.find((chip) => !before.includes(chip))
  if (added === 'today') return after.filter((chip) => chip !== 'tomorrow')
  if (added === 'tomorrow') return after.filter((chip) => chip !== 'today')
  return [...after]
}

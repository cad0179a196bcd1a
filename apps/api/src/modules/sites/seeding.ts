import { dayKind, type Policy } from '@linggong/policy'
import { nextCheckOn as nextOn } from './rules-register.ts'

export { nextLook, playKind, playOpening, playSubject } from './actions/play-opening.ts'

export const staffIdField = 'site_staff.id_number'

const equipmentKeys = [
  'site.serviceEquipment',
  'site.convenienceEquipment',
  'site.officeEquipment',
  'site.networkRequirements',
  'site.wallBoards',
] as const

/** Items a site is equipped with, as the policy of the day lists them; none where no policy is in force. */
export function equipment(policy: Policy, day: string): Array<{ item: string; required: boolean }> {
  return equipmentKeys.flatMap((key) => {
    const found = policy.answer(key, day)
    return found.status === 'inForce' ? found.value.map(({ id, required }) => ({ item: id, required })) : []
  })
}

export function safetyItems(policy: Policy, day: string): string[] {
  const found = policy.answer('site.safetyItems', day)
  return found.status === 'inForce' ? found.value.map(({ id }) => id) : []
}

export function nextCheckOn(policy: Policy, checkedOn: string, day: string): string {
  const found = policy.answer('site.safetyCheckMonths', day)
  return nextOn(checkedOn, found.status === 'inForce' ? found.value : 1)
}

/** Statutory holidays of the first months of a year: days on which the seed's sites rest. */
export function springFestival(policy: Policy, day: string): boolean {
  const month = Number(day.slice(5, 7))
  return (month === 1 || month === 2) && dayKind(policy, day).statutoryHoliday
}

/** Boards and networks do not break. */
export const isBoard = (item: string): boolean => ['systems', 'procedures', 'promises', 'conduct'].includes(item)

import { countOf } from './posting-form.ts'

/** Minutes of hours and minutes typed apart; undefined when nothing or no number was typed. */
export function minutesTyped(hours: string, minutes: string): number | undefined {
  const whole = hours.trim() === '' ? 0 : countOf(hours)
  const rest = minutes.trim() === '' ? 0 : countOf(minutes)
  if ((hours.trim() === '' && minutes.trim() === '') || whole === undefined || rest === undefined) return undefined
  return whole * 60 + rest
}

export function typedHours(minutes: number | null): { hours: string; minutes: string } {
  if (minutes === null) return { hours: '', minutes: '' }
  return { hours: String(Math.floor(minutes / 60)), minutes: String(minutes % 60) }
}

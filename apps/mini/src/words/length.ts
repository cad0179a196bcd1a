/** Lengths of time and figures as people type them. */

/** A whole number typed in any width; undefined when it is none. Empty is 0. */
function wholeOf(typed: string): number | undefined {
  const plain = typed.trim().replace(/[０-９]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
  if (plain === '') return 0
  const digits = /^(\d{1,5})\s*(?:个?小时|分钟?)?$/.exec(plain)?.[1]
  return digits === undefined ? undefined : Number(digits)
}

/** Minutes of hours and minutes typed apart; undefined when nothing or no number was typed. */
export function minutesOf(hours: string, minutes: string): number | undefined {
  if (hours.trim() === '' && minutes.trim() === '') return undefined
  const whole = wholeOf(hours)
  const rest = wholeOf(minutes)
  return whole === undefined || rest === undefined ? undefined : whole * 60 + rest
}

/** The other way round, for a form that begins with what is there. */
export function typedLength(minutes: number | null): { hours: string; minutes: string } {
  if (minutes === null) return { hours: '', minutes: '' }
  const rest = minutes % 60
  return { hours: String(Math.floor(minutes / 60)), minutes: rest === 0 ? '' : String(rest) }
}

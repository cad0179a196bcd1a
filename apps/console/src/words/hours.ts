/**
 * Working time as typed → minutes: «8», «7.5», «7小时30分», «7:30», «90分钟», full-width figures too. A number alone
 * means hours. Undefined where it is no time or longer than `mostMinutes` (the contract's bound for one shift).
 */
export function readHours(typed: string, mostMinutes = 1_440): number | undefined {
  const plain = typed
    .replace(/[\uff10-\uff19\uff0e\uff1a]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replace(/\s/g, '')
  const whole = /^(?:(\d{1,2}(?:\.\d{1,2})?)(?:个?小时|时)?)?$/.exec(plain)?.[1]
  const parts = /^(?:(\d{1,2})(?::|个?小时|个?钟头|时))?(\d{1,4})(?:分钟?)?$/.exec(plain)
  const minutes =
    whole !== undefined
      ? Math.round(Number(whole) * 60)
      : parts && (parts[1] !== undefined || plain.includes('分'))
        ? Number(parts[1] ?? 0) * 60 + Number(parts[2])
        : undefined
  return minutes !== undefined && minutes <= mostMinutes ? minutes : undefined
}

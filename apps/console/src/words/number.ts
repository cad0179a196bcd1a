const units = /(平方米|平米|㎡|m²|m2|米|分|人次|人|个|家|条|件|份|笔|元)\s*$/iu

/** A number as typed, with decimals where they make sense: «38.5», «３８», «2.5分»; undefined where it is none, null where empty. */
export function readNumber(typed: string): number | null | undefined {
  // The unit goes first: made plain, «㎡» would leave a 2 behind.
  const plain = typed.trim().replace(units, '').normalize('NFKC').replace(/[\s,]/gu, '')
  if (plain === '') return null
  return /^-?\d{1,15}(\.\d{1,8})?$/.test(plain) ? Number(plain) : undefined
}

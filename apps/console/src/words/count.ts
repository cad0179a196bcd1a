/** A whole number as typed: «3», «３», «3人», «45 岁»; undefined where it is none. */
export function readCount(typed: string): number | undefined {
  const plain = typed.replace(/[\uff10-\uff19]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0)).trim()
  const digits = /^(\d{1,6})\s*(?:个人|人|个|岁|分钟|分|小时|天)?$/.exec(plain)?.[1]
  return digits === undefined ? undefined : Number(digits)
}

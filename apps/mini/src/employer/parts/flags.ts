/** Yes-or-no fields of a form as things to tap: those that are yes. */
export function flagsOf<K extends string>(fields: Readonly<Record<K, boolean>>, names: readonly K[]): K[] {
  return names.filter((name) => fields[name])
}

export function setFlags<K extends string>(
  fields: Record<K, boolean>,
  names: readonly K[],
  chosen: readonly string[],
): void {
  for (const name of names) fields[name] = chosen.includes(name)
}

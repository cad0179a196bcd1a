const chunk = 0x8000

/** Bytes of a file as base64, in pieces: one call would hold too many arguments. */
export function toBase64(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += chunk) text += String.fromCharCode(...bytes.subarray(at, at + chunk))
  return btoa(text)
}

/** «C列:…»: what is wrong with a cell, and where it stands. */
export function cellWords({ column, message }: { column: string | null; message: string }): string {
  return column === null ? message : `${column}列:${message}`
}

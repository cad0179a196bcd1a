/** Who has taken a matter as first contact, as the reader `me` sees it. */
export function ownerWords(ownerId: string | null, me: string | undefined): string {
  if (ownerId === null) return '还没人接手'
  return ownerId === me ? '我接手的' : '同事已接手'
}

import { reactive } from 'vue'

/** Postings a person does not want to see on the list, for as long as the app is open. */
const aside = reactive(new Set<string>())

export const putAside = (postingId: string): void => void aside.add(postingId)
export const isAside = (postingId: string): boolean => aside.has(postingId)
export const bringBack = (): void => aside.clear()

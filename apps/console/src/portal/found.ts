import { RequestRefused } from '../platform/client.ts'

/** What a code on paper leads to; null where the platform has issued no such paper. Any other failure goes on. */
export async function paperOf<T>(asked: Promise<T>): Promise<{ paper: T | null }> {
  try {
    return { paper: await asked }
  } catch (error) {
    if (error instanceof RequestRefused && error.status === 404) return { paper: null }
    throw error
  }
}

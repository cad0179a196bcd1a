/** Where people see this posting and can take it. */
export const postingLink = (postingId: string): string => `${location.origin}/m/pages/jobs/detail?posting=${postingId}`

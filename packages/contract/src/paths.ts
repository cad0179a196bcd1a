/** Method and path of every endpoint, without zod. */
export * from './engagements/paths.ts'
export * from './identity/paths.ts'
export * from './seekers/paths.ts'
export * from './system/paths.ts'

/** Method and path of every endpoint, without zod. */
export * from './dispatch/paths.ts'
export * from './engagements/paths.ts'
export * from './identity/paths.ts'
export * from './payroll/paths.ts'
export * from './postings/paths.ts'
export * from './seekers/paths.ts'
export * from './sites/paths.ts'
export * from './system/paths.ts'

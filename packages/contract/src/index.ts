export * from './plain.ts'
export * from './endpoint.ts'
export * as shapes from './common.ts'
export * from './engagements/endpoints.ts'

/** How a contract for purchased services goes. */
export type ServiceCourse = 'good' | 'middling' | 'failing' | 'exited' | 'settled' | 'noTerms'

/** Of every hundred days, on how many nobody wrote anything into the opening log. */
export const slackOf: Readonly<Record<ServiceCourse, number>> = {
  good: 0.01,
  middling: 0.12,
  failing: 0.42,
  exited: 0.45,
  settled: 0,
  noTerms: 0,
}

/** What the platform does while a wage is late, as the policy writes it (`arrears.steps`). */
export type ArrearsStep = { afterMinutes: number; action: string; plainZh: string }
export type ArrearsStand = { text: string; at: number; taken: boolean }

/** The steps in their order, each with its time and whether that has come. */
export function arrearsStands(steps: readonly ArrearsStep[], lateAt: string, now: number): ArrearsStand[] {
  return [...steps]
    .sort((a, b) => a.afterMinutes - b.afterMinutes)
    .map(({ plainZh, afterMinutes }) => {
      const at = Date.parse(lateAt) + afterMinutes * 60_000
      return { text: plainZh, at, taken: at <= now }
    })
}

type Wage = { paidAt: string | null; funded: boolean; lateAt: string; netFen: number }

/** The employer should have paid it in by now and has not. */
export function isLate(wage: Wage, now: number): boolean {
  return wage.paidAt === null && !wage.funded && wage.netFen > 0 && Date.parse(wage.lateAt) <= now
}

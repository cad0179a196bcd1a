/** Whether the wage reaches what the person has wished for work paid by the hour or by the day. */
export function paysEnough(
  pay: { payMethod: string; amountFen: number },
  wish: { minHourlyFen: number | null; minDailyFen: number | null },
): boolean {
  if (pay.payMethod === 'hourly') return wish.minHourlyFen === null || pay.amountFen >= wish.minHourlyFen
  if (pay.payMethod === 'daily') return wish.minDailyFen === null || pay.amountFen >= wish.minDailyFen
  return true
}

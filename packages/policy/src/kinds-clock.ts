import { z } from 'zod'

const clockTime = z.string().regex(/^([01]\d|2[0-4]):[0-5]\d$/, 'must be a clock time HH:MM')

export const clockWindows = z
  .array(z.strictObject({ from: clockTime, to: clockTime }))
  .min(1)
  .refine(
    (windows) => windows.every((w, i) => w.from < w.to && w.from >= (windows[i - 1]?.to ?? '00:00')),
    'windows must ascend',
  )

export const clockSpan = z
  .strictObject({ from: clockTime, to: clockTime })
  .refine(({ from, to }) => from < to, 'must end later')

/** Hours by whatever they differ for, for instance by channel. */
export const clockSpans = z.record(z.string(), clockSpan)

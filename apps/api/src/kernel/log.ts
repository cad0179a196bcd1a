import { pino, type Logger } from 'pino'

export type Log = Pick<Logger, 'info' | 'warn' | 'error' | 'debug'>

/**
 * Structured logs: ids, routes, codes and durations. Bodies, names, phones and numbers are never
 * passed to the log; the redaction is the second wall.
 */
export function createLog(role: string, level = process.env.LOG_LEVEL ?? 'info'): Log {
  return pino({
    level,
    base: { role },
    redact: {
      paths: ['*.phone', '*.idNumber', '*.name', '*.body', 'req.headers', '*.password', '*.token'],
      censor: '[removed]',
    },
  })
}

export const silentLog: Log = pino({ level: 'silent' })

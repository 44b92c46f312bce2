import type { Logger as PinoLogger } from 'pino'
import { pino } from 'pino'

/** Structured log, one JSON object a line. */
export type Logger = PinoLogger

/** How to log. */
export interface LoggerOptions {
  readonly level: 'debug' | 'info' | 'warn' | 'error'
  /** Standard error by default in commands that print data; the server logs to standard output. */
  readonly destination: 'stdout' | 'stderr'
}

/**
 * A busy server would otherwise make one write for each line, which is a tenth of its work. The rest is written when the
 * process ends by itself; one that is killed loses at most this much.
 */
const batches = { minLength: 8_192, periodicFlush: 100 }

/** Makes the process's logger. Credentials are redacted by key, should one ever be passed. */
export function createLogger(options: LoggerOptions): Logger {
  return pino(
    {
      level: options.level,
      base: { service: 'modelwarden' },
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: {
        paths: [
          'token',
          'password',
          'secret',
          'authorization',
          '*.token',
          '*.password',
          '*.secret',
          'headers.authorization',
          '*.headers.authorization',
        ],
        censor: '[secret]',
      },
    },
    pino.destination({ dest: options.destination === 'stdout' ? 1 : 2, sync: false, ...batches }),
  )
}

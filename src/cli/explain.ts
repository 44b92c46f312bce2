import { CommanderError } from 'commander'
import { ConfigError } from '../config/index.ts'
import { Fault } from '../kernel/problem.ts'
import { Refusal } from '../kernel/refusal.ts'
import { systemReason } from '../kernel/system-reason.ts'
import { exitCodes } from './exit-codes.ts'
import { processOutput } from './output.ts'

/** Prints what a command ended with, as a sentence a person can act on, and answers the exit code. */
export function explain(error: unknown): number {
  // Commander has printed its own message by now; help and version come here too, with exit code 0.
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.ok : exitCodes.unusable
  processOutput.say(wordsFor(error))
  return error instanceof Refusal && error.isUsage ? exitCodes.unusable : exitCodes.failed
}

function wordsFor(error: unknown): string {
  if (error instanceof ConfigError) return error.message
  if (error instanceof Fault) return `modelwarden: ${faultInWords(error)}`
  const path: unknown = error instanceof Error ? Reflect.get(error, 'path') : undefined
  return `modelwarden: ${typeof path === 'string' ? `${path}: ` : ''}${systemReason(error)}`
}

/** What a command meets that is no source's is the store's. */
function faultInWords(fault: Fault): string {
  if (fault.source !== undefined || fault.cause === undefined) return fault.publicMessage
  return `the store cannot be used: ${systemReason(fault.cause)}. Check store.url, that the database runs and lets this user in, and that a file's folder can be written.`
}

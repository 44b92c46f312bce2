import { Fault } from '../kernel/problem.ts'

/** A tool has no place of the kind that is to be changed. */
export function noSuchPlace(source: string): Fault {
  const publicMessage = `Source ${source} has no such place.`
  return new Fault({ code: 'UNSUPPORTED', publicMessage, internalMessage: publicMessage, retryable: false, source })
}

/** The files that were copied are not those that were approved. */
export function otherFiles(source: string, fate: 'taken' | 'loaded'): Fault {
  return new Fault({
    code: 'SUBJECT_CHANGED',
    publicMessage: `The files are not those that were approved, so nothing of them is ${fate}.`,
    internalMessage: `what was copied for ${source} has another digest than was approved`,
    retryable: false,
    source,
  })
}

/** Somebody else has put something else where a release is to lie. It is never overwritten. */
export function takenPlace(source: string): Fault {
  return new Fault({
    code: 'UPSTREAM_INVALID',
    publicMessage: `In source ${source} something else lies where the release is to be.`,
    internalMessage: `the place of a release in ${source} holds other bytes`,
    retryable: false,
    source,
  })
}

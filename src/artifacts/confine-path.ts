import { type Outcome, refuse, succeed } from '../kernel/outcome.ts'
import { problem } from '../kernel/problem.ts'

/** An S3 key holds at most this many bytes; no tool writes longer paths. */
const pathBytesMax = 1_024

// oxlint-disable-next-line no-control-regex -- control characters are what this looks for
const forbiddenCharacters = /[\u0000-\u001f\u007f\\]|\p{Surrogate}/u

/**
 * Accepts a path that a caller asks for below an artifact's owner: relative, `/` between its segments, '' for the
 * owner's folder itself. Refuses with BAD_USER_INPUT what is absolute or empty in between, has a `.` or `..` segment
 * (also after one percent-decoding, because some doors decode once more than others), a backslash, a control
 * character, or more than 1,024 bytes. What it accepts it gives back unchanged.
 */
export function confinePath(path: string): Outcome<string> {
  return path === '' || isConfined(path)
    ? succeed(path)
    : refuse(problem('BAD_USER_INPUT', pathMessage, { field: ['path'] }))
}

const pathMessage = 'The path must be relative, without empty, `.` or `..` parts, and at most 1,024 bytes long.'

function isConfined(path: string): boolean {
  if (Buffer.byteLength(path, 'utf8') > pathBytesMax) return false
  return [path, decodeOnce(path)].every(
    (reading) => !forbiddenCharacters.test(reading) && reading.split('/').every(isName),
  )
}

function isName(segment: string): boolean {
  return segment !== '' && segment !== '.' && segment !== '..'
}

function decodeOnce(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    // `100%.txt` is a fine name: nothing that decodes would read it as anything else.
    return path
  }
}

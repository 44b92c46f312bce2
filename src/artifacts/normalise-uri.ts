import { pathToFileURL } from 'node:url'

/** Longest address that is looked at; S3 keys end at 1,024 bytes and Linux paths at 4,096. */
const addressLengthMax = 4_608

// oxlint-disable-next-line no-control-regex -- control characters are what this looks for
const forbiddenCharacters = /[\u0000-\u001f\u007f\\]|\p{Surrogate}/u
const percentEscape = /%[0-9a-f]{2}/i
const s3Schemes = new Set(['s3', 's3a', 's3n'])

interface AddressParts {
  readonly scheme: string
  /** Null when the address has no `//`. */
  readonly authority: string | null
  /** Everything after the authority, with its leading `/`. */
  readonly path: string
}

/**
 * The one text for an address that a tool reported, so that two reports of one place can be compared.
 * Pure; opens nothing and proves nothing about access.
 *
 * - `file:/x`, `file:///x`, `file://localhost/x` (RFC 8089) and the plain path `/x` are `file:///x`; repeated slashes
 *   and `.` segments go, percent escapes are decoded once.
 * - `s3a://` and `s3n://` are `s3://`. Keys are literal, as boto3 and MLflow take them; because `a//b` is another key
 *   than `a/b`, an address with an empty segment names nothing here.
 * - `mlflow-artifacts:///x` is `mlflow-artifacts:/x`.
 * - `http` and `https` lose their default port and the case of the host.
 * - A slash at the end goes.
 *
 * Null for whatever could mean two things to two readers: relative paths, `..` (also escaped), what still holds a
 * percent escape after decoding, control characters, backslashes, a user or password, a query or fragment,
 * `file:` and `mlflow-artifacts:` with a host.
 */
export function normaliseUri(text: string): string | null {
  if (text.length > addressLengthMax || forbiddenCharacters.test(text)) return null
  if (text.startsWith('/')) return fileAddress(text.split('/'))
  const parts = splitAddress(text)
  if (parts === null) return null
  if (parts.scheme === 'file') return normaliseFile(parts)
  if (s3Schemes.has(parts.scheme)) return normaliseS3(parts)
  if (parts.scheme === 'http' || parts.scheme === 'https') return normaliseHttp(parts)
  if (parts.scheme === 'mlflow-artifacts') return parts.authority ? null : joinLiteral('mlflow-artifacts:', parts.path)
  return joinLiteral(`${parts.scheme}:${parts.authority === null ? '' : `//${parts.authority}`}`, parts.path)
}

function splitAddress(text: string): AddressParts | null {
  const match = /^([a-z][a-z0-9+.-]*):(?:\/\/([^/]*))?(\/.*)?$/is.exec(text)
  if (match === null || /[?#]/.test(text)) return null
  const [, scheme = '', authority = null, path = ''] = match
  if (authority?.includes('@') || (authority === null && path === '')) return null
  return { scheme: scheme.toLowerCase(), authority, path }
}

function normaliseFile({ authority, path }: AddressParts): string | null {
  if (authority !== null && authority !== '' && authority.toLowerCase() !== 'localhost') return null
  const segments = path.split('/').map(decodeSegment)
  return segments.every((segment) => segment !== null) ? fileAddress(segments) : null
}

function fileAddress(segments: readonly string[]): string | null {
  const kept = segments.filter((segment) => segment !== '' && segment !== '.')
  return kept.every(isPlainSegment) ? pathToFileURL(`/${kept.join('/')}`).href : null
}

function normaliseS3({ authority, path }: AddressParts): string | null {
  if (authority === null || !/^[a-z0-9][a-z0-9._-]*$/i.test(authority)) return null
  return joinLiteral(`s3://${authority}`, path)
}

function normaliseHttp({ scheme, authority, path }: AddressParts): string | null {
  const origin = URL.parse(`${scheme}://${authority ?? ''}/`)?.origin
  const segments = path.split('/').slice(1).map(decodeSegment)
  if (origin === undefined) return null
  if (segments.at(-1) === '') segments.pop()
  if (!segments.every((segment) => segment !== null && isNamed(segment))) return null
  return [origin, ...segments.map((segment) => encodeURIComponent(segment ?? ''))].join('/')
}

/** Keeps a path that is literal in its scheme, without the slash at its end. */
function joinLiteral(head: string, path: string): string | null {
  // A single separator: `mlflow-artifacts:///x` was written with an empty authority, which is gone by now.
  const segments = path.split('/').slice(1)
  if (segments.at(-1) === '') segments.pop()
  if (!segments.every(isNamed)) return null
  return segments.length === 0 && head.endsWith(':') ? `${head}/` : [head, ...segments].join('/')
}

/** Decodes one segment once; null when it is malformed or the decoded text is not one plain segment. */
function decodeSegment(segment: string): string | null {
  try {
    const decoded = decodeURIComponent(segment)
    return decoded.includes('/') || forbiddenCharacters.test(decoded) ? null : decoded
  } catch {
    // A malformed escape names nothing; the error itself tells no more than that.
    return null
  }
}

function isNamed(segment: string): boolean {
  return segment !== '' && segment !== '.' && isPlainSegment(segment)
}

/** An escape that is left over would be decoded by some tools and not by others. */
function isPlainSegment(segment: string): boolean {
  return segment !== '..' && !percentEscape.test(segment)
}

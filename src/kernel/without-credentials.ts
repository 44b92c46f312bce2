/** With one of these the whole query is a permission to read, such as a presigned address of an object store. */
const signatureNames = /^(sig|signature|x-(amz|goog|oss)-signature)$/i

const secretNames = /token|secret|passw(or)?d|^pwd$|credential|signature|^auth$|(api|access|account|private)[-_]?key/i

/** What a user name, a query and a fragment begin or end with; most addresses have none of them. */
const marks = /[@?#]/

/**
 * An address as it may be shown: without user name and password, and without query parameters that are secrets or
 * signatures. People leave these in the remotes of repositories and in the addresses of data, and tools record them. Over
 * ssh the user name stays: it is no secret, and nobody can fetch without it. Any other text comes back as it is.
 */
export function withoutCredentials(address: string): string {
  if (!marks.test(address)) return address
  const [start, fragment] = splitFirst(address, '#')
  const [place, query] = splitFirst(start, '?')
  const end = fragment === undefined || secretNames.test(fragment) ? '' : `#${fragment}`
  return `${withoutUser(place)}${query === undefined ? '' : shownQuery(query)}${end}`
}

/** What the last `@` of the authority follows: passwords may hold one themselves. */
function withoutUser(place: string): string {
  if (/^ssh:/i.test(place)) return place.replace(/^(ssh:\/\/[^:/@]*):[^/]*@/i, '$1@')
  return place.replace(/^((?:[a-z][a-z0-9+.-]*:)+\/\/)[^/]*@/i, '$1')
}

function shownQuery(query: string): string {
  const parameters = query.split('&').map((text) => ({ text, name: text.split('=', 1)[0] ?? '' }))
  if (parameters.some(({ name }) => signatureNames.test(name))) return ''
  const kept = parameters.filter(({ name }) => !secretNames.test(name))
  return kept.length === 0 ? '' : `?${kept.map(({ text }) => text).join('&')}`
}

function splitFirst(text: string, separator: string): readonly [string, string?] {
  const at = text.indexOf(separator)
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)]
}

/** One line of a requirements file, as far as it names a package. */
export interface Requirement {
  /** Normalised as package indexes do (PEP 503); the whole line where it is only an address. */
  readonly name: string
  /** The rest of the line: versions, address, marker. */
  readonly spec: string
  /** Whether it can only ever mean one release. */
  readonly isPinned: boolean
  /** Whether it is a file or folder of the machine that wrote the line. */
  readonly isLocal: boolean
}

/** Reads the packages of a requirements file of pip. Options are left out, but those that name further files are kept as local. */
export function readRequirements(text: string): readonly Requirement[] {
  return text
    .replaceAll(/\\\r?\n/g, ' ')
    .split(/\r?\n/)
    .map((line) => line.replace(/(^|\s)#.*$/, '').trim())
    .flatMap((line) => (line === '' ? [] : requirementOf(line)))
}

function requirementOf(line: string): readonly Requirement[] {
  if (/^(-r|-c|-e|--requirement|--constraint|--editable)\b/.test(line)) return [local(line)]
  if (line.startsWith('-')) return []
  const bare = line.replace(/\s--[\w-]+.*$/, '').trim()
  const [, name, extras = '', spec = ''] = /^([\w][\w.-]*)\s*(\[[^\]]*\])?\s*($|[=<>!~@;(].*$)/.exec(bare) ?? []
  if (name === undefined) return [/^https?:\/\//i.test(bare) ? address(bare) : local(line)]
  const at = /^@\s*(.*)$/.exec(spec)?.[1]
  const isLocal = at !== undefined && !/^(git\+)?(https?|ssh):\/\//i.test(at)
  const isPinned = at === undefined ? isExact(spec) : !isLocal && isFixedAddress(at)
  const wanted = `${extras}${spec}`
  return [{ name: name.toLowerCase().replaceAll(/[-_.]+/g, '-'), spec: wanted, isPinned, isLocal }]
}

function local(line: string): Requirement {
  return { name: line, spec: '', isPinned: false, isLocal: true }
}

function address(line: string): Requirement {
  return { name: line, spec: '', isPinned: isFixedAddress(line), isLocal: false }
}

function isExact(spec: string): boolean {
  return /^={2,3}\s*[^\s*,;]+\s*(;.*)?$/.test(spec)
}

/** An address that holds a commit, a hash, or a built release, which an index does not replace. */
function isFixedAddress(text: string): boolean {
  return /@[0-9a-f]{40}\b|sha256=|\.whl(\s|;|#|$)/i.test(text)
}

import { type Document, isAlias, parseDocument, visit } from 'yaml'
import type { ConfigProblem } from './problems.ts'

/** A YAML text, as far as it can be read. */
export interface ParsedYaml {
  readonly value: unknown
  readonly problems: readonly ConfigProblem[]
  /** The top-level keys in their order, also those that cannot be read. */
  readonly keys: readonly string[]
  /** Top-level keys that are there and cannot be read, so that nothing is said of what they hold or lack. */
  readonly unreadable: ReadonlySet<string>
}

/**
 * Reads a YAML text. One fault of the text is one problem with its line and column; the top-level keys that it does
 * not touch are read all the same. Never quotes the text: a secret may stand where the fault is.
 */
export function parseYaml(text: string): ParsedYaml {
  const faults = faultsOf(text)
  const sections = sectionsOf(text)
  const keys = sections.map(({ key }) => key)
  const broken = sections.flatMap((section) => {
    const [fault] = faultsOf(section.text).filter(({ code }) => code !== 'DUPLICATE_KEY')
    return fault === undefined ? [] : [{ ...section, fault }]
  })
  if (broken.length > 0) {
    const unreadable = new Set(broken.map(({ key }) => key))
    const readable = sections.filter(({ key }) => !unreadable.has(key))
    const value: unknown = Object.assign({}, ...readable.map((section) => topLevel(valueOf(section.text))))
    return { value, keys, unreadable, problems: broken.map((section) => problemIn(section, text)) }
  }
  const [fault] = faults.filter(({ code }) => code !== 'DUPLICATE_KEY')
  if (fault !== undefined) {
    const problems = [problemAt(fault, text, [])]
    return { value: {}, keys, unreadable: new Set(keys), problems }
  }
  const problems = faults.map((duplicate) => problemAt(duplicate, text, []))
  return { value: topLevel(valueOf(text)), keys, unreadable: new Set(), problems }
}

interface YamlFault {
  readonly code: string
  readonly offset: number
}

/** The most aliases one anchor may be repeated by; without a bound a small text could grow without end. */
const maxAliasCount = 100

function faultsOf(text: string): readonly YamlFault[] {
  const document = parseDocument(text, { prettyErrors: false })
  const faults: YamlFault[] = document.errors.map(({ code, pos }) => ({ code, offset: pos[0] }))
  return faults.length > 0 ? faults : aliasFaults(document)
}

function aliasFaults(document: Document.Parsed): readonly YamlFault[] {
  const faults: YamlFault[] = []
  visit(document, (_key, node) => {
    if (isAlias(node) && node.resolve(document) === undefined)
      faults.push({ code: 'UNKNOWN_ALIAS', offset: node.range?.[0] ?? 0 })
  })
  if (faults.length > 0) return faults
  try {
    document.toJS({ maxAliasCount })
    return []
  } catch {
    return [{ code: 'TOO_MANY_ALIASES', offset: 0 }]
  }
}

function valueOf(text: string): unknown {
  return parseDocument(text).toJS({ maxAliasCount })
}

/** A section whose keys are all commented out holds nothing, and its defaults stand. */
function topLevel(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value ?? {}
  return Object.fromEntries(Object.entries(value).filter(([, item]) => item !== null))
}

interface Section {
  readonly key: string
  readonly start: number
  readonly text: string
}

/**
 * The text of each top-level key: what begins at the left edge ends whatever was left open above it. None when the file
 * does not consist of such keys.
 */
function sectionsOf(text: string): readonly Section[] {
  const heads = [...text.matchAll(/^(?:"([^"\n]+)"|'([^'\n]+)'|([A-Za-z_][\w-]*))[ \t]*:(?=\s|$)/gm)]
  const above = text.slice(0, heads[0]?.index).replaceAll(/^(#.*|---\s*)$/gm, '')
  if (above.trim() !== '') return []
  return heads.map((head, index) => ({
    key: head[1] ?? head[2] ?? head[3] ?? '',
    start: head.index,
    text: text.slice(head.index, heads[index + 1]?.index),
  }))
}

/** What was left open is missed at the end of the section rather than at the next one. */
function problemIn({ key, start, text, fault }: Section & { readonly fault: YamlFault }, whole: string): ConfigProblem {
  const offset = start + Math.min(fault.offset, text.trimEnd().length)
  return problemAt({ ...fault, offset }, whole, [key])
}

function problemAt({ code, offset }: YamlFault, text: string, path: readonly string[]): ConfigProblem {
  const before = text.slice(0, offset).split('\n')
  const at = { line: before.length, column: (before.at(-1) ?? '').length + 1 }
  return { path, at, message: words[code] ?? 'is not valid YAML' }
}

/** Of the faults that people make; the codes are those of the package `yaml`. */
const words: Readonly<Record<string, string>> = {
  BAD_INDENT: 'a bracket is not closed, or what it holds is not indented',
  BAD_DQ_ESCAPE: 'a backslash in double quotes begins nothing that YAML knows; use single quotes, or two backslashes',
  BAD_SCALAR_START: 'a text cannot begin with this character; put the text in quotes',
  BLOCK_AS_IMPLICIT_KEY: 'a second key on one line; put the value in quotes, or the key on a line of its own',
  BLOCK_IN_FLOW: 'a bracket is not closed',
  DUPLICATE_KEY: 'this key is given twice; keep one',
  MISSING_CHAR: 'a quote, bracket, comma, dash or colon is missing here or above, or the line is indented wrongly',
  MULTILINE_IMPLICIT_KEY: 'a key without a colon, or a line that is indented wrongly',
  MULTIPLE_DOCS: 'a second document begins; a configuration is one',
  TAB_AS_INDENT: 'a tab indents this line; use spaces',
  TOO_MANY_ALIASES: 'too many aliases; write the values out',
  UNEXPECTED_TOKEN:
    'this does not belong here; put a text that holds brackets, braces, colons or a variable among them in quotes',
  UNKNOWN_ALIAS: 'no anchor above has the name of this alias; put a text that begins with * in quotes',
}

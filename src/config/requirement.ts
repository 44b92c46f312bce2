import { z } from 'zod'
import type { Path } from './value-at.ts'

/** What a schema asks for at one place, as a JSON Schema says it. */
export interface Requirement {
  readonly type?: string
  readonly format?: string
  readonly enum?: readonly unknown[]
  readonly minimum?: number
  readonly maximum?: number
  readonly minLength?: number
  readonly minItems?: number
  readonly properties?: Readonly<Record<string, Requirement>>
  /** Of keys that a person chooses; `false` where there are none. */
  readonly additionalProperties?: Requirement | false
  readonly items?: Requirement
}

/** What a zod schema asks for; nothing is known of a schema made by another zod that this one cannot read. */
export function requirementOf(model: z.ZodType): Requirement {
  try {
    // What a person writes, before defaults and transformations; a JSON Schema has more keys than these, of these types.
    return z.toJSONSchema(model, { io: 'input', unrepresentable: 'any' }) as Requirement
  } catch {
    return {}
  }
}

/** What is asked for further in. */
export function requirementAt(whole: Requirement, path: Path): Requirement {
  return path.reduce<Requirement>(
    (at, part) => (typeof part === 'number' ? at.items : (at.properties?.[part] ?? at.additionalProperties)) || {},
    whole,
  )
}

/** The requirement as the end of a sentence, such as `must be a whole number from 0 to 65535`. */
export function requirementInWords(wanted: Requirement): string {
  if (wanted.enum !== undefined) return `must be ${either(wanted.enum.map((item) => JSON.stringify(item)))}`
  if (wanted.type === 'integer' || wanted.type === 'number') return numberInWords(wanted)
  if (wanted.type === 'boolean') return 'must be true or false'
  if (wanted.type === 'array') return `must be a list${wanted.minItems === 1 ? ' of at least one' : ''}`
  if (wanted.type === 'object') return 'must hold keys of its own, each with a value'
  if (wanted.type !== 'string') return 'is not valid'
  if (wanted.format === 'uri') return 'must be an address, such as "http://127.0.0.1:9000"'
  return wanted.minLength === 1 ? 'must be a text that is not empty' : 'must be a text'
}

function numberInWords({ type, minimum, maximum }: Requirement): string {
  const kind = type === 'integer' ? 'a whole number' : 'a number'
  const least = minimum === Number.MIN_SAFE_INTEGER ? undefined : minimum
  const most = maximum === Number.MAX_SAFE_INTEGER ? undefined : maximum
  if (least !== undefined && most !== undefined) return `must be ${kind} from ${least} to ${most}`
  if (least !== undefined) return `must be ${kind} of at least ${least}`
  return most === undefined ? `must be ${kind}` : `must be ${kind} of at most ${most}`
}

function either(options: readonly string[]): string {
  return options.length < 2 ? options.join() : `${options.slice(0, -1).join(', ')} or ${options.at(-1)}`
}
